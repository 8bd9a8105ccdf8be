"""Titles before names: which words they are, and names without them."""

from functools import cache

from kg.lexicon.loader import load_lexicon
from kg.lexicon.places import acts_for, canonical_name, country_by_demonym

_MODIFIERS = frozenset({"former", "ex", "then", "late", "acting", "new", "senior", "deputy", "chief", "the", "-"})
_LONGEST = 4


@cache
def titles() -> frozenset[str]:
    """Return all titles and offices, in lower case."""
    return load_lexicon("titles").words()


@cache
def _office_by_abbreviation() -> dict[str, str]:
    entries = load_lexicon("titles").entries
    return {word: entry["stands_for"] for entry in entries if "stands_for" in entry.fields for word in entry.words}


def office_of(title: str) -> str:
    """Return the office that a title means, in one form for all its abbreviations: `Gov.` → `governor`."""
    return _office_by_abbreviation().get(title.lower(), title.lower())


def leading_titles(words: tuple[str, ...]) -> int:
    """Return how many words at the start of a name are titles, offices and what describes them (`former`, `French`)."""
    n_titles = i = 0
    while i < len(words) - 1:
        width = next((w for w in range(_LONGEST, 0, -1) if i + w < len(words) and _is_title(words[i : i + w])), 0)
        if width:
            n_titles = i = i + width
        elif words[i].lower().strip("-") in _MODIFIERS or _is_place(words[i]):
            i += 1
        else:
            break
    return n_titles


def strip_titles(name: str) -> str:
    """Return a person's name without the titles before it: `French Foreign Minister Anne Roux` → `Anne Roux`."""
    words = tuple(name.split())
    for i in range(len(words) - 2, -1, -1):
        if words[i].islower() and words[i] in titles():
            return " ".join(words[i + 1 :])
    return " ".join(words[leading_titles(words) :])


def _is_title(words: tuple[str, ...]) -> bool:
    phrase = " ".join(words).lower()
    return phrase in titles() or phrase.removeprefix("ex-") in titles()


def _is_place(word: str) -> bool:
    bare = word.removesuffix("'s").removesuffix("’s")
    return bare in country_by_demonym() or canonical_name(bare) is not None or acts_for(bare) is not None
