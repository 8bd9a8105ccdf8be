"""Phrases for two parties: `both sides` is the pair of countries of the article, `the two men` the two named before."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import combinations

from kg.lexicon import load_lexicon
from kg.lexicon.places import acts_for, country_by_demonym, country_by_name
from kg.records import Annotation, Reference, Span
from kg.resolve.names import Names, name_reference

FEWEST = 2
"""In how many sentences a pair of countries must stand together."""
DOMINANT = 1.5
"""How many times as often as the next pair."""


SENTENCES_BACK = 2
"""Sentences before a phrase for two people in which their names are looked for."""


@cache
def _kind_by_phrase() -> dict[str, str]:
    return {word: entry["kind"] for word, entry in load_lexicon("pairs").by_word().items()}


class Pairs:
    """The pairs that phrases of one article stand for."""

    def __init__(self, annotation: Annotation, names: Names) -> None:
        self._sentences = annotation.sentences
        self._names = names
        self._countries = find_pair(annotation)

    def meant_by(self, text: str, span: Span | None) -> tuple[Reference, Reference] | None:
        """Return the two that a phrase at a place stands for; None where it stands for none, or for nobody known."""
        words = re.sub(r"^(?:the|these|those)\s+", "", " ".join(text.lower().split()))
        kind = _kind_by_phrase().get(words)
        if kind == "people":
            return self._people_before(span) if span is not None else None
        return self._countries if kind is not None else None

    def _people_before(self, span: Span) -> tuple[Reference, Reference] | None:
        """Return the two people named in the nearest sentence that names two; None where it names more."""
        index = bisect_right([sentence.start for sentence in self._sentences], span.start) - 1
        for number in range(index, max(-1, index - 1 - SENTENCES_BACK), -1):
            sentence = self._sentences[number]
            place = Span(sentence.start, min(sentence.end, span.start))
            found = {name.key: name for _, name in self._names.inside(place) if name.type == "PERSON"}
            if len(found) > 1:
                first, second, *others = found.values()
                return None if others else (first, second)
        return None


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
    """Tell whether any phrase for two countries stands in a text."""
    lower = text.lower()
    return any(phrase in lower for phrase, kind in _kind_by_phrase().items() if kind == "countries")


def _words(annotation: Annotation, span: Iterable[int]) -> str:
    start, end = span
    return annotation.article.text[start:end]


def _country(name: str) -> str | None:
    bare = re.sub(r"['’]s?$", "", name).removeprefix("the ").removeprefix("The ")
    known = country_by_name().get(bare) or country_by_demonym().get(bare)
    acting = acts_for(bare)
    return known or (acting.label if acting and acting.type == "GPE" else None)
