"""Passing files: what comes out of archives or from standard input lies on disk while it is read, within limits."""

import shutil
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from kg.readers.lines import read_chunks

MOST = 16_000_000_000
"""Bytes of one passing file."""
LEFT_FREE = 1_000_000_000
"""Bytes of the disk that passing files do not take."""
CHECKED_EVERY = 1 << 26


class TooMuch(Exception):
    """What comes out of an archive is more than any collection of articles takes, or than the disk holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """A passing file."""

    path: Path
    size: int
    failure: str | None = None
    """Why it is not whole."""


def spool(chunks: Iterator[bytes], folder: Path, *, most: int = MOST) -> Passing:
    """Write chunks to a new file in a folder, as far as they can be read; what is beyond `most` bytes is left out.

    Raises:
        TooMuch: where the disk is full.
    """
    size, checked, failure = 0, 0, None
    with NamedTemporaryFile(dir=folder, delete=False) as temporary:
        stream = cast("BinaryIO", temporary)
        try:
            for chunk in chunks:
                if size + len(chunk) >= checked:
                    checked = size + CHECKED_EVERY
                    _check_space(folder)
                _write(stream, chunk[: most - size])
                size += len(chunk)
                if size >= most:
                    break
        except (OSError, EOFError, zlib.error, ValueError, RuntimeError, NotImplementedError) as error:
            failure = getattr(error, "strerror", None) or str(error)
    return Passing(path=Path(temporary.name), size=min(size, most), failure=failure)


def inflate_file(path: Path) -> Iterator[bytes]:
    """Uncompress a gzip file.

    Raises:
        OSError, EOFError, zlib.error: where it is damaged or cut, behind what can be read; where it is a bomb.
    """
    with path.open("rb") as handle:
        yield from read_chunks(handle)


def cut_last_line(path: Path) -> bool:
    """Take the last line, which breaks off, out of a file; tell whether there was one."""
    with path.open("r+b") as stream:
        end = stream.seek(0, 2)
        at = end
        while at > 0:
            start = max(0, at - CHECKED_EVERY // 64)
            stream.seek(start)
            found = stream.read(at - start).rfind(b"\n")
            if found >= 0:
                stream.truncate(start + found + 1)
                return start + found + 1 < end
            at = start
        stream.truncate(0)
        return end > 0


def _check_space(folder: Path) -> None:
    if shutil.disk_usage(folder).free < LEFT_FREE:
        raise TooMuch(f"there is not enough room in {folder.parent} to unpack it")


def _write(stream: BinaryIO, data: bytes) -> None:
    try:
        stream.write(data)
    except OSError as error:
        raise TooMuch(f"it cannot be unpacked ({error.strerror})") from error
