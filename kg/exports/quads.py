"""The whole graph as RDF, sorted, so that equal graphs are equal files.

N-Quads, TriG and JSON-LD (W3C) hold the graph as it is. Turtle knows no named graphs: there all graphs are one, and
the assertions, which name their article, outlet and place, still say whose each claim is. RDF 1.2 adds to each
assertion the triple that it makes, as a triple term that it reifies.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.shortening import LONGEST_QUOTE, shorten_quote
from kg.rdf import in_order, prefixes, write_quads
from kg.rdf.describe import CLAIM
from kg.rdf.vocabulary import node

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SUBJECT, PREDICATE, OBJECT, REIFIES = (node(f"{RDF}{name}") for name in ("subject", "predicate", "object", "reifies"))
ALL = NamedNode("urn:kg:all")
"""Stands for the graph of all triples while they are sorted."""


def _write(exported: Exported, output: BinaryIO, *, syntax: str) -> None:
    write_quads(exported.quads(), output, syntax, prefixes=prefixes(exported.store.identifiers.base))


def _write_turtle(exported: Exported, output: BinaryIO) -> None:
    together = (Quad(quad.subject, quad.predicate, quad.object, ALL) for quad in exported.quads())
    with in_order(together) as ordered:
        triples = (quad.triple for quad in ordered)
        serialize(triples, output, RdfFormat.TURTLE, prefixes=prefixes(exported.store.identifiers.base))


def _write_json_ld(exported: Exported, output: BinaryIO) -> None:
    with in_order(exported.quads()) as ordered:
        serialize(ordered, output, RdfFormat.JSON_LD)


def _write_rdf12(exported: Exported, output: BinaryIO) -> None:
    base = exported.store.identifiers.base
    write_quads(_reified(exported, exported.quads()), output, "trig", prefixes=prefixes(base) | {"rdf": RDF})


def _reified(exported: Exported, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads, and for each assertion the triple of its claim; a claim without an object has none."""
    for quad in quads:
        yield quad
        if quad.predicate == CLAIM and isinstance(quad.object, NamedNode):
            triple = _triple(exported, quad.object)
            if triple is not None:
                yield Quad(quad.subject, REIFIES, triple, quad.graph_name)


def _triple(exported: Exported, claim: NamedNode) -> Triple | None:
    store, claims = exported.store.store, exported.store.identifiers.graph("claims")
    subject, predicate, told = (
        next((quad.object for quad in store.quads_for_pattern(claim, part, None, claims)), None)
        for part in (SUBJECT, PREDICATE, OBJECT)
    )
    if not isinstance(subject, NamedNode | BlankNode) or not isinstance(predicate, NamedNode) or told is None:
        return None
    if exported.without_text and isinstance(told, Literal) and len(told.value) > LONGEST_QUOTE:
        told = Literal(shorten_quote(told.value))
    return Triple(subject, predicate, told)


NQUADS = Exporter(
    name="nquads",
    title="N-Quads, one quad a line; every RDF store",
    suffix=".nq",
    stream=partial(_write, syntax="nquads"),
    whole=True,
)
TRIG = Exporter(
    name="trig",
    title="TriG, readable named graphs; every RDF store",
    suffix=".trig",
    stream=partial(_write, syntax="trig"),
    whole=True,
)
TURTLE = Exporter(
    name="turtle",
    title="Turtle, all graphs as one (assertions name their article); Protégé, RDF tools without named graphs",
    suffix=".ttl",
    stream=_write_turtle,
    whole=True,
)
JSON_LD = Exporter(
    name="jsonld",
    title="JSON-LD, expanded, one @graph per named graph; rdflib, Jena, JSON-LD processors, programs",
    suffix=".jsonld",
    stream=_write_json_ld,
    whole=True,
)
RDF12 = Exporter(
    name="rdf12",
    title="TriG of RDF 1.2, each assertion rdf:reifies its triple; Oxigraph and other tools of RDF 1.2 (not rdflib 7)",
    suffix=".12.trig",
    stream=_write_rdf12,
    whole=True,
)
