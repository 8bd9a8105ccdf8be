"""What is left of the articles' words where texts stay at home: short quotes.

So the graph of a corpus under copyright can be handed on. Offsets, hashes, names and the base forms of predicates are
facts and stay.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pyoxigraph import Literal, Quad, RdfFormat, parse

from kg.rdf.vocabulary import KG, LABEL, OA, TEXT, node
from kg.records import ClaimRow

LONGEST_QUOTE = 90
"""Characters of a quote that stay: about fifteen words, what citing needs."""

_LABELS = (KG.subjectLabel, KG.objectLabel, KG.aboutLabel, KG.valueLabel, KG.office, KG.cue)
QUOTED = frozenset({node(OA.exact), TEXT, LABEL, *map(node, (KG.objectText, *_LABELS))})
CONTEXT = frozenset({node(OA.prefix), node(OA.suffix)})
"""Predicates whose values are words of an article: quotes, and what stands around them."""
_QUOTED, _CONTEXT = (frozenset(str(one).encode() for one in told) for told in (QUOTED, CONTEXT))


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
    names = ("subject", "object", "about", "speaker", "place", "cue")
    told: dict[str, Any] = {name: getattr(row, name) for name in names}
    cut: dict[str, Any] = {name: words and shorten_quote(words) for name, words in told.items()}
    return replace(
        row,
        sentence=shorten_quote(row.sentence),
        speakers=tuple(map(shorten_quote, row.speakers)),
        arguments=arguments,
        **cut,
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


def shorten_line(line: bytes) -> bytes | None:
    r"""Return a line of N-Triples with a short quote alone; None where it is what stands before or after a quote.

    >>> shorten_line(b'<urn:a> <http://www.w3.org/ns/oa#exact> "four regions" .\n')
    b'<urn:a> <http://www.w3.org/ns/oa#exact> "four regions" .\n'
    """
    predicate = line.split(b" ", 2)[1]
    if predicate in _CONTEXT:
        return None
    if predicate not in _QUOTED or len(line) <= LONGEST_QUOTE:
        return line
    return "".join(f"{quad.triple} .\n" for quad in shorten_quads(parse(line, RdfFormat.N_TRIPLES))).encode()
