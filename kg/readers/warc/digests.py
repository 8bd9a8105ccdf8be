"""Digests of records (ISO 28500:2017, 5.8 and 5.9): `sha1:` with Base32 as nearly all write, others as some do."""

import base64
import binascii
import hashlib
from collections.abc import Iterable

from kg.readers.warc.header import Header

ALGORITHMS = {
    "md5": "md5",
    "sha1": "sha1",
    "sha-1": "sha1",
    "sha256": "sha256",
    "sha-256": "sha256",
    "sha512": "sha512",
}


def agrees(written: str, data: bytes) -> bool | None:
    """Tell whether bytes have a digest as a header writes it; None where it cannot be known."""
    name, _, digits = written.strip().partition(":")
    algorithm = ALGORITHMS.get(name.strip().lower())
    if algorithm is None or not digits:
        return None
    digest = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    expected = _parse_digits(digits.strip(), len(digest))
    return None if expected is None else expected == digest


def find_sound(header: Header, blocks: Iterable[bytes]) -> bytes | None:
    """Return the first block that has the digest of the header; None where none has."""
    written = header.find("warc-block-digest")
    return next((block for block in blocks if agrees(written, block)), None)


def _parse_digits(digits: str, size: int) -> bytes | None:
    """Return the bytes of a digest in hexadecimal, Base32 or Base64 digits; None where it is none of its size."""
    for parse in (binascii.unhexlify, _parse_base32, base64.b64decode):
        try:
            digest = parse(digits)
        except ValueError:  # binascii.Error is one
            continue
        if len(digest) == size:
            return digest
    return None


def _parse_base32(digits: str) -> bytes:
    return base64.b32decode(digits.rstrip("=") + "=" * (-len(digits.rstrip("=")) % 8), casefold=True)
