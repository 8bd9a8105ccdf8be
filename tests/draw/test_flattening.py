"""Networks with plain attributes, for computing and for every writer of files."""

import networkx as nx
import pytest

from kg.draw import build_network, flatten_network, simplify_network
from tests.draw.rows import sample_rows


@pytest.fixture
def network():
    return build_network(sample_rows())


@pytest.mark.parametrize("flatten", [flatten_network, simplify_network])
@pytest.mark.parametrize("write", [nx.write_graphml, nx.write_gexf, nx.write_gml])
def test_writers_of_files_take_it(network, flatten, write, tmp_path):
    path = tmp_path / "network.xml"
    write(flatten(network), path)
    assert path.stat().st_size > 500


def test_an_edge_weighs_what_its_outlets_are(network):
    for _, _, edge in flatten_network(network).edges(data=True):
        assert edge["weight"] == edge["n_outlets"] == len(edge["outlets"].split(" | "))
        assert edge["n_assertions"] >= edge["n_outlets"]
        assert 0 <= edge["confidence"] <= 1


def test_a_simple_network_has_one_edge_and_counts_its_claims(network):
    simple, flat = simplify_network(network), flatten_network(network)
    assert type(simple) is nx.DiGraph
    assert sum(edge["n_claims"] for _, _, edge in simple.edges(data=True)) == sum(
        source != target for source, target in flat.edges()
    )
    assert set(simple.nodes) == set(flat.nodes)
    assert nx.pagerank(simple)
