"""The bytes of an archive, uncompressed, and where they are not continuous.

A stream yields `Begin`, pieces of bytes, and `End`, for each member (gzip), each frame (Zstandard), or once for a
plain file. A `Break` stands in place of an `End` where a member is damaged; the next `Begin` is the next that is not.
"""

from collections.abc import Iterator
from typing import BinaryIO

from kg.readers.warc.gzipped import MAGIC, read_gzip
from kg.readers.warc.marks import Begin, End, Event
from kg.readers.warc.members import find_member
from kg.readers.warc.zstandard import is_zstandard, read_zstandard

CHUNK = 1 << 18
"""Bytes of a plain file that are read at once."""
BEGINNING = 1 << 20
"""Bytes in which the first gzip member is looked for where a file begins with none."""


def open_stream(handle: BinaryIO) -> Iterator[Event]:
    """Return the stream of a file, by what it begins with; where its beginning is damaged, by what it holds."""
    first = handle.read(64)
    handle.seek(0)
    if is_zstandard(first):
        return read_zstandard(handle)
    if first.startswith(MAGIC):
        return read_gzip(handle)
    is_gzip = b"WARC" not in first and find_member(handle, 0, limit=BEGINNING) is not None
    handle.seek(0)
    return read_gzip(handle) if is_gzip else _read_plain(handle)


def _read_plain(handle: BinaryIO) -> Iterator[Event]:
    """Yield the bytes of a file as they are."""
    yield Begin(offset=0, is_plain=True)
    while chunk := handle.read(CHUNK):
        yield chunk
    yield End(is_checked=False)
