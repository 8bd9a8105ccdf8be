"""Count the rows of an answer as it is written, exactly, by what parts them in its format."""

from collections.abc import Callable
from typing import Protocol


class Counter(Protocol):
    """Counts rows of an answer that comes in pieces."""

    @property
    def rows(self) -> int:
        """Return how many have begun so far."""

    def feed(self, piece: bytes) -> None:
        """Count the rows that begin in a piece."""


class _Marks:
    """Counts a mark that stands once a row and nowhere else."""

    def __init__(self, mark: bytes, *, before: int = 0) -> None:
        self._rows = -before
        self._mark = mark
        self._rest = b""

    @property
    def rows(self) -> int:
        return self._rows

    def feed(self, piece: bytes) -> None:
        whole = self._rest + piece
        self._rows += whole.count(self._mark)
        n_kept = len(self._mark) - 1
        self._rest = whole[-n_kept:] if n_kept else b""


class _Outside:
    """Counts a mark outside quoted texts, in which a quote is doubled (CSV) or stands after a backslash (JSON)."""

    def __init__(self, mark: bytes, *, before: int, escapes: bool) -> None:
        self._marks = _Marks(mark, before=before)
        self._escapes = escapes
        self._within = False
        self._rest = b""

    @property
    def rows(self) -> int:
        return self._marks.rows

    def feed(self, piece: bytes) -> None:
        if self._escapes:
            piece = self._without_escapes(self._rest + piece)
        parts = piece.split(b'"')
        # A space in place of each text keeps marks from forming across it.
        self._marks.feed(b" ".join(parts[1 if self._within else 0 :: 2]))
        self._within ^= len(parts) % 2 == 0

    def _without_escapes(self, piece: bytes) -> bytes:
        n_backslashes = len(piece) - len(piece.rstrip(b"\\"))
        self._rest = b"\\" if n_backslashes % 2 else b""
        return piece[: len(piece) - len(self._rest)].replace(b"\\\\", b"").replace(b'\\"', b"")


class _Json:
    """Counts the objects of a JSON result's bindings: one begins after `"bindings":[`, further ones after `},`.

    Within a row an object follows a colon; only rows follow each other.
    """

    def __init__(self) -> None:
        self._further = _Outside(b"},{", before=0, escapes=True)
        self._first = _Marks(b'"bindings":[{')

    @property
    def rows(self) -> int:
        return self._further.rows + min(self._first.rows, 1)

    def feed(self, piece: bytes) -> None:
        self._further.feed(piece)
        if not self._first.rows:
            self._first.feed(piece)


_COUNTERS: dict[str, Callable[[], Counter]] = {
    "text/tab-separated-values": lambda: _Marks(b"\n", before=1),
    "application/sparql-results+xml": lambda: _Marks(b"<result>"),
    "text/csv": lambda: _Outside(b"\n", before=1, escapes=False),
    "application/sparql-results+json": _Json,
}


def counter_of(media_type: str) -> Counter | None:
    """Return what counts solutions in a format; None where that is not known."""
    make = _COUNTERS.get(media_type.partition(";")[0].strip())
    return make() if make is not None else None
