from io import BytesIO

import networkx as nx
import pytest
from lxml import etree

from tests.exports.conftest import written

NAMES = {"g": "http://graphml.graphdrawing.org/xmlns"}


def test_networkx_reads_the_network_that_gexf_holds(graph):
    network = nx.read_graphml(BytesIO(written(graph, "graphml")), force_multigraph=True)
    other = nx.read_gexf(BytesIO(written(graph, "gexf")))
    assert set(network) == set(other)
    assert {(a, b, data["label"]) for a, b, data in network.edges(data=True)} == {
        (a, b, data["label"]) for a, b, data in other.edges(data=True)
    }
    labels = nx.get_node_attributes(network, "label")
    cede = next(data for a, _, data in network.edges(data=True) if labels[a] == "Sudria" and data["label"] == "cede")
    assert (cede["weight"], cede["n_outlets"], cede["certainty"]) == (2.0, 2, "unknown")
    assert isinstance(cede["weight"], float)


def test_keys_are_declared_once_and_before_they_are_used(graph):
    document = etree.fromstring(written(graph, "graphml"))
    keys = [(key.get("id"), key.get("for")) for key in document.iterfind("g:key", NAMES)]
    assert len(keys) == len(set(keys)) == len({name for name, _ in keys})
    for kind in ("node", "edge"):
        used = {data.get("key") for data in document.iterfind(f".//g:{kind}/g:data", NAMES)}
        assert used <= {name for name, of in keys if of == kind}
    assert [child.tag.rpartition("}")[2] for child in document][-1] == "graph"


def test_neo4j_gets_types_as_labels(graph):
    document = etree.fromstring(written(graph, "graphml"))
    labels = {data.text for data in document.iterfind(".//g:data[@key='labels']", NAMES)}
    assert {":Person", ":Place", ":Topic", ":Organisation"} <= labels
    assert all(label.startswith(":") and label[1:].isalpha() for label in labels)


def test_equal_graphs_are_equal_files(graph):
    assert written(graph, "graphml") == written(graph, "graphml")


def test_igraph_reads_the_same_network(graph, tmp_path):
    igraph = pytest.importorskip("igraph", reason="igraph is not installed")
    graph.export(tmp_path / "a.graphml")
    found = igraph.Graph.Read_GraphML(str(tmp_path / "a.graphml"))
    network = nx.read_graphml(tmp_path / "a.graphml", force_multigraph=True)
    assert (found.vcount(), found.ecount(), found.is_directed()) == (len(network), network.number_of_edges(), True)
    assert set(found.vs["id"]) == set(network)
    assert sorted(found.vs["label"]) == sorted(nx.get_node_attributes(network, "label").values())
    ids = found.vs["id"]
    edges = {(ids[edge.source], ids[edge.target], edge["label"], edge["weight"]) for edge in found.es}
    assert edges == {(a, b, data["label"], data["weight"]) for a, b, data in network.edges(data=True)}
