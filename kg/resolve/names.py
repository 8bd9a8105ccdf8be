"""Which named thing stands at a place of one article."""

import re
from bisect import bisect_right

from kg.lexicon.name_endings import plain_name
from kg.lexicon.places import canonical_name, country_by_name
from kg.lexicon.titles import strip_titles
from kg.records import Annotation, Chain, Kind, Reference, Span
from kg.resolve.spelling import common_words
from kg.resolve.wording import name_label, slug

NAMEABLE = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
"""Labels of things that have a node of their own."""

LONGEST_OWNER = 40
"""Characters before a name in which its country is looked for."""
_OWNER = re.compile(r"((?:[A-Z][\w.]*\s)*[A-Z][\w.]*)(?:['’]s?)\s+$")


def name_reference(text: str, label: str | None) -> Reference | None:
    """Return the entity that a name stands for; None where nothing is left of the name."""
    name = plain_name(name_label(text))
    if label == "PERSON":
        name = strip_titles(name)
    name = canonical_name(name, label=label) or name
    key = slug(name)
    return Reference(kind=Kind.ENTITY, key=key, label=name, type=label) if key else None


class Names:
    """The named things of one article by the places where they are mentioned."""

    def __init__(self, annotation: Annotation) -> None:
        self._text = annotation.article.text
        self._references: dict[Span, Reference] = {}
        self._labels: dict[Span, str] = {entity.span: entity.label for entity in annotation.entities}
        for chain in annotation.chains:
            self._add_chain(chain)
        for entity in annotation.entities:
            self._add_entity(entity.span, entity.label)
        self._part_pairs()
        self._spans = sorted(self._references)
        self._starts = [span.start for span in self._spans]
        self._longest = max((span.end - span.start for span in self._spans), default=0)
        by_words = {self._text[span.start : span.end]: found for span, found in self._references.items()}
        self._by_name = {plain_name(name_label(words)): found for words, found in by_words.items()} | by_words

    def _add_chain(self, chain: Chain) -> None:
        if chain.name is None or (chain.label is not None and chain.label not in NAMEABLE):
            return
        found = self._of_country(name_reference(self._text[chain.name.start : chain.name.end], chain.label), chain.name)
        if found is not None:
            for mention in chain.anchors or chain.mentions:
                self._references.setdefault(mention, found)

    def _add_entity(self, span: Span, label: str) -> None:
        if label not in NAMEABLE or span in self._references:
            return
        found = self._of_country(name_reference(self._text[span.start : span.end], label), span)
        if found is not None:
            self._references[span] = found

    def _part_pairs(self) -> None:
        """Part a pair of people whom a hyphen joins (`the Alder-Brook talks`) where the article names both."""
        person_by_family = {
            one.key.rpartition("-")[2]: one
            for one in self._references.values()
            if one.type == "PERSON" and " " in one.label
        }
        for span, found in list(self._references.items()):
            words = self._text[span.start : span.end]
            first, hyphen, second = words.partition("-")
            people = [person_by_family.get(slug(name)) for name in (first, second)]
            if found.type == "PERSON" and hyphen and " " not in words and None not in people and found not in people:
                del self._references[span]
                spans = (Span(span.start, span.start + len(first)), Span(span.end - len(second), span.end))
                self._references.update(
                    {place: one for place, one in zip(spans, people, strict=True) if one is not None}
                )

    def _of_country(self, name: Reference | None, span: Span) -> Reference | None:
        """Return a body of common words with the country before it: of "Chad's Foreign Ministry" there are many."""
        if name is None or name.type != "ORG" or not common_words().issuperset(name.key.split("-")):
            return name
        before = _OWNER.search(self._text, max(0, span.start - LONGEST_OWNER), span.start)
        country = country_by_name().get(before.group(1)) if before is not None else None
        if country is None:
            return name
        label = f"{name.label} of {country}"
        return Reference(kind=Kind.ENTITY, key=slug(label), label=label, type=name.type)

    def covering(self, place: Span) -> Reference | None:
        """Return what the shortest mention that covers the place was resolved to."""
        last = bisect_right(self._starts, place.start)
        best: Span | None = None
        for span in reversed(self._spans[:last]):
            if span.start < place.start - self._longest:
                break
            if place.within(span) and (best is None or span.end - span.start < best.end - best.start):
                best = span
        return self._references[best] if best is not None else None

    def inside(self, place: Span) -> list[tuple[Span, Reference]]:
        """Return the mentions that lie within the place, in the order of the text."""
        first = bisect_right(self._starts, place.start - 1)
        last = bisect_right(self._starts, place.end)
        return [(span, self._references[span]) for span in self._spans[first:last] if span.end <= place.end]

    def called(self, text: str) -> Reference | None:
        """Return what a mention of exactly these words was resolved to."""
        return self._by_name.get(text) or self._by_name.get(plain_name(name_label(text)))

    def items(self) -> list[tuple[Span, Reference]]:
        """Return every mention with what it was resolved to, in the order of the text."""
        return [(span, self._references[span]) for span in self._spans]
