"""Spellings of names that differ only by transliteration, and names without what varies."""

import re
from functools import lru_cache

from kg.resolve.wording import slug

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What tells a son from his father; names that differ in it are of different people."""

_LEGAL = re.compile(r"-(?:inc|corp|corporation|co|company|ltd|limited|llc|plc|ag|gmbh|sa|group|holdings)$")

_REWRITES = (
    (r"(?:iy|yy|ij|yj|ii|y|j)", "i"),
    (r"kh", "h"),
    (r"(?:tch|tsch|ch)", "c"),
    (r"(?:sch|sh)", "s"),
    (r"(?:ts|tz|cz)", "c"),
    (r"(?:zh)", "z"),
    (r"(?:ph)", "f"),
    (r"(?:ks)", "x"),
    (r"w", "v"),
    (r"ck", "k"),
    (r"q", "k"),
    (r"(?:ou|oo)", "u"),
    (r"(?:ee|ie|ye|je)", "e"),
    (r"(?:ia|ya)", "a"),
    (r"(?:iu|yu)", "u"),
    (r"(?:io|yo)", "o"),
    (r"(.)\1+", r"\1"),
)
"""Letters that one sound is spelt with, after the ways Cyrillic and Arabic names are romanised (BGN/PCGN, ISO 9)."""


@lru_cache(maxsize=100_000)
def sound_key(name: str) -> str:
    """Return a key that spellings of one name share: `Zelensky`, `Zelenskyy` and `Zelenskiy` have one."""
    key = slug(name).replace("-", "")
    for pattern, replacement in _REWRITES:
        key = re.sub(pattern, replacement, key)
    return key


def surname(key: str) -> str:
    """Return the last word of a person's slug, suffixes left out."""
    words = [word for word in key.split("-") if word not in SUFFIXES]
    return words[-1] if words else key


def first_name(key: str) -> str | None:
    """Return the first word of a person's slug; None where it is the only one."""
    words = [word for word in key.split("-") if word not in SUFFIXES]
    return words[0] if len(words) > 1 else None


def suffix(key: str) -> str:
    """Return the suffix of a person's slug, such as `jr`; empty where there is none."""
    last = key.rsplit("-", 1)[-1]
    return last if last in SUFFIXES else ""


def without_legal_form(key: str) -> str:
    """Return an organisation's slug without Inc., Ltd. and the like."""
    return _LEGAL.sub("", key)


def initials(label: str) -> str:
    """Return the initials of the capitalised words of a name: `World Food Forum` → `WFF`."""
    return "".join(word[0] for word in re.split(r"[\s-]+", label) if word[:1].isupper())
