"""One file per command: read arguments, call one function, print.

Exit codes: 0 done, 1 the data has problems that were reported, 2 wrong usage.
"""

from kg.cli.app import main

__all__ = ["main"]
