"""Settle on one label or text where articles wrote it differently.

Which one depends on the set of candidates alone, not on their order, and the choice of a choice is the same choice,
so articles may come in any order and in any number of runs.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import Literal, Quad

from kg.rdf.vocabulary import LABEL, TEXT

SETTLED = (LABEL, TEXT)
"""Properties of which a subject in a shared graph has one value."""


def best_label(candidates: Iterable[str]) -> str:
    """Choose the shortest, and of equally short ones the one with the most lower-case letters."""
    return min(candidates, key=lambda text: (len(text), -sum(map(str.islower, text)), text))


def losers(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads of a settled property that are not the best of their subject.

    Args:
        quads: quads of one graph, those of a subject and property next to each other.
    """
    settled = (quad for quad in quads if quad.predicate in SETTLED)
    for _, group in groupby(settled, key=lambda quad: (quad.subject, quad.predicate)):
        candidates = list(group)
        if len(candidates) > 1:
            best = best_label(quad.object.value for quad in candidates if isinstance(quad.object, Literal))
            yield from (quad for quad in candidates if getattr(quad.object, "value", None) != best)
