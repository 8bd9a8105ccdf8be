"""One file per command: read arguments, call one function, print.

Exit codes: 0 done, 1 the data has problems that were reported, 2 wrong usage, 130 stopped by Ctrl-C.
"""

import sys

STOPPED = 130
"""The exit code after Ctrl-C, as shells have it: 128 and the number of the signal."""


def main() -> None:
    """Run `kg`; Ctrl-C ends it without a traceback, also while its parts are still being loaded."""
    try:
        from kg.cli.app import main as run  # the part that takes a second

        run()
    except KeyboardInterrupt:
        sys.exit(STOPPED)


__all__ = ["STOPPED", "main"]
