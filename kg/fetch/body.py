"""The body of an answer: decoded piece by piece, so that no bomb unfolds beyond its bound."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.fetch.outcome import NotFetched

LARGEST_PAGE = 5_000_000
"""Bytes, as received and as decoded: what the readers take at most."""
LARGEST_LIST = 50_000_000
"""Bytes of a feed or sitemap: the bound of the sitemaps protocol."""
LARGEST_RULES = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 (2.5) asks for at least 500 KiB."""
ENCODINGS = "gzip, deflate"
"""What is asked for and decoded: what the standard library can bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of an answer."""

    largest: int = LARGEST_PAGE
    """Bytes of the body, as received and as decoded."""
    is_cut: bool = False
    """A body that is larger is cut there; otherwise it is refused."""
    types: tuple[str, ...] = ()
    """How the types begin that are wanted; any where none is named, and where the answer names none."""


def read_body(chunks: Iterable[bytes], encoding: str | None, wanted: Wanted) -> bytes:
    """Read a body and decode it.

    Args:
        chunks: the body as received, without its transfer encoding.
        encoding: the header `Content-Encoding`.
        wanted: how large it may be.

    Raises:
        NotFetched: of the kind `too-large`, `encoding` or `incomplete`.
    """
    body = bytearray()
    try:
        for piece in _decode(_bounded(chunks, wanted), encoding, wanted.largest):
            body += piece
            if len(body) > wanted.largest:
                raise _too_large(wanted)
    except NotFetched as error:
        if not (wanted.is_cut and error.kind == "too-large"):
            raise
    return bytes(body[: wanted.largest])


def _bounded(chunks: Iterable[bytes], wanted: Wanted) -> Iterator[bytes]:
    """Yield what is received until it is more than is wanted."""
    n_bytes = 0
    for chunk in chunks:
        yield chunk
        n_bytes += len(chunk)
        if n_bytes > wanted.largest:
            raise _too_large(wanted)


def _too_large(wanted: Wanted) -> NotFetched:
    return NotFetched("too-large", f"has more than {wanted.largest:,} bytes, which is no article; it was not kept")


def _decode(chunks: Iterable[bytes], encoding: str | None, largest: int) -> Iterator[bytes]:
    """Undo one content encoding (RFC 9110, 8.4.1)."""
    name = (encoding or "identity").strip().lower()
    if name == "identity":
        yield from chunks
    elif name in ("gzip", "x-gzip", "deflate"):
        yield from _inflate(chunks, is_gzip=name != "deflate", largest=largest)
    else:
        raise NotFetched("encoding", f"came in the encoding {name[:40]!r}, which was not asked for; it was not kept")


def _inflate(chunks: Iterable[bytes], *, is_gzip: bool, largest: int) -> Iterator[bytes]:
    """Unfold gzip, zlib, or what some servers send for it: a bare deflate stream."""
    engine = None
    try:
        for chunk in chunks:
            if engine is None:
                engine = zlib.decompressobj(_window(chunk, is_gzip=is_gzip))
            while chunk and not engine.eof:
                yield engine.decompress(chunk, largest + 1)
                chunk = engine.unconsumed_tail
    except zlib.error as error:
        raise NotFetched("encoding", "came in a damaged encoding; it was not kept", is_passing=True) from error
    if engine is not None and not engine.eof:
        raise NotFetched("incomplete", "ended before its body was whole; it was not kept", is_passing=True)


def _window(start: bytes, *, is_gzip: bool) -> int:
    if is_gzip:
        return zlib.MAX_WBITS | 16
    return zlib.MAX_WBITS if start[0] & 0x0F == 8 else -zlib.MAX_WBITS
