"""Records that wait in a passing file instead of memory."""

import pickle
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class Spill(Generic[T]):
    """Records in the order in which they were added; they may be walked any number of times.

    The file has no name and is this process's own; it is a context manager that closes the file.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it stays open until the object is closed
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def extend(self, records: Iterable[T]) -> None:
        """Add some records; they are read back together, so they should be no more than memory holds."""
        self._file.seek(self._end)
        pickle.dump(list(records), self._file, pickle.HIGHEST_PROTOCOL)
        self._end = self._file.tell()

    def __iter__(self) -> Iterator[T]:
        place = 0
        while place < self._end:
            self._file.seek(place)
            records: list[T] = pickle.load(self._file)
            place = self._file.tell()
            yield from records
