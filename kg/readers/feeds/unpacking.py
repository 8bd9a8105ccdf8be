"""The bytes of a list, uncompressed and as UTF-8 where they were UTF-16 or UTF-32."""

import codecs
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kg.readers.decoding import BYTE_ORDER_MARKS

CHUNK = 1 << 16
PIECE = 1 << 18
BOMB_FROM, BOMB_RATIO = 1 << 26, 200
WIDE_BEGINS = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))


class Overgrown(Exception):
    """A list that inflates to more than 64 MB and to more than 200 times its size."""


def read_chunks(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, plain or gzip.

    Raises:
        OSError: the file cannot be read.
        EOFError, zlib.error: it is compressed, and cut or damaged; what stands before was yielded.
        Overgrown: it is compressed more than any list is.
    """
    chunks = _inflate(path)
    first = next(chunks, b"")
    encoding = next((name for mark, name in (*BYTE_ORDER_MARKS, *WIDE_BEGINS) if first.startswith(mark)), None)
    if encoding is None or encoding == "utf-8":
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    yield decoder.decode(first).encode("utf-8", errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", errors="replace")


def _inflate(path: Path) -> Iterator[bytes]:
    with path.open("rb") as handle:
        chunk = handle.read(CHUNK)
        if not chunk.startswith(b"\x1f\x8b"):
            while chunk:
                yield chunk
                chunk = handle.read(CHUNK)
            return
        inflater = zlib.decompressobj(wbits=31)
        n_bytes = 0
        while chunk:
            piece = inflater.decompress(chunk, PIECE)
            yield piece
            n_bytes += len(piece)
            if n_bytes > max(BOMB_FROM, BOMB_RATIO * handle.tell()):
                raise Overgrown
            if inflater.eof:
                chunk = inflater.unused_data.lstrip(b"\x00") or handle.read(CHUNK).lstrip(b"\x00")
                inflater = zlib.decompressobj(wbits=31) if chunk else inflater
            else:
                chunk = inflater.unconsumed_tail or handle.read(CHUNK)
        if not inflater.eof:
            raise EOFError


def read_start(path: Path, size: int = 64) -> bytes:
    """Return the beginning of a file, uncompressed; what can be read of it."""
    pieces: list[bytes] = []
    n_bytes = 0
    with suppress(OSError, EOFError, zlib.error, Overgrown):
        for chunk in read_chunks(path):
            pieces.append(chunk)
            n_bytes += len(chunk)
            if n_bytes >= size:
                break
    return b"".join(pieces)[:size]
