"""`python -m app` is `huiban`."""

from app.cli import main

main()
