"""Archives of Zstandard frames (RFC 8878), one a record, with or without a dictionary in front.

The dictionary in a skippable frame follows the IIPC's "Zstandard compression for WARC files". The library
`zstandard` is no dependency of kg, for such archives are rare; it is used where it is installed.
"""

import importlib
import struct
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO

from kg.readers.warc.marks import Begin, Break, End, Event

FRAME = b"\x28\xb5\x2f\xfd"
DICTIONARY = b"\x5d\x2a\x4d\x18"
CHUNK = 1 << 8
"""Compressed bytes that are decompressed at once: they can become 8 MB, for a run takes four bytes."""
SEARCHED = 1 << 18
BOMB_FROM, BOMB_RATIO = 1 << 24, 1000
LARGEST_WINDOW = 1 << 27
LARGEST_DICTIONARY = 1 << 24


class NoZstandard(Exception):
    """The library that reads these archives is not installed."""


def is_zstandard(first: bytes) -> bool:
    """Tell whether a file begins with a frame or a dictionary."""
    return first.startswith((FRAME, DICTIONARY))


def read_zstandard(handle: BinaryIO) -> Iterator[Event]:
    """Yield what the frames of a file decompress to.

    Raises:
        NoZstandard: at the first event, where the library is missing.
    """
    try:
        library = importlib.import_module("zstandard")
    except ImportError as error:
        raise NoZstandard from error
    dictionary, offset = _read_dictionary(handle, library)
    size = handle.seek(0, 2)
    while offset < size:
        yield Begin(offset=offset)
        end, failure = yield from _decompress(handle, offset, library, dictionary)
        if failure is None:
            yield End(is_checked=False)
        else:
            following = _find_frame(handle, offset + 1)
            end = size if following is None else following
            yield Break(start=offset, end=end, reason=failure)
        offset = end


def _read_dictionary(handle: BinaryIO, library: Any) -> tuple[Any, int]:  # noqa: ANN401 - the library is optional
    """Return the dictionary in front of the frames, None where there is none, and where the frames begin."""
    start = handle.read(8)
    if not start.startswith(DICTIONARY) or len(start) < 8:
        return None, 0
    length = int(struct.unpack("<I", start[4:])[0])
    data = handle.read(min(length, LARGEST_DICTIONARY))
    try:
        if data.startswith(FRAME):
            data = library.ZstdDecompressor().decompress(data, max_output_size=LARGEST_DICTIONARY)
        return library.ZstdCompressionDict(data), 8 + length
    except (library.ZstdError, ValueError, MemoryError):
        return None, 8 + length


def _decompress(
    handle: BinaryIO,
    offset: int,
    library: Any,  # noqa: ANN401 - the library is optional
    dictionary: Any,  # noqa: ANN401
) -> Generator[bytes, None, tuple[int, str | None]]:
    """Yield what the frame at an offset decompresses to; return where it ends and what was wrong with it."""
    inflater = library.ZstdDecompressor(dict_data=dictionary, max_window_size=LARGEST_WINDOW).decompressobj()
    handle.seek(offset)
    position, n_bytes = offset, 0
    while chunk := handle.read(CHUNK):
        try:
            piece = inflater.decompress(chunk)
        except (library.ZstdError, MemoryError):
            return position, "the compressed data is damaged"
        n_bytes += len(piece)
        yield piece
        position += len(chunk) - len(inflater.unused_data or b"")
        if inflater.eof:
            return position, None
        if n_bytes > max(BOMB_FROM, BOMB_RATIO * (position - offset)):
            return position, f"it decompresses to more than {BOMB_RATIO} times its size"
    return position, "the compressed data ends in the middle"


def _find_frame(handle: BinaryIO, offset: int) -> int | None:
    """Return where the next frame begins."""
    while True:
        handle.seek(offset)
        chunk = handle.read(SEARCHED)
        found = chunk.find(FRAME)
        if found >= 0:
            return offset + found
        if len(chunk) < SEARCHED:
            return None
        offset += SEARCHED - len(FRAME) + 1
