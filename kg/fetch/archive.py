"""A web archive that grows by a page at a time (ISO 28500:2017, WARC/1.1): each is on the disk before the next comes.

Every record is a gzip member of its own, and the records of a page go to the file in one piece, so that a process
that is killed costs the page under way at most; what it leaves of that is cut off when the file is opened again.
"""

import errno
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO, FileIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from kg.errors import ArchiveLocked, InputNotFound, StorageFull, StorageReadOnly, WrongParameter
from kg.fetch.index import Index, find_tear, read_index, read_payload
from kg.fetch.outcome import Known, Page
from kg.fetch.warc import RecordWriter

SUFFIX = ".warc.gz"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


class PageArchive:
    """An archive that this process alone writes to; looking up what it holds is safe from several threads."""

    def __init__(self, path: Path, handle: BinaryIO, index: Index, *, info: Mapping[str, str]) -> None:
        self._path = path
        self._handle = handle
        self._index = index
        self._buffer = BytesIO()
        self._writer = RecordWriter(self._buffer, name=path.name, info=info)

    @classmethod
    def open(cls, path: Path, *, info: Mapping[str, str]) -> Self:
        """Open an archive, or make one.

        Args:
            path: a file whose name ends in `.warc.gz`.
            info: what fetches, for the record that heads what is written now.

        Raises:
            WrongParameter: where the name is another.
            InputNotFound: where the folder is not there.
            StorageReadOnly: where it must not be written to.
            ArchiveLocked: where another process writes to it.
            ArchiveDamaged: where it holds something else.
        """
        if not path.name.endswith(SUFFIX):
            raise WrongParameter(f"{path} is no name for fetched pages; let it end in {SUFFIX}")
        handle = _open(path)
        try:
            _lock(path, handle)
            index = read_index(path, handle)
            if (tear := find_tear(path, handle, index)) is not None:
                handle.truncate(tear)
                index.cut(tear)
        except BaseException:
            handle.close()
            raise
        return cls(path, handle, index, info=info)

    def __enter__(self) -> Self:
        """Lend the archive until the block ends."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the file, and leave none that holds nothing."""
        if not self._handle.closed:
            self._handle.seek(0, os.SEEK_END)
            if not self._handle.tell():
                self._path.unlink(missing_ok=True)
            self._handle.close()

    def find(self, url: str) -> Known | None:
        """Return what is known of a page, or of the one that its address is redirected to; None where it is new."""
        return self._index.find(url)

    def recall(self, known: Known) -> bytes:
        """Read again what is known."""
        return read_payload(self._path, known)

    def write(self, page: Page) -> Page:
        """Write what a page brought, and return it when it is on the disk, marked where it is as it was known.

        Raises:
            StorageFull: where it does not fit; the file is then as it was before.
        """
        if not page.exchanges:
            return page
        self._handle.seek(0, os.SEEK_END)
        start, was_begun = self._handle.tell(), self._writer.is_begun
        found = self._writer.write_page(page, find=self._index.known_by_url.get, start=start)
        try:
            self._append(start, was_begun=was_begun)
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise StorageFull(self._path) from error
            raise
        for known in found.known:
            self._index.add(known)
        for url, location in found.redirects:
            self._index.add_redirect(url, location)
        return replace(page, is_same=not (found.known or page.is_list))

    def _append(self, start: int, *, was_begun: bool) -> None:
        """Append what is buffered; nothing of it stays where that fails."""
        data = self._buffer.getvalue()
        self._buffer.seek(0)
        self._buffer.truncate()
        try:
            rest = memoryview(data)
            while rest:  # a disk that is nearly full takes a part, and refuses the next
                rest = rest[self._handle.write(rest) :]
            os.fsync(self._handle.fileno())
        except BaseException:  # Ctrl-C among them
            self._handle.truncate(start)
            self._writer.is_begun = was_begun
            raise


def _open(path: Path) -> BinaryIO:
    try:
        return cast("BinaryIO", FileIO(path, "a+"))  # without a buffer, so that what fails leaves nothing behind
    except PermissionError as error:
        raise StorageReadOnly(path) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputNotFound(path.parent) from error
    except OSError as error:
        if error.errno == errno.EROFS:
            raise StorageReadOnly(path) from error
        raise WrongParameter(f"{path} cannot be written: {error.strerror}") from error


def _lock(path: Path, handle: BinaryIO) -> None:
    """Lock the file for this process, as long as it is open; on Windows nobody else is kept out."""
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise ArchiveLocked(path) from error
