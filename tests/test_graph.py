import networkx as nx
import pytest

from kg import Article, KnowledgeGraph, Place
from kg.errors import GraphNotFound, UnknownQuery, WrongParameter
from tests.whole import TEXT, exported


def test_a_graph_that_is_not_there_cannot_be_opened(tmp_path):
    with pytest.raises(GraphNotFound, match="kg build"):
        KnowledgeGraph.open(tmp_path / "nothing.kg")


def test_articles_at_hand_can_be_added(tmp_path):
    graph = KnowledgeGraph(tmp_path / "news.kg")
    article = Article(id="x1", outlet="Herald", text=TEXT, place=Place(path="memory"), reader="test")
    report = graph.add([article])
    assert report.n_articles == 1
    assert {row.article for row in graph.claims()} == {"x1"}
    assert len(graph) == report.n_assertions > 2


def test_a_table_is_read_by_the_columns_that_are_named(tmp_path):
    (tmp_path / "export.csv").write_text(f'n,body\nt1,"{TEXT}"\n', encoding="utf-8")
    columns = {"id": "n", "text": "body"}
    graph = KnowledgeGraph.build(tmp_path / "export.csv", tmp_path / "t.kg", columns=columns, outlet="Herald")
    assert {(row.article, row.outlet) for row in graph.claims()} == {("t1", "Herald")}


def test_claims_are_read_anew_each_time(seeds_graph):
    claims = seeds_graph.claims(outlet="Outlet A")
    assert [row.assertion for row in claims] == [row.assertion for row in claims]


def test_claims_make_a_data_frame(seeds_graph):
    frame = seeds_graph.claims().to_pandas()
    assert len(frame) == len(seeds_graph)
    assert frame["end"].gt(frame["start"]).all()


def test_the_sentence_of_a_row_holds_its_claim(seeds_graph):
    for row in seeds_graph.claims():
        assert row.sentence_start <= row.start < row.end <= row.sentence_start + len(row.sentence)


def test_claims_of_several_outlets_share_their_claim(seeds_graph):
    outlets_by_claim = {}
    for row in seeds_graph.claims():
        outlets_by_claim.setdefault(row.claim, set()).add(row.outlet)
    assert max(len(outlets) for outlets in outlets_by_claim.values()) >= 2


def test_roll_up_counts_the_capital_as_the_country(seeds_graph):
    alone = {row.assertion for row in seeds_graph.claims(about="^Russia$")}
    rolled_up = {row.assertion for row in seeds_graph.claims(about="^Russia$", roll_up=True)}
    assert alone < rolled_up


def test_a_named_question_takes_its_parameters(seeds_graph):
    result = seeds_graph.query("who-asserted", predicate="host")
    assert "Outlet B" in set(result.to_pandas()["outlet"])
    with pytest.raises(WrongParameter):
        seeds_graph.query("who-asserted")
    with pytest.raises(UnknownQuery):
        seeds_graph.query("who-knows")


# rdflib 7.6 warns about calls that it makes itself whenever a Dataset is asked.
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
def test_the_dataset_has_a_named_graph_per_article(seeds_graph):
    dataset = seeds_graph.dataset()
    prefix = "PREFIX kg: <https://kg.example/ns#>"
    articles = {
        row.article for row in dataset.query(f"{prefix} SELECT ?article {{ GRAPH ?g {{ ?s kg:article ?article }} }}")
    }
    assert len(articles) == 5
    assert articles <= {graph.identifier for graph in dataset.graphs()}
    asked = dataset.query(f"{prefix} SELECT ?s {{ GRAPH ?g {{ ?s a kg:Assertion }} }}")
    assert len(list(asked)) == len(seeds_graph)


def test_the_network_is_networkx_s(seeds_graph):
    network = seeds_graph.network(about="Russia")
    assert isinstance(network, nx.MultiDiGraph)
    assert network.number_of_edges() > 5
    assert len({kind for _, kind in network.nodes(data="type")}) > 1


def test_the_page_is_drawn_in_one_file(seeds_graph, tmp_path):
    page = seeds_graph.draw(tmp_path / "russia.html", about="Russia")
    text = page.read_text(encoding="utf-8")
    assert "Russia" in text
    assert "src=" not in text.partition("<body")[0]


def test_a_notebook_shows_graph_claims_and_answers(seeds_graph):
    for shown in (seeds_graph, seeds_graph.claims(), seeds_graph.query("outlets")):
        assert "<table" in shown._repr_html_()


def test_trig_and_nquads_hold_the_same_quads(seeds_graph):
    from pyoxigraph import RdfFormat, parse

    quads, trig = exported(seeds_graph), exported(seeds_graph, "trig")
    assert set(parse(quads, RdfFormat.N_QUADS)) == set(parse(trig, RdfFormat.TRIG))
