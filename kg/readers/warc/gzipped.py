"""Archives of gzip members, usually one a record, and how reading goes on behind damage.

`gzip` and warcio end at the first damage. Here every member is inflated as raw deflate and its checksum compared
afterwards, because zlib does not tell where a member ends whose checksum is wrong.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kg.readers.warc.marks import Begin, Break, End, Event
from kg.readers.warc.members import find_data, find_member, skip_padding

MAGIC = b"\x1f\x8b\x08"
CHUNK = 1 << 15
"""Compressed bytes that are read at once: most records are shorter."""
PIECE = 1 << 18
"""Bytes that are inflated at once."""
BOMB_FROM, BOMB_RATIO = 1 << 24, 200
"""A member of more than 16 MB that inflates to more than 200 times its size holds no pages."""
FURTHEST_BACK = 1 << 20
"""How far before the place of the failure the next member may begin: damaged data seldom inflates much further."""
TRAILER = 8
WRONG_CHECKSUM = "the checksum of the gzip member is wrong"


@dataclass(slots=True)
class _Member:
    """A member while it is inflated."""

    position: int
    """Where the next compressed byte stands in the file; at last where the member ends, or where inflating failed."""
    start: int
    n_bytes: int = 0
    """Inflated so far."""
    checksum: int = 0
    failure: str | None = None


def read_gzip(handle: BinaryIO) -> Iterator[Event]:
    """Yield what the members of a file inflate to; each that cannot be read to its end becomes a `Break`."""
    offset = skip_padding(handle, 0)
    while offset is not None:
        start = find_data(handle, offset)
        yield Begin(offset=offset)
        member = _Member(position=offset if start is None else start, start=offset)
        if start is None:
            member.failure = "no gzip member begins here"
        else:
            yield from _inflate(handle, member)
        if member.failure is None:
            yield End(is_checked=True)
            offset = skip_padding(handle, member.position)
        else:
            next_offset = _find_next(handle, member)
            end = handle.seek(0, 2) if next_offset is None else next_offset
            yield Break(start=offset, end=end, reason=member.failure)
            offset = next_offset


def _find_next(handle: BinaryIO, member: _Member) -> int | None:
    """Return where reading goes on behind a member that failed; None where nothing follows that can be read."""
    first = max(member.start + 1, member.position - FURTHEST_BACK)
    if member.failure == WRONG_CHECKSUM:  # it was inflated to its end, so that is known, unless that was another's
        inside = find_member(handle, first, limit=member.position - first)
        if inside is not None and inside < member.position:
            return inside
        following = skip_padding(handle, member.position)
        if following is None or find_data(handle, following) is not None:
            return following
    return find_member(handle, first)


def _inflate(handle: BinaryIO, member: _Member) -> Iterator[bytes]:
    """Yield what a member inflates to."""
    inflater = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    handle.seek(member.position)
    chunk = handle.read(CHUNK)
    while chunk and not inflater.eof and member.failure is None:
        before = inflater.copy()
        try:
            pieces = [inflater.decompress(chunk, PIECE)]
        except zlib.error:
            pieces = _inflate_to_failure(before, chunk)
            member.failure = "the compressed data is damaged"
        for piece in pieces:
            member.n_bytes += len(piece)
            member.checksum = zlib.crc32(piece, member.checksum)
            yield piece
        rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
        member.position += len(chunk) - len(rest)
        if member.n_bytes > max(BOMB_FROM, BOMB_RATIO * (member.position - member.start)):
            member.failure = f"it inflates to more than {BOMB_RATIO} times its size"
        chunk = rest or handle.read(CHUNK)
    if member.failure is None:
        member.failure = _check(handle, member) if inflater.eof else "the compressed data ends in the middle"


def _inflate_to_failure(inflater: "zlib._Decompress", chunk: bytes) -> list[bytes]:
    """Return what the beginning of damaged data inflates to, which zlib does not hand out when it fails."""
    pieces = []
    for position in range(len(chunk)):
        try:
            pieces.append(inflater.decompress(chunk[position : position + 1]))
        except zlib.error:
            break
    return [b"".join(pieces)]


def _check(handle: BinaryIO, member: _Member) -> str | None:
    """Compare a member's trailer with what was inflated, and go behind it; return what is wrong."""
    handle.seek(member.position)
    trailer = handle.read(TRAILER)
    if len(trailer) < TRAILER:
        return "the compressed data ends in the middle"
    member.position += TRAILER
    expected = (member.checksum, member.n_bytes % (1 << 32))
    return None if struct.unpack("<II", trailer) == expected else WRONG_CHECKSUM
