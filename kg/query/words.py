"""Words as they are compared: base forms, function words left out, near spellings and synonyms counted.

A country, its adjective and its people are one word (`Norway`, `Norwegian`).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz.fuzz import ratio

from kg.lexicon import load_lexicon
from kg.lexicon.inflection import lemmas
from kg.resolve.claim_words import CONCEPT as CONCEPT_MARK
from kg.resolve.claim_words import NAME, atom

EXACT, SYNONYM, SPELLING, CONCEPT = 1.0, 0.7, 0.9, 0.6
"""How well two words match: the same base form, a synonym, a near spelling (`Zelenskyy`, `Zelensky`), a concept in
common (`negotiations`, `talks`)."""

TOO_WIDE = frozenset({"~say"})
"""Concepts whose words say too little in common: whoever confirms does not deny, but both say something."""

NEAR = 88
"""From this similarity on (0 to 100) two long words are spellings of one."""

SHORTEST_NEAR = 6
"""Characters; shorter words differ in meaning when they differ in a letter."""

_NAME_OF_SEVERAL = re.compile(r"\b[A-Z]\w+(?:\s(?:of\s|for\s|the\s|and\s)*[A-Z]\w+)+")
"""Several words in capitals, small words between them left out: `Bank of the Islands`."""

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")


@lru_cache(maxsize=100_000)
def base_forms(word: str) -> frozenset[str]:
    """Return the base forms of a word in lower case without accents, the word itself among them."""
    flat = "".join(char for char in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(char))
    plain = re.sub(r"['’]s?$", "", flat).replace(".", "")
    country = atom(word.replace(".", ""))
    return lemmas(plain) | {plain, *([country] if country and country.startswith(NAME) else ())}


@lru_cache(maxsize=100_000)
def content_words(text: str) -> tuple[frozenset[str], ...]:
    """Return the base forms of each word of a text that is no function word, in order."""
    left_out = _function_words()
    words = [word for word in _WORD.findall(text) if word.casefold() not in left_out or _is_acronym(word)]
    return tuple(base_forms(word) for word in words)


@lru_cache(maxsize=100_000)
def told_words(text: str) -> tuple[frozenset[str], ...]:
    """Return the words of a text that is searched: its content words, and the initials that its names are known by."""
    return (*content_words(text), *(frozenset({_initials(name)}) for name in _NAME_OF_SEVERAL.findall(text)))


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


def _is_acronym(word: str) -> bool:
    """Tell whether a word in capitals is a country's name, not the function word that it is spelled like: `US`."""
    return word.isupper() and (atom(word) or "").startswith(NAME)


@cache
def _function_words() -> frozenset[str]:
    return load_lexicon("function_words").words()


@cache
def _group_by_verb() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, entry in enumerate(load_lexicon("synonyms").entries):
        for word in entry.words:
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def are_synonyms(left: Iterable[str], right: Iterable[str]) -> bool:
    """Tell whether two words, given by their base forms, share a group of synonyms."""
    groups = _group_by_verb()
    of_left = {number for word in left for number in groups.get(word, ())}
    return any(number in of_left for word in right for number in groups.get(word, ()))


@lru_cache(maxsize=100_000)
def concepts(word: frozenset[str]) -> frozenset[str]:
    """Return the concepts that a word, given by its base forms, belongs to; those that are too wide left out."""
    found = (atom(form) for form in word if not form.startswith(NAME))
    return frozenset(one for one in found if one is not None and one.startswith(CONCEPT_MARK)) - TOO_WIDE


@lru_cache(maxsize=200_000)
def compare_words(left: frozenset[str], right: frozenset[str]) -> float:
    """Compare two words by their base forms: 0 to 1."""
    if left & right:
        return EXACT
    if are_synonyms(left, right):
        return SYNONYM
    if concepts(left) & concepts(right):
        return CONCEPT
    if all(any(form.startswith(NAME) for form in word) for word in (left, right)):
        return 0.0  # two countries, however alike they are spelled
    longest = max(left, key=len), max(right, key=len)
    if min(map(len, longest)) >= SHORTEST_NEAR and ratio(*longest) >= NEAR:
        return SPELLING
    return 0.0


def best_match(word: frozenset[str], others: Iterable[frozenset[str]]) -> float:
    """Return how well a word matches the best of some others."""
    return max((compare_words(word, other) for other in others), default=0.0)
