"""Where gzip members (RFC 1952) begin that hold records of a web archive."""

import re
import struct
import zlib
from typing import BinaryIO

CHUNK = 1 << 18
LONGEST_HEADER = 1 << 12
PROBE = 1 << 12
"""Compressed bytes that are enough to see whether a member begins with a record."""
MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f].{4}[\x00-\x04]", re.DOTALL)
PLAIN_HEADER = 10
CHECK, EXTRA, NAME, COMMENT = 2, 4, 8, 16
"""The flags of RFC 1952, section 2.3.1."""


def find_member(handle: BinaryIO, offset: int, *, limit: int | None = None) -> int | None:
    """Return where the next member begins that inflates to a record; None where none begins before the limit.

    The bytes that begin a member also stand in the pages and pictures of an archive, so each is tried.
    """
    end = None if limit is None else offset + limit
    while end is None or offset < end:
        handle.seek(offset)
        chunk = handle.read(CHUNK)
        for found in MEMBER.finditer(chunk):
            start = chunk[found.start() : found.start() + LONGEST_HEADER + PROBE]
            if len(start) < LONGEST_HEADER + PROBE:  # it may go on behind the chunk
                handle.seek(offset + found.start())
                start = handle.read(LONGEST_HEADER + PROBE)
            if _is_member(start):
                return offset + found.start()
        if len(chunk) < CHUNK:
            return None
        offset += CHUNK - PLAIN_HEADER  # a header may stand across two chunks
    return None


def find_data(handle: BinaryIO, offset: int) -> int | None:
    """Return where the deflate data of the member at an offset begins; None where no member stands there.

    Where only the header is damaged, what follows its ten bytes still inflates to a record.
    """
    handle.seek(offset)
    start = handle.read(LONGEST_HEADER + PROBE)
    length = _measure_header(start)
    if length is not None:
        return offset + length
    return offset + PLAIN_HEADER if _begins_record(start[PLAIN_HEADER:]) else None


def skip_padding(handle: BinaryIO, offset: int) -> int | None:
    """Return where the next byte stands that is not null; None at the end of the file."""
    handle.seek(offset)
    while chunk := handle.read(PROBE):
        rest = chunk.lstrip(b"\x00")
        if rest:
            return offset + len(chunk) - len(rest)
        offset += len(chunk)
    return None


def _is_member(start: bytes) -> bool:
    """Tell whether the member that begins with some bytes inflates to a record."""
    length = _measure_header(start)
    return length is not None and _begins_record(start[length:])


def _begins_record(data: bytes) -> bool:
    """Tell whether deflate data begins with a record, or with as much of one as there is."""
    try:
        return zlib.decompressobj(wbits=-zlib.MAX_WBITS).decompress(data[:PROBE], 7) == b"WARC/1."
    except zlib.error:
        return False


def _measure_header(start: bytes) -> int | None:
    """Return how long a member's header is; None where it is none."""
    if not MEMBER.match(start):
        return None
    flags, position = start[3], PLAIN_HEADER
    if flags & EXTRA:
        if len(start) < position + 2:
            return None
        position += 2 + int(struct.unpack_from("<H", start, position)[0])
    for flag in (NAME, COMMENT):
        if flags & flag:
            position = start.find(b"\x00", position) + 1
            if not position:
                return None
    if flags & CHECK:
        position += 2
    return position if position <= LONGEST_HEADER else None
