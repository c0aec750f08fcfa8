"""What Huiban takes and how fast it is, beside what others would take: `python -m benchmarks`."""
