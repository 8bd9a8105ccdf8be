"""What says in a graph's folder that work on it is under way, and who may write to it.

`writing` is there from before the first change of a writer to after its last, `linking` while links are replaced. A
writer that was killed leaves them behind. The lock is the operating system's: it goes with the process that holds it,
and one that is refused is told at once.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

from kg.errors import GraphLocked, OnlyReadable

try:
    import fcntl
except ImportError:  # Windows: there the lock of the store alone keeps a second writer out
    fcntl = None  # type: ignore[assignment]

WRITING, LINKING, LOCK = "writing", "linking", "lock"
COPY_OF = "copy-of"
"""Beside the folder of a graph that is a copy of one on a server: the file that says of which."""


def refuse_copy(folder: Path) -> None:
    """Refuse to write to a copy of a graph that rests on a server: the server would not know.

    Raises:
        OnlyReadable: where it is one.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        raise OnlyReadable((folder.resolve().parent / COPY_OF).read_text(encoding="utf-8"))


def is_marked(folder: Path, mark: str) -> bool:
    """Tell whether a mark is there."""
    return (folder / mark).exists()


def set_mark(folder: Path, mark: str) -> None:
    """Leave a mark; it is on disk when this returns."""
    with (folder / mark).open("w") as stream:
        os.fsync(stream.fileno())
    sync_folder(folder)


def clear_mark(folder: Path, mark: str) -> None:
    """Take a mark away."""
    with suppress(FileNotFoundError):
        (folder / mark).unlink()
        sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Bring on disk which files a folder holds; where the system cannot, nothing happens."""
    with suppress(OSError):
        found = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(found)
        finally:
            os.close(found)


class WriterLock:
    """The right to write to a graph; held until it is released or the process ends.

    Args:
        folder: the graph's folder.

    Raises:
        GraphLocked: at once, where another writer holds it.
    """

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = (folder / LOCK).open("ab")
        if fcntl is not None:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                self._file.close()
                raise GraphLocked(folder) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def release(self) -> None:
        """Let others write."""
        self._file.close()


def is_being_written(folder: Path) -> bool:
    """Tell whether a writer holds the lock at this moment."""
    if fcntl is None or not (folder / LOCK).exists():
        return False
    with (folder / LOCK).open("rb") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
