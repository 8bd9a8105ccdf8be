"""The flat table of a graph as it is now: opened when it is first needed, and again after the graph has changed."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

from kg.flat import Flat, open_flat
from kg.web.protocol.problems import Refusal

LOOKS = 1.0
"""Seconds between two looks at whether the graph has changed."""
PATIENCE, AGAIN = 4.0, 3
"""Seconds that a page waits for the first table; seconds until it is asked for again where that was too short."""
TABLES, WRITTEN = "articles.sqlite", "store/CURRENT"
"""What changes when articles come, go or are linked anew; what changes whenever anything is written."""
Stamp = tuple[int, int]
"""When and how large."""


class FlatReader:
    """Returns the flat table of a graph.

    While a newer one is made, the pages go on with the one before. What people decide elsewhere, by `kg review`, is
    taken in without making it anew.

    Args:
        path: the graph's folder.
        flat: its flat table, where it is open already.
    """

    def __init__(self, path: Path, flat: Flat | None = None) -> None:
        self._path, self._lock = path, Lock()
        self._flat = flat
        self._older: Flat | None = None
        self._stamp, self._written = self._look(TABLES), self._look(WRITTEN)
        self._looked, self._making = monotonic(), False
        self._first: Event | None = None
        self._done: tuple[int, int] = (0, 0)
        self._failed: Exception | None = None

    def prepare(self, *, on_progress: Callable[[int, int], object], on_end: Callable[[], object]) -> None:
        """Make the first table while other requests are answered already; pages that are asked for meanwhile say so.

        Args:
            on_progress: is told how many assertions of how many are done, from a thread.
            on_end: is called when the table is there, or cannot be made.
        """
        self._first = Event()

        def tell(done: int, total: int) -> None:
            self._done = (done, total)
            on_progress(done, total)

        def make(ended: Event) -> None:
            try:
                stamp = self._look(TABLES)
                flat = open_flat(self._path, on_progress=tell)
                with self._lock:
                    self._stamp, self._flat = stamp, flat
            except Exception as error:  # noqa: BLE001 - whatever it is, it is said where a page is asked for
                self._failed = error
            finally:
                ended.set()
                on_end()

        Thread(target=make, args=(self._first,), name="first flat", daemon=True).start()

    def _await_first(self) -> None:
        """Wait a little for the first table.

        Raises:
            Refusal: with status 503, where it takes longer.
        """
        if self._first is None:
            return
        if not self._first.wait(PATIENCE):
            done, total = self._done
            how_far = f": {done:,} of {total:,} assertions are read" if total else ""
            detail = (
                f"The pages are being prepared{how_far}. This page loads again by itself; SPARQL is answered already."
            )
            raise Refusal(503, detail, headers={"Refresh": str(AGAIN), "Retry-After": str(AGAIN)})
        if self._failed is not None:
            raise self._failed

    def __call__(self) -> Flat:
        """Return the flat table; the next call may return a newer one.

        Raises:
            Refusal: with status 503, where the first one is still being made.
        """
        self._await_first()
        with self._lock:
            if self._flat is None:
                self._stamp, self._flat = self._look(TABLES), open_flat(self._path)
            elif monotonic() - self._looked > LOOKS and not self._making:
                self._look_around(self._flat)
            return self._flat

    def _look_around(self, flat: Flat) -> None:
        self._looked = monotonic()
        written = self._look(WRITTEN)
        if self._look(TABLES) != self._stamp:
            self._make()
        elif written != self._written:
            flat.refresh_verdicts()
        self._written = written

    def look_again(self) -> None:
        """Make the flat table anew, since the graph was changed from here."""
        with self._lock:
            if self._flat is not None and not self._making:
                self._make()

    def close(self) -> None:
        """Close the files."""
        with self._lock:
            for flat in (self._flat, self._older):
                if flat is not None:
                    flat.close()
            self._flat = self._older = None

    def _make(self) -> None:
        self._making = True
        Thread(target=self._swap, name="flat", daemon=True).start()

    def _swap(self) -> None:
        stamp = self._look(TABLES)
        try:
            flat = open_flat(self._path)
        finally:
            self._making = False
        with self._lock:
            older, self._older, self._flat, self._stamp = self._older, self._flat, flat, stamp
        if older is not None:  # the one that was last in use may still answer a request
            older.close()

    def _look(self, name: str) -> Stamp:
        found = (self._path / name).stat()
        return found.st_mtime_ns, found.st_size
