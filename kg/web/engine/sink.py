"""Where a worker writes an answer: in memory while it is small, then in a file, and no further than the limits."""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from kg.web.engine.counting import Counter
from kg.web.engine.records import Limits
from kg.web.engine.refusals import TooLargeResult, TooManyRows


class Sink:
    """A binary file for `pyoxigraph.serialize`.

    Args:
        limits: how large an answer may be.
        file: where it rests once it is large.
        counter: counts its rows; None where they are counted elsewhere or not at all.
    """

    def __init__(self, limits: Limits, file: Path, *, counter: Counter | None) -> None:
        self._limits = limits
        self._file = file
        self._counter = counter
        self._memory = BytesIO()
        self._spilled: BinaryIO | None = None
        self.size = 0

    @property
    def rows(self) -> int | None:
        """The rows that were written, where they are counted here."""
        return self._counter.rows if self._counter is not None else None

    def write(self, data: bytes) -> int:
        """Take a piece.

        Raises:
            TooLargeResult: where the answer is larger than allowed.
            TooManyRows: where it has more rows than allowed.
        """
        self.size += len(data)
        if self.size > self._limits.result_bytes:
            raise TooLargeResult(self._limits.result_bytes)
        if self._counter is not None:
            self._counter.feed(data)
            if self._counter.rows > self._limits.rows:
                raise TooManyRows(self._limits.rows)
        if self._spilled is None and self.size > self._limits.spill_bytes:
            self._spilled = self._file.open("wb")
            self._spilled.write(self._memory.getvalue())
            self._memory = BytesIO()
        (self._spilled or self._memory).write(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: `finish` does."""

    def finish(self) -> tuple[bytes | None, Path | None]:
        """Return the answer as bytes, or the file that it rests in."""
        if self._spilled is None:
            return self._memory.getvalue(), None
        self._spilled.close()
        return None, self._file

    def discard(self) -> None:
        """Remove the file, where there is one."""
        if self._spilled is not None:
            self._spilled.close()
            self._file.unlink(missing_ok=True)
