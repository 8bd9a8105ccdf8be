"""Spellings that differ only by transliteration, the parts of people's names, and names without what varies."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from kg.lexicon import load_lexicon
from kg.lexicon.places import country_by_demonym
from kg.resolve.wording import slug

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What tells a son from his father; names that differ in it are of different people."""
PARTICLES = frozenset(
    {
        "abu",
        "af",
        "al",
        "bin",
        "bint",
        "da",
        "dal",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "las",
        "le",
        "lo",
        "los",
        "mc",
        "o",
        "san",
        "st",
        "ter",
        "van",
        "vander",
        "von",
        "zu",
    }
)
"""Words that begin a family name of several words: `bin Laden`, `Van Voorhis`, `O'Brien`, `Lo Presti`."""

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


class PersonName(NamedTuple):
    """The parts of a person's name, in lower case."""

    given: tuple[str, ...]
    """Given and middle names; empty for a bare family name."""
    family: str
    """The family name with its particles, words joined by hyphens."""
    suffix: str
    """`jr` and the like; empty where there is none."""


@lru_cache(maxsize=200_000)
def person_name(key: str) -> PersonName:
    """Return the parts of a person's slug.

    >>> person_name("jim-o-brien"), person_name("bin-laden").given
    (PersonName(given=('jim',), family='o-brien', suffix=''), ())
    """
    words = [word for word in key.split("-") if word not in SUFFIXES]
    if not words:
        return PersonName((), key, "")
    start = len(words) - 1
    while start > 0 and words[start - 1] in PARTICLES:
        start -= 1
    last = key.rsplit("-", 1)[-1]
    return PersonName(tuple(words[:start]), "-".join(words[start:]), last if last in SUFFIXES else "")


def surname(key: str) -> str:
    """Return the family name of a person's slug, particles with it, suffixes left out."""
    return person_name(key).family


def first_name(key: str) -> str | None:
    """Return the first word of a person's slug; None for a bare family name."""
    given = person_name(key).given
    return given[0] if given else None


def suffix(key: str) -> str:
    """Return the suffix of a person's slug, such as `jr`; empty where there is none."""
    return person_name(key).suffix


def may_be_short_for(one: str, other: str) -> bool:
    """Tell whether two given names are forms of one: `fred` and `frederick`."""
    return not _nickname_groups().get(one, frozenset()).isdisjoint(_nickname_groups().get(other, frozenset()))


@cache
def _nickname_groups() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, entry in enumerate(load_lexicon("nicknames").entries):
        for word in entry.words:
            found[slug(word)] = found.get(slug(word), frozenset()) | {number}
    return found


@cache
def _given_names() -> frozenset[str]:
    return frozenset(slug(word) for name in ("given_names", "nicknames") for word in load_lexicon(name).words())


def is_given_name(word: str) -> bool:
    """Tell whether a word is a given name of many people."""
    return word in _given_names()


def without_legal_form(key: str) -> str:
    """Return an organisation's slug without Inc., Ltd. and the like."""
    return _LEGAL.sub("", key)


def initials(label: str) -> str:
    """Return the initials of the capitalised words of a name: `World Food Forum` → `WFF`."""
    return "".join(word[0] for word in re.split(r"[\s-]+", label) if word[:1].isupper())


@lru_cache(maxsize=200_000)
def name_words(key: str) -> tuple[str, ...]:
    """Return the words of a slug that tell names apart, in one form each, small words left out.

    >>> name_words("department-of-justice"), name_words("mt-cook"), name_words("chadian-navy")
    (('department', 'justice'), ('mount', 'cook'), ('chad', 'navy'))
    """
    long = _long_form()
    return tuple(long.get(word, word) for word in without_legal_form(key).split("-") if word and word not in _small())


@cache
def _small() -> frozenset[str]:
    return load_lexicon("name_words").words(kind="small")


@cache
def _long_form() -> dict[str, str]:
    entries = load_lexicon("name_words").entries
    countries = {slug(word): slug(country) for word, country in country_by_demonym().items()}
    return countries | {
        slug(word): slug(entry["stands_for"])
        for entry in entries
        if "stands_for" in entry.fields
        for word in entry.words
    }


@cache
def common_words() -> frozenset[str]:
    """Return the words that many names share (`court`, `national`): a name of them alone names nobody certain."""
    return load_lexicon("name_words").words(kind="common")
