"""Open the flat table of a graph: the one that is there while the graph is unchanged, else a new one."""

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

from kg.flat.file import read_meta
from kg.flat.flat import Flat
from kg.flat.make import OnProgress, make_flat
from kg.flat.stamp import Stamp, flat_files, known_stamp, read_stamp

Make = Callable[..., Path]

_log = logging.getLogger(__name__)


def open_flat(path: Path | str, *, on_progress: OnProgress = lambda *_: None, make: Make = make_flat) -> Flat:
    """Open the flat table of a graph; it is made first where there is none, or the graph has changed.

    Args:
        path: the graph's folder.
        on_progress: is told how many assertions of how many are done; not called where nothing is to be made.
        make: makes the table.

    Raises:
        GraphNotFound: where there is no graph.
        GraphOutdated: where an earlier version of kg made it.
    """
    folder = Path(path)
    file = fresh_file(folder)
    if file is not None:
        try:
            return Flat(folder, file)
        except sqlite3.Error:
            _log.warning("%s is broken and made anew", file)
    return Flat(folder, make(folder, on_progress=on_progress))


def fresh_file(folder: Path) -> Path | None:
    """Return the flat table of the graph as it is now; None where there is none."""
    if not (folder / "articles.sqlite").is_file() or not (folder / "store").is_dir():
        return None
    now = read_stamp(folder)
    return next((file for file in flat_files(folder) if _is_of(file, now)), None)


def _is_of(file: Path, now: Stamp) -> bool:
    """Tell whether a file is the flat table of a graph in this state."""
    known = known_stamp(file)
    if known is None or not known.fits(now):
        return False
    try:
        return read_meta(file)["token"] == known.token
    except (sqlite3.Error, KeyError):
        return False
