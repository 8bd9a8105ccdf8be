"""The bodies of HTTP messages: chunks joined (RFC 9112, 7.1) and content codings undone (RFC 9110, 8.4.1).

warcio does both, but silently ends at damage, inflates without limit what is coded with Brotli, and checks with
`assert`; here what cannot be undone is said.
"""

import importlib
import zlib
from dataclasses import dataclass

from kg.readers.warc.header import Header

LARGEST_BODY = 5_000_001
"""Bytes that a body is decoded to: one more than those of the largest page, so that it is known to be too large."""
MOST_CODINGS = 3
LONGEST_SIZE_LINE = 1 << 10
STEP = 1 << 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body as the reader of the page would see it."""

    data: bytes
    """At most `LARGEST_BODY` bytes."""
    joined: bytes
    """The body with its chunks joined and its codings left."""
    defect: str | None = None
    """Why it is not whole."""
    missing: str | None = None
    """The library that would have decoded it."""


def decode_body(header: Header, data: bytes) -> Body:
    """Undo what the header says was done to a body; codings that were undone by whoever archived it are passed over."""
    defect: str | None = None
    joined = data
    if "chunked" in header.find("transfer-encoding").lower():
        joined, defect = _join_chunks(data)
    decoded = joined
    names = [name.strip().lower() for name in header.find("content-encoding").split(",")]
    for name in reversed(names[:MOST_CODINGS]):
        if name in {"gzip", "x-gzip", "deflate"}:
            decoded, failure = _inflate(decoded)
            defect = defect or failure
        elif name == "br":
            brotli = _load_brotli()
            if brotli is None:
                return Body(data=decoded, joined=joined, defect=defect, missing="brotli")
            decoded, failure = _decode_brotli(brotli, decoded)
            defect = defect or failure
        elif name == "zstd":
            return Body(data=decoded, joined=joined, defect=defect, missing="a decoder of Zstandard")
    return Body(data=decoded[:LARGEST_BODY], joined=joined, defect=defect)


def _join_chunks(data: bytes) -> tuple[bytes, str | None]:
    """Join chunks; bytes that are not in chunks are returned as they are."""
    pieces: list[bytes] = []
    position = 0
    while True:
        end = data.find(b"\n", position, position + LONGEST_SIZE_LINE)
        digits = data[position:end].partition(b";")[0].strip() if end >= 0 else b""
        if not digits or len(digits) > 8 or digits.strip(b"0123456789abcdefABCDEF"):
            return (b"".join(pieces), "its chunks are damaged") if pieces else (data, None)
        size = int(digits, 16)
        if not size:
            return b"".join(pieces), None
        position = end + 1
        pieces.append(data[position : position + size])
        position += size
        if position > len(data):
            return b"".join(pieces), "its last chunk is cut"
        position += 2 if data.startswith(b"\r\n", position) else 1 if data.startswith(b"\n", position) else 0


def _inflate(data: bytes) -> tuple[bytes, str | None]:
    """Inflate gzip, zlib or raw deflate, which servers confuse; return other bytes as they are."""
    for wbits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        inflater = zlib.decompressobj(wbits)
        pieces: list[bytes] = []
        n_bytes, position = 0, 0
        failure: str | None = None
        while n_bytes < LARGEST_BODY and not inflater.eof:
            chunk = inflater.unconsumed_tail or data[position : position + STEP]
            if not chunk:
                failure = "its compressed content is cut"
                break
            position += 0 if inflater.unconsumed_tail else len(chunk)
            try:
                pieces.append(inflater.decompress(chunk, LARGEST_BODY - n_bytes))
            except zlib.error:
                failure = "its compressed content is damaged"
                break
            n_bytes += len(pieces[-1])
        if n_bytes or failure is None:
            return b"".join(pieces), failure
    return data, None


def _decode_brotli(library: object, data: bytes) -> tuple[bytes, str | None]:
    """Decode Brotli (RFC 7932), never much more than the largest page at once."""
    decoder = library.Decompressor()  # type: ignore[attr-defined]
    pieces: list[bytes] = []
    n_bytes, position = 0, 0
    try:
        while n_bytes < LARGEST_BODY and not decoder.is_finished():
            chunk = data[position : position + STEP] if decoder.can_accept_more_data() else b""
            if not chunk and position >= len(data) and decoder.can_accept_more_data():
                return b"".join(pieces), "its compressed content is cut"
            position += len(chunk)
            pieces.append(decoder.process(chunk, output_buffer_limit=LARGEST_BODY))
            n_bytes += len(pieces[-1])
    except library.error:  # type: ignore[attr-defined]
        return (b"".join(pieces), "its compressed content is damaged") if n_bytes else (data, None)
    return b"".join(pieces), None


def _load_brotli() -> object | None:
    """Return the library of Brotli, from the version (1.2) on that can be told where to stop."""
    try:
        library = importlib.import_module("brotli")
    except ImportError:
        return None
    return library if hasattr(library.Decompressor, "can_accept_more_data") else None
