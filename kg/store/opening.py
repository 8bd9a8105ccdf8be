"""Open the quads of a graph for reading while another process may be writing to it."""

from pathlib import Path
from time import sleep

from pyoxigraph import Store

WAITS = (0.02, 0.1, 0.5, 1.0, 2.0)
"""Seconds before each further try."""
GONE = "No such file"


def open_to_read(path: Path) -> Store:
    """Open a store read-only.

    RocksDB first reads which files there are and then opens them; a writer that tidies up in between takes some of them
    away, and a second look finds those that replaced them (RocksDB wiki, Read-only and Secondary instances).
    """
    for wait in WAITS:
        try:
            return Store.read_only(str(path))
        except (OSError, RuntimeError) as error:
            if GONE not in str(error):
                raise
        sleep(wait)
    return Store.read_only(str(path))
