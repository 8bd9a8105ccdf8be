from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree

from kg import KnowledgeGraph
from kg.records import Polarity
from kg.store import GraphStore
from tests.accounts import account, article, assertion, claim, entity
from tests.exports.conftest import written

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf.rng")))
NAMES = {"g": "http://gexf.net/1.3"}


@pytest.fixture
def small(tmp_path, sample_run):
    """Two claims of one article without a day, with words that XML cannot hold."""
    text = 'Ada Brandt leads "Bread & <Salt>". Ada Brandt does not lead "Bread & <Salt>".'
    source = article("s-1", "Bell\x07 & <Sons>", None, "Bread", text)
    brandt, salt = entity("Ada Brandt", "PERSON"), entity("Bread & <Salt>", "ORG")
    said = claim(brandt, "lead", salt, text="Ada Brandt leads Bread & <Salt>")
    told = [
        assertion(source, said, 'Ada Brandt leads "Bread'),
        assertion(source, said, "Ada Brandt does not lead", polarity=Polarity.NEGATIVE),
    ]
    with GraphStore.create(tmp_path / "small.kg") as store:
        store.add(account(source, *told), run=sample_run)
        store.replace_links([])
    return KnowledgeGraph(tmp_path / "small.kg")


def parsed(graph, **filters):
    return etree.fromstring(written(graph, "gexf", **filters))


def test_the_file_is_valid(graph):
    document = parsed(graph)
    assert GRAMMAR.validate(document), GRAMMAR.error_log


def test_the_grammar_refuses_what_gephi_would(graph):
    document = parsed(graph)
    document.find(".//g:spell", NAMES).set("start", "yesterday")
    assert not GRAMMAR.validate(document)


def test_ends_and_attributes_are_declared(graph):
    document = parsed(graph)
    nodes = {node.get("id") for node in document.iterfind(".//g:node", NAMES)}
    edges = document.findall(".//g:edge", NAMES)
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= nodes
    for kind in ("node", "edge"):
        declared = {one.get("id") for one in document.iterfind(f".//g:attributes[@class='{kind}']/g:attribute", NAMES)}
        used = {one.get("for") for one in document.iterfind(f".//g:{kind}/g:attvalues/g:attvalue", NAMES)}
        assert used <= declared
    counts = [document.find(f".//g:{kind}", NAMES).get("count") for kind in ("nodes", "edges")]
    assert counts == [str(len(nodes)), str(len(edges))]


def test_the_timeline_shows_a_thing_on_the_days_on_which_it_is_spoken_of(graph):
    document = parsed(graph)
    islands = document.find(".//g:node[@label='Sudria']", NAMES)
    assert [spell.get("start") for spell in islands.iterfind(".//g:spell", NAMES)] == ["2025-03-03", "2025-03-05"]
    frame = document.find("g:graph", NAMES)
    assert (frame.get("mode"), frame.get("start"), frame.get("end")) == ("dynamic", "2025-03-03", "2025-03-05")
    for edge in document.iterfind(".//g:edge", NAMES):
        ends = [document.find(f".//g:node[@id='{edge.get(end)}']", NAMES) for end in ("source", "target")]
        for spell in edge.iterfind(".//g:spell", NAMES):
            days = [{one.get("start") for one in end.iterfind(".//g:spell", NAMES)} for end in ends]
            assert all(spell.get("start") in known for known in days)  # Gephi hides an edge without its nodes


def test_networkx_reads_nodes_and_edges(graph):
    network = nx.read_gexf(BytesIO(written(graph, "gexf")))
    label_by_node = nx.get_node_attributes(network, "label")
    edges = {(label_by_node[a], data["label"], label_by_node[b]): data for a, b, data in network.edges(data=True)}
    cede = edges["Sudria", "cede", "four islands"]
    assert (cede["outlets"], cede["n_outlets"], cede["weight"]) == ("Coast Courier | Harbour Herald", 2, 2.0)
    assert cede["speakers"] == "Norland"
    assert edges["Norland Navy", "not launch", "drones"]["polarity"] == "negative"
    launch = edges["Norland Navy", "launch", "drones"]
    assert (launch["n_claims"], launch["n_own_voice"], launch["first"], launch["last"]) == (
        2,
        1,
        "2025-03-03",
        "2025-03-04",
    )
    nodes = {data["label"]: data for _, data in network.nodes(data=True)}
    assert (nodes["Norland Navy"]["type"], nodes["Sudria"]["type"], nodes["drones"]["type"]) == (
        "Organisation",
        "Place",
        "Topic",
    )
    assert nodes["Norland Navy"]["n_outlets"] == 3
    assert nodes["Norland"]["n_said"] == 2


def test_without_days_the_graph_is_static_and_odd_words_survive(small):
    document = parsed(small)
    assert GRAMMAR.validate(document), GRAMMAR.error_log
    assert document.find("g:graph", NAMES).get("mode") == "static"
    assert document.find(".//g:spell", NAMES) is None
    assert document.find(".//g:node[@label='Bread & <Salt>']", NAMES) is not None
    outlets = document.find(".//g:edge//g:attvalue[@for='outlets']", NAMES).get("value")
    assert outlets == "Bell\ufffd & <Sons>"
    assert sorted(edge.get("kind") for edge in document.iterfind(".//g:edge", NAMES)) == ["lead", "not lead"]


def test_filters_choose_and_equal_graphs_are_equal_files(graph):
    assert len(parsed(graph, predicate="launch").findall(".//g:edge", NAMES)) == 2
    assert written(graph, "gexf") == written(graph, "gexf")
