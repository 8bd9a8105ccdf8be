"""What files that hold no text look like, by their first bytes (`lexicon/signatures.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FURTHEST = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a kind of file begins with."""

    what: str
    """`a PDF document`."""
    marks: bytes
    offset: int
    advice: str
    """What a user can do, as the rest of a sentence; empty for companions."""
    is_companion: bool
    """Whether it lies beside pages and is passed over there."""
    is_text: bool
    """Whether its beginning alone tells it, because the rest may be text."""


def find_signature(head: bytes) -> Signature | None:
    """Return what a file's first bytes are the signature of."""
    is_binary = b"\x00" in head or sum(byte < 9 or 13 < byte < 32 for byte in head[:FURTHEST]) > 0.05 * FURTHEST
    for signature in _signatures():
        if head.startswith(signature.marks, signature.offset) and (is_binary or signature.is_text):
            return signature
    return None


def is_companion_name(name: str) -> bool:
    """Tell whether a file's name ends as those of pictures, styles and programs do."""
    _, dot, ending = name.rpartition(".")
    return bool(dot) and ending.lower() in _companion_endings()


@cache
def _signatures() -> tuple[Signature, ...]:
    return tuple(
        Signature(
            what=entry["what"],
            marks=entry["words"].encode() if "words" in entry else bytes.fromhex(entry["hex"]),
            offset=entry.get("offset", 0),
            advice=entry.get("advice", ""),
            is_companion=entry.get("companion", False),
            is_text=entry.get("is_text", False),
        )
        for entry in _load()["signature"]
    )


@cache
def _companion_endings() -> frozenset[str]:
    return frozenset(_load()["companions"]["endings"])


@cache
def _load() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("kg.lexicon").joinpath("signatures.toml").read_text(encoding="utf-8"))
