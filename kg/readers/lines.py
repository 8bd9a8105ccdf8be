"""Lines of bytes from a file, plain or gzip, one at a time; a line of any length takes bounded memory."""

import codecs
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.readers.decoding import BYTE_ORDER_MARKS, wide_encoding
from kg.readers.screen import LARGEST
from kg.records import Place, Problem

CHUNK = 1 << 18
LONGEST = LARGEST
"""Bytes; a longer line is set aside."""
MOST_EMPTY = 1 << 14
"""Empty lines in a row that are handed on one by one; megabytes of them would take minutes."""
BOMB_FROM, BOMB_RATIO = 1 << 26, 300
"""What inflates to more than 64 MB and to more than 300 times its size is no text; JSON lines shrink by 3 to 20."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLine:
    """A line without its line feed."""

    number: int
    """From 1."""
    data: bytes | None
    """None where the line is longer than `LONGEST`."""
    is_cut: bool = False
    """True for the last line of a file that ends too early."""


def read_lines(path: Path) -> Iterator[RawLine | Problem]:
    """Read the lines of a file; where it cannot be read to its end, a problem comes last.

    That problem sets nothing aside: whoever reads a line that `is_cut` and makes nothing of it counts it.
    """
    splitter = _Splitter()
    broken: Exception | None = None
    try:
        with path.open("rb") as handle:
            for chunk in to_utf8(read_chunks(handle)):
                yield from splitter.split(chunk)
    except (OSError, EOFError, zlib.error) as error:
        broken = error
    yield from splitter.finish(is_cut=broken is not None)
    if broken is not None:
        reason = getattr(broken, "strerror", None) or str(broken)
        message = f"{path.name} cannot be read beyond line {splitter.number} ({reason}); what stands before it was read"
        yield Problem(place=Place(path=str(path)), kind="unreadable", message=message)


class _Splitter:
    """Splits chunks at line feeds and counts the lines."""

    def __init__(self) -> None:
        self.number = 0
        self._held = bytearray()
        self._is_too_long = False

    def split(self, chunk: bytes) -> Iterator[RawLine]:
        if len(chunk) > MOST_EMPTY and not self._held and not self._is_too_long and not chunk.strip(b"\r\n"):
            self.number += chunk.count(b"\n") - 1  # thousands of empty lines: one stands for them
            yield self._release()
            return
        *whole, rest = chunk.split(b"\n")
        for piece in whole:
            self._hold(piece)
            yield self._release()
        self._hold(rest)

    def finish(self, *, is_cut: bool) -> Iterator[RawLine]:
        if self._held or self._is_too_long:
            yield self._release(is_cut=is_cut)

    def _hold(self, piece: bytes) -> None:
        self._is_too_long = self._is_too_long or len(self._held) + len(piece) > LONGEST
        if self._is_too_long:
            self._held.clear()
        else:
            self._held += piece

    def _release(self, *, is_cut: bool = False) -> RawLine:
        self.number += 1
        data = None if self._is_too_long else bytes(self._held)
        self._held.clear()
        self._is_too_long = False
        return RawLine(number=self.number, data=data, is_cut=is_cut)


def read_chunks(handle: BinaryIO) -> Iterator[bytes]:
    """Read a file piece by piece, uncompressed; gzip is known by its first two bytes."""
    chunk = handle.read(CHUNK)
    if chunk.startswith(b"\x1f\x8b"):
        yield from _inflate(handle, chunk)
        return
    while chunk:
        yield chunk
        chunk = handle.read(CHUNK)


def _inflate(handle: BinaryIO, chunk: bytes) -> Iterator[bytes]:
    """Uncompress gzip (RFC 1952), which may consist of several members.

    `gzip.open` would lose what it has uncompressed of the last line when a file is cut.
    """
    inflater = zlib.decompressobj(wbits=31)
    n_out = 0
    while chunk:
        data = inflater.decompress(chunk, CHUNK)
        n_out += len(data)
        if n_out > BOMB_FROM and n_out > BOMB_RATIO * handle.tell():
            raise EOFError(f"it inflates to more than {BOMB_RATIO} times its size")
        yield data
        if inflater.eof:
            chunk = inflater.unused_data.lstrip(b"\x00") or handle.read(CHUNK).lstrip(b"\x00")  # members may be padded
            inflater = zlib.decompressobj(wbits=31) if chunk else inflater
        else:
            chunk = inflater.unconsumed_tail or handle.read(CHUNK)
    if not inflater.eof:
        rest = inflater.flush()
        yield rest
        raise EOFError("the compressed file is truncated")


def to_utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Pass bytes on without their byte order mark, those of UTF-16 (even without one) and UTF-32 as UTF-8."""
    first = next(chunks, b"")
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if first.startswith(mark)), wide_encoding(first[:4096]))
    if encoding is None or encoding == "utf-8":
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    yield decoder.decode(first).encode("utf-8")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8")
