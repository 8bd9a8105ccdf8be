"""The whole graph as RDF, sorted, so that equal graphs are equal files.

N-Quads, TriG and JSON-LD (W3C; `json_ld.py`) hold the graph as it is. Turtle knows no named graphs: there all graphs
are one, and the assertions, which name their article, outlet and place, still say whose each claim is. RDF 1.2 adds to
each assertion the triple that it makes, as a triple term that it reifies.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg import rdf
from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.json_ld import JsonLd
from kg.exports.ordered import in_order, ordered_lines
from kg.exports.shortening import LONGEST_QUOTE, shorten_quote
from kg.rdf import prefixes
from kg.rdf.describe import CLAIM
from kg.rdf.vocabulary import node

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SUBJECT, PREDICATE, OBJECT, REIFIES = (node(f"{RDF}{name}") for name in ("subject", "predicate", "object", "reifies"))
ALL = NamedNode("urn:kg:all")
"""Stands for the graph of all triples while they are sorted."""
_CLAIM = str(CLAIM).encode()


def _write_nquads(exported: Exported, output: BinaryIO) -> None:
    output.writelines(ordered_lines(exported))


def _write_trig(exported: Exported, output: BinaryIO) -> None:
    with in_order(ordered_lines(exported)) as quads:
        serialize(quads, output, RdfFormat.TRIG, prefixes=prefixes(exported.store.identifiers.base))


def _write_turtle(exported: Exported, output: BinaryIO) -> None:
    together = (Quad(quad.subject, quad.predicate, quad.object, ALL) for quad in exported.quads())
    with rdf.in_order(together) as ordered:
        triples = (quad.triple for quad in ordered)
        serialize(triples, output, RdfFormat.TURTLE, prefixes=prefixes(exported.store.identifiers.base))


def _write_json_ld(exported: Exported, output: BinaryIO) -> None:
    JsonLd(output, prefixes(exported.store.identifiers.base)).writelines(ordered_lines(exported))


def _write_rdf12(exported: Exported, output: BinaryIO) -> None:
    with in_order(_reified(exported)) as quads:
        known = prefixes(exported.store.identifiers.base) | {"rdf": RDF}
        serialize(quads, output, RdfFormat.TRIG, prefixes=known)


def _reified(exported: Exported) -> Iterator[bytes]:
    """Yield the quads, and for each assertion the triple of its claim; a claim without an object has none."""
    for (subject, graph), lines in groupby(ordered_lines(exported), key=_subject_and_graph):
        told = list(lines)
        for line in [line for line in told if line.split(b" ", 2)[1] == _CLAIM]:
            triple = _triple(exported, NamedNode(line.split(b" ", 3)[2].decode()[1:-1]))
            if triple is not None:
                reifying = Triple(NamedNode(subject.decode()[1:-1]), REIFIES, triple)
                told = sorted([*told, f"{reifying} ".encode() + graph + b" .\n"])
        yield from told


def _subject_and_graph(line: bytes) -> tuple[bytes, bytes]:
    return line.partition(b" ")[0], line[:-3].rpartition(b" ")[2]


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
    stream=_write_nquads,
    whole=True,
)
TRIG = Exporter(
    name="trig",
    title="TriG, readable named graphs; every RDF store",
    suffix=".trig",
    stream=_write_trig,
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
    title="JSON-LD with a context of short keys, one @graph per named graph; rdflib, Jena, web programs, jq",
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
