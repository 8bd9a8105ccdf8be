"""Open the flat table of a graph: the one that is there while the graph is unchanged, else a new one.

A server asks `FlatOf` for the table at each answer: after the graph has changed it gives the earlier one until the new
one is made, which happens beside the answering.
"""

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from kg.errors import KgError
from kg.flat.file import read_meta
from kg.flat.flat import Flat
from kg.flat.make import OnProgress, make_flat
from kg.flat.stamp import flat_file, known_stamp, read_stamp, renew_stamp

LOOK_EVERY = 2.0
"""Seconds between two looks at the graph's files."""
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
    if is_fresh(folder):
        try:
            return Flat(folder, flat_file(folder))
        except sqlite3.Error:
            _log.warning("%s is broken and made anew", flat_file(folder))
    return Flat(folder, make(folder, on_progress=on_progress))


def is_fresh(folder: Path) -> bool:
    """Tell whether there is a flat table of the graph as it is now."""
    if not (folder / "articles.sqlite").is_file() or not (folder / "store").is_dir():
        return False
    file = flat_file(folder)
    known = known_stamp(file)
    if known is None or not known.fits(read_stamp(folder)):
        return False
    try:
        return read_meta(file)["token"] == known.token
    except (sqlite3.Error, KeyError):
        return False


class FlatOf:
    """Gives the flat table of a graph as it is now; calling it returns the table.

    Args:
        path: the graph's folder.
        on_progress: is told how far the first making is.
        make: makes the table.

    Raises:
        GraphNotFound: where there is no graph.
        GraphOutdated: where an earlier version of kg made it.
    """

    def __init__(self, path: Path | str, *, on_progress: OnProgress = lambda *_: None, make: Make = make_flat) -> None:
        self._folder = Path(path)
        self._make = make
        self._flat = open_flat(self._folder, on_progress=on_progress, make=make)
        self._lock = Lock()
        self._making: Thread | None = None
        self._looked = monotonic()

    def __call__(self) -> Flat:
        """Return the newest table there is; where the graph has changed, a newer one begins to be made."""
        with self._lock:
            if monotonic() - self._looked >= LOOK_EVERY:
                self._look()
            return self._flat

    def refresh_verdicts(self) -> Flat:
        """Take in what people hold of assertions now, and return the table; call it after each verdict."""
        with self._lock:
            self._flat.refresh_verdicts()
            renew_stamp(self._folder, self._flat.file, token=self._flat.token)
            self._looked = monotonic()
            return self._flat

    def refresh(self) -> None:
        """Look at once whether the graph has changed: call it after things were joined or kept apart."""
        with self._lock:
            self._look()

    @property
    def is_making(self) -> bool:
        """Tell whether a newer table is being made, so that a page can say that it shows the earlier one."""
        making = self._making
        return making is not None and making.is_alive()

    def wait(self, timeout: float | None = None) -> None:
        """Wait until what is being made is done."""
        making = self._making
        if making is not None:
            making.join(timeout)

    def _look(self) -> None:
        self._looked = monotonic()
        if self.is_making:
            return
        try:
            fresh = is_fresh(self._folder)
        except OSError:
            return  # a build is writing files at this moment; the next look will find them
        known = known_stamp(flat_file(self._folder))
        if fresh and known is not None and known.token == self._flat.token:
            return
        # What people hold shows at once, whatever else has changed.
        self._flat.refresh_verdicts()
        self._making = Thread(target=self._renew, name="kg-flat", daemon=True)
        self._making.start()

    def _renew(self) -> None:
        try:
            newer = open_flat(self._folder, make=self._make)
        except (KgError, OSError, sqlite3.Error) as error:
            _log.warning("the pages show the graph as it was: %s", error)
            return
        # The earlier one stays open for answers that are under way; it goes when the last of them is done.
        self._flat = newer
