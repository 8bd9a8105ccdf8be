"""GEXF 1.3 (gexf.net), for Gephi with its timeline: who is spoken of on which days.

networkx writes GEXF with the day of writing in it, so equal graphs would not be equal files, and without the kind of an
edge, by which Gephi keeps two edges between the same nodes apart.
"""

from math import log2
from typing import BinaryIO

from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.graphml_tags import Tags
from kg.exports.network import Edge, Network, Node, columns, read_network

NAMESPACE = "http://gexf.net/1.3"
SMALLEST, STEP = 6, 4
"""Size of a node of one assertion, and how much each doubling of their number adds; Gephi's own default is 10."""


def _write(exported: Exported, output: BinaryIO) -> None:
    network = read_network(exported)
    xml = Tags(output)
    with xml.element("gexf", {"xmlns": NAMESPACE, "xmlns:viz": f"{NAMESPACE}/viz", "version": "1.3"}):
        with xml.element("meta"):
            xml.leaf("creator", text="kg")
            told = "what articles say of two things; weight: assertions; spells: days of publication"
            xml.leaf("description", text=f"{exported.name}: {told}")
        with xml.element("graph", _graph(network)):
            _write_attributes(xml, "node", Node)
            _write_attributes(xml, "edge", Edge)
            with xml.element("nodes", {"count": len(network.nodes)}):
                for node in network.nodes:
                    _write_node(xml, node)
            with xml.element("edges", {"count": len(network.edges)}):
                for edge in network.edges:
                    _write_edge(xml, edge)
    xml.close()


def _graph(network: Network) -> dict[str, str]:
    """Return the attributes of the graph; it is static where no article has a day, or Gephi's timeline were empty."""
    plain = {"defaultedgetype": "directed", "idtype": "string"}
    days = sorted({day for node in network.nodes for day in (node.first, node.last) if day})
    if not days:
        return {**plain, "mode": "static"}
    timed = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    return {**plain, **timed, "start": days[0], "end": days[-1]}


def _columns(record: type[Node | Edge]) -> dict[str, str]:
    """Return the attributes but for those that GEXF has a place of its own for."""
    return {name: type_ for name, type_ in columns(record).items() if name not in ("label", "weight")}


def _write_attributes(xml: Tags, kind: str, record: type[Node | Edge]) -> None:
    with xml.element("attributes", {"class": kind}):
        for name, type_ in _columns(record).items():
            xml.leaf("attribute", {"id": name, "title": name, "type": type_})


def _write_node(xml: Tags, node: Node) -> None:
    from kg.draw.palette import LOOKS

    colour = next(look.light for look in LOOKS if look.name == node.type)
    channels = {name: int(colour[place : place + 2], 16) for name, place in (("r", 1), ("g", 3), ("b", 5))}
    size = round(SMALLEST + STEP * log2(max(node.n_assertions, 1)), 2)
    with xml.element("node", {"id": node.id, "label": node.label}):
        _write_values(xml, node)
        _write_spells(xml, node.days)
        xml.leaf("viz:color", channels)
        xml.leaf("viz:size", {"value": size})


def _write_edge(xml: Tags, edge: Edge) -> None:
    told = {"kind": edge.label, "label": edge.label, "weight": edge.weight}
    with xml.element("edge", {"id": edge.id, "source": edge.source, "target": edge.target, **told}):
        _write_values(xml, edge)
        _write_spells(xml, edge.days)


def _write_values(xml: Tags, record: Node | Edge) -> None:
    with xml.element("attvalues"):
        for name in _columns(type(record)):
            value = getattr(record, name)
            if value != "":
                xml.leaf("attvalue", {"for": name, "value": value})


def _write_spells(xml: Tags, days: tuple[str, ...]) -> None:
    """Write the days on which it is spoken of, each from itself to itself; what has none is there at all times."""
    if days:
        with xml.element("spells"):
            for day in days:
                xml.leaf("spell", {"start": day, "end": day})


GEXF = Exporter(
    name="gexf",
    title="network of things with the days on which they are spoken of; Gephi with its timeline, sigma.js, networkx",
    suffix=".gexf",
    stream=_write,
)
