"""What other components have found around a relation: times, quantities, attributions, looked up by position."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from spacy.tokens import Doc

from kg.nlp import layers
from kg.nlp.relation.tree import Node
from kg.records import Attribution, QuantityMention, Span, TimeMention

Mention = TypeVar("Mention", TimeMention, QuantityMention)


class Surroundings:
    """The layers of one Doc, prepared for looking up."""

    def __init__(self, doc: Doc, nodes: Sequence[Node]) -> None:
        self._published: date | None = layers.published(doc)
        self._times = sorted((time for time in layers.times(doc) if time.when is not None), key=_span)
        self._quantities = sorted(layers.quantities(doc), key=_span)
        self._attributions = layers.attributions(doc)
        self._innermost = _innermost(self._attributions, nodes=nodes)

    def time_at(self, span: Span) -> TimeMention | None:
        """Return the first time that an event can be put at and that overlaps a span."""
        return _first_overlap(self._times, span)

    def quantity_at(self, span: Span) -> QuantityMention | None:
        """Return the first quantity that overlaps a span."""
        return _first_overlap(self._quantities, span)

    def attribution_at(self, node: Node) -> int | None:
        """Return the index of the innermost attribution whose content holds a word that is not its cue."""
        index = self._innermost[node.i]
        return index if index >= 0 else None

    def attribution(self, index: int | None) -> Attribution | None:
        """Return an attribution by its index."""
        return self._attributions[index] if index is not None else None

    def is_future(self, time: TimeMention | None) -> bool:
        """Tell whether a time lies after the publication."""
        if time is None or time.when is None or self._published is None or not time.when[:1].isdigit():
            return False
        start = time.when.partition("/")[0][:10]
        return start > self._published.isoformat()[: len(start)]


def _innermost(attributions: Sequence[Attribution], *, nodes: Sequence[Node]) -> list[int]:
    """Return for every word the attribution with the shortest content around it; -1 where there is none."""
    found = [-1] * len(nodes)
    starts = [node.start for node in nodes]
    sizes = [sum(end - start for start, end in attribution.content) for attribution in attributions]
    for index in sorted(range(len(attributions)), key=lambda index: -sizes[index]):
        cue = attributions[index].cue
        for span in attributions[index].content:
            for i in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
                if not any(nodes[i].start < part.end and part.start < nodes[i].end for part in cue):
                    found[i] = index
    return found


def _first_overlap(mentions: Sequence[Mention], span: Span) -> Mention | None:
    """Return the first of some mentions, sorted by place and not overlapping each other, that overlaps a span."""
    at = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
    for mention in mentions[max(0, at - 1) : at + 1]:
        if mention.span.overlaps(span):
            return mention
    return None


def _span(mention: TimeMention | QuantityMention) -> Span:
    return mention.span
