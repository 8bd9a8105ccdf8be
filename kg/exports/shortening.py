"""What is left of the articles' words where texts stay at home: short quotes.

So the graph of a corpus under copyright can be handed on. Offsets, hashes, names and the base forms of predicates are
facts and stay.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pyoxigraph import Literal, Quad

from kg.rdf.vocabulary import KG, OA, TEXT, node
from kg.records import ClaimRow

LONGEST_QUOTE = 90
"""Characters of a quote that stay: about fifteen words, what citing needs."""

QUOTED = frozenset({node(OA.exact), TEXT, node(KG.objectText)})
CONTEXT = frozenset({node(OA.prefix), node(OA.suffix)})
"""Predicates whose values are words of an article: quotes, and what stands around them."""


def shorten_quote(quote: str) -> str:
    """Return the quote, cut before the word that goes beyond `LONGEST_QUOTE` characters.

    What is left is the beginning of the quote, so it is still found in the text.

    >>> shorten_quote("four regions")
    'four regions'
    """
    if len(quote) <= LONGEST_QUOTE:
        return quote
    kept = quote[: LONGEST_QUOTE + 1]
    return kept.rpartition(" ")[0].rstrip() or quote[:LONGEST_QUOTE]


def shorten_row(row: ClaimRow) -> ClaimRow:
    """Return the claim row with short quotes alone."""
    arguments: tuple[dict[str, Any], ...] = tuple(
        {name: shorten_quote(value) if name == "text" else value for name, value in argument.items()}
        for argument in row.arguments
    )
    return replace(
        row,
        sentence=shorten_quote(row.sentence),
        object=None if row.object is None else shorten_quote(row.object),
        subject=None if row.subject is None else shorten_quote(row.subject),
        about=None if row.about is None else shorten_quote(row.about),
        arguments=arguments,
    )


def shorten_quads(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads with short quotes, without what stands before and after them."""
    for quad in quads:
        if quad.predicate in CONTEXT:
            continue
        if quad.predicate in QUOTED and isinstance(quad.object, Literal) and len(quad.object.value) > LONGEST_QUOTE:
            yield Quad(quad.subject, quad.predicate, Literal(shorten_quote(quad.object.value)), quad.graph_name)
        else:
            yield quad
