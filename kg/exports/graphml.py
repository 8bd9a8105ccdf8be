"""GraphML (graphml.graphdrawing.org), one element in memory at a time.

networkx writes GraphML too, but numbers its keys (`d0`), by which yEd and Neo4j do not find labels, and wants the whole
graph once more in memory. Key ids are names here, those of edges after `edge_`; `labels` is what Neo4j's APOC takes for
the labels of nodes (`readLabels: true`).
"""

import re
from typing import BinaryIO

from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.graphml_tags import Tags
from kg.exports.network import Edge, Network, Node, columns, read_network

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {"string": "string", "integer": "int", "double": "double"}


def _write(exported: Exported, output: BinaryIO) -> None:
    network = read_network(exported)
    xml = Tags(output)
    with xml.element("graphml", {"xmlns": NAMESPACE}):
        for kind, record, prefix in (("node", Node, ""), ("edge", Edge, "edge_")):
            for name, type_ in columns(record).items():
                _write_key(xml, prefix + name, kind, name, _TYPES[type_])
        _write_key(xml, "labels", "node", "labels", "string")
        with xml.element("graph", {"id": exported.name, "edgedefault": "directed"}):
            _write_network(xml, network)
    xml.close()


def _write_key(xml: Tags, key: str, kind: str, name: str, type_: str) -> None:
    xml.leaf("key", {"id": key, "for": kind, "attr.name": name, "attr.type": type_})


def _write_network(xml: Tags, network: Network) -> None:
    for node in network.nodes:
        with xml.element("node", {"id": node.id}):
            _write_data(xml, node, "")
            xml.leaf("data", {"key": "labels"}, f":{_label(node)}")
    for edge in network.edges:
        with xml.element("edge", {"id": edge.id, "source": edge.source, "target": edge.target}):
            _write_data(xml, edge, "edge_")


def _label(node: Node) -> str:
    """Return the type as a label of Neo4j: `Number or date` as `NumberOrDate`."""
    return "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", node.type))


def _write_data(xml: Tags, record: Node | Edge, prefix: str) -> None:
    for name in columns(type(record)):
        value = getattr(record, name)
        if value != "":
            xml.leaf("data", {"key": prefix + name}, value)


GRAPHML = Exporter(
    name="graphml",
    title="network of things and what is said of two of them; yEd, Cytoscape, Neo4j, networkx, igraph, Gephi",
    suffix=".graphml",
    stream=_write,
)
