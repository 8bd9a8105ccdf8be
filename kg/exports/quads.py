"""The whole graph as quads: N-Quads and TriG (W3C RDF 1.1), sorted, so that equal graphs are equal files."""

from functools import partial
from typing import BinaryIO

from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.rdf import prefixes, write_quads


def _write(exported: Exported, output: BinaryIO, *, syntax: str) -> None:
    write_quads(exported.quads(), output, syntax, prefixes=prefixes(exported.store.identifiers.base))


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
