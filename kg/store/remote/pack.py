"""Parts as literals: compressed, in base 64, cut to lengths that servers take."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence

from kg.store.remote.parts import digest

LARGEST = 1_000_000_000
"""Bytes of a part, unpacked."""


def pack(content: bytes, *, literal: int) -> list[str]:
    """Return a part's bytes as texts of at most so many characters."""
    text = b64encode(zlib.compress(content, 6)).decode()
    return [text[start : start + literal] for start in range(0, len(text), literal)]


def unpack(chunks: Sequence[str], *, wanted: str) -> bytes:
    """Return a part's bytes.

    Args:
        chunks: what `pack` made, in order.
        wanted: the hash that they must have.

    Raises:
        ValueError: where they are not what was packed.
    """
    try:
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(b64decode("".join(chunks), validate=True), LARGEST)
    except zlib.error as error:
        raise ValueError(f"damaged: {error}") from error
    if digest(content) != wanted:
        raise ValueError("its hash is another one")
    return content
