"""`python -m benchmarks [name …]`: all of them, or those named. Exit status 1 when a bar is missed."""

import sys
from importlib import import_module

NAMES = ("dates", "commands", "startup", "ingress", "handling", "ticks", "memory")


def main() -> int:
    """Run what the command line names."""
    wanted = sys.argv[1:] or list(NAMES)
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
        return 2
    results = [import_module(f"benchmarks.{name}").main() for name in wanted]
    return 0 if all(results) else 1


sys.exit(main())
