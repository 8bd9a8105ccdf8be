"""Phrases for two parties, such as `both sides`: the one pair of countries that an article is about."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import combinations

from kg.lexicon import load_lexicon
from kg.lexicon.places import acts_for, country_by_demonym, country_by_name
from kg.records import Annotation, Reference
from kg.resolve.names import name_reference

FEWEST = 2
"""In how many sentences a pair of countries must stand together."""
DOMINANT = 1.5
"""How many times as often as the next pair."""


@cache
def _phrases() -> frozenset[str]:
    return load_lexicon("pairs").words()


def stands_for_pair(text: str) -> bool:
    """Tell whether a phrase stands for two parties: `the two sides`, `both countries`."""
    words = re.sub(r"^(?:the|these|those)\s+", "", " ".join(text.lower().split()))
    return words in _phrases()


def find_pair(annotation: Annotation) -> tuple[Reference, Reference] | None:
    """Return the two countries that stand together in far more sentences than any others; None where none do.

    Capitals, seats of government and adjectives count for their country. The pair is in the order of the text.
    """
    if not stands_anywhere(annotation.article.text):
        return None
    countries = [(entity.span.start, _country(_words(annotation, entity.span))) for entity in annotation.entities]
    pairs: Counter[tuple[str, str]] = Counter()
    for sentence in annotation.sentences:
        inside = {country for start, country in countries if country and sentence.start <= start < sentence.end}
        pairs.update(combinations(sorted(inside), 2))
    best = pairs.most_common(2)
    if not best or best[0][1] < FEWEST or (len(best) > 1 and best[0][1] < DOMINANT * best[1][1]):
        return None
    first = {country: start for start, country in reversed(countries) if country}
    found = [name_reference(country, "GPE") for country in sorted(best[0][0], key=lambda name: first[name])]
    return (found[0], found[1]) if found[0] is not None and found[1] is not None else None


def stands_anywhere(text: str) -> bool:
    """Tell whether any phrase for two parties stands in a text."""
    lower = text.lower()
    return any(phrase in lower for phrase in _phrases())


def _words(annotation: Annotation, span: Iterable[int]) -> str:
    start, end = span
    return annotation.article.text[start:end]


def _country(name: str) -> str | None:
    bare = re.sub(r"['’]s?$", "", name).removeprefix("the ").removeprefix("The ")
    known = country_by_name().get(bare) or country_by_demonym().get(bare)
    acting = acts_for(bare)
    return known or (acting.label if acting and acting.type == "GPE" else None)
