import pickle
from dataclasses import replace
from io import BytesIO

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import GraphLocked, GraphNotFound, InvalidQuery, UnknownFormat
from kg.rdf import Identifiers, describe, describe_entity_links, serialise
from kg.rdf.vocabulary import KG, LABEL
from kg.records import Account, Decision, Place, Problem
from kg.store import GraphStore, survey_entities
from kg.store.article_rows import article_rows
from tests.accounts import BERG, COURIER, DEMANDS, REYES, assertion


def exported(graph):
    output = BytesIO()
    graph.export(output)
    return output.getvalue()


def build(path, accounts, run):
    with GraphStore.create(path) as graph:
        for account in accounts:
            graph.add(account, run=run)
        graph.replace_links([])
        return exported(graph)


def revised(account):
    article = replace(account.article, text=account.article.text.replace("Monday", "Sunday"))
    return Account(
        article=article, assertions=(assertion(article, DEMANDS, "Norland demands"),), mentions=(), decisions=()
    )


def test_the_order_of_articles_does_not_change_the_graph(tmp_path, sample_accounts, sample_run):
    forwards = build(tmp_path / "a.kg", sample_accounts, sample_run)
    backwards = build(tmp_path / "b.kg", sample_accounts[::-1], sample_run)
    assert forwards == backwards


def test_adding_again_adds_nothing(tmp_path, sample_accounts, sample_run):
    before = build(tmp_path / "a.kg", sample_accounts, sample_run)
    with GraphStore.create(tmp_path / "a.kg") as graph:
        assert [graph.add(account, run=sample_run) for account in sample_accounts] == [False] * 4
    assert build(tmp_path / "a.kg", sample_accounts, sample_run) == before


def test_one_at_a_time_or_all_at_once_is_the_same(tmp_path, sample_accounts, sample_run):
    at_once = build(tmp_path / "a.kg", sample_accounts, sample_run)
    for account in sample_accounts:
        one_by_one = build(tmp_path / "b.kg", [account], sample_run)
    assert one_by_one == at_once


def test_quads_may_be_described_in_another_process(tmp_path, sample_accounts, sample_run):
    expected = build(tmp_path / "a.kg", sample_accounts, sample_run)
    with GraphStore.create(tmp_path / "b.kg") as graph:
        for account in sample_accounts:
            lines = serialise(describe(account, run=sample_run))
            rows = article_rows(account, lines, identifiers=graph.identifiers)
            assert graph.add_rows(pickle.loads(pickle.dumps(rows)), lines, run=sample_run)
        graph.replace_links([])
        assert exported(graph) == expected


def test_a_changed_text_is_a_revision_and_the_old_one_stays(tmp_path, sample_accounts, sample_run):
    with GraphStore.create(tmp_path / "a.kg") as graph:
        graph.add(sample_accounts[0], run=sample_run)
        changed = revised(sample_accounts[0])
        assert graph.add(changed, run=sample_run)
        graph.flush()
        links = list(graph.query("SELECT ?new ?old { ?new prov:wasRevisionOf ?old }"))
        ends = [(link["new"].value[-16:], link["old"].value[-16:]) for link in links]
        assert ends == [(changed.article.key, COURIER.key)]
        assert graph.tables.latest("Coast Courier", "cc-1") == changed.article.key


def test_another_run_replaces_what_the_first_one_read(tmp_path, sample_accounts, sample_run):
    later = replace(sample_run, version="0.2.0")
    fewer = replace(sample_accounts[0], assertions=sample_accounts[0].assertions[:1])
    with GraphStore.create(tmp_path / "a.kg") as graph:
        graph.add(sample_accounts[0], run=sample_run)
        graph.flush()
        assert graph.add(fewer, run=later)
        graph.flush()
        assert len(list(graph.query("SELECT ?a { ?a a kg:Assertion }"))) == 1
        assert [entry.run for entry in graph.tables.entries()] == [later.key]


def test_a_crash_leaves_no_half_article(tmp_path, sample_accounts, sample_run):
    expected = build(tmp_path / "whole.kg", sample_accounts, sample_run)
    path = tmp_path / "a.kg"
    graph = GraphStore.create(path)
    graph.add(sample_accounts[0], run=sample_run)
    graph.flush()
    lost = sample_accounts[1].article
    graph.tables.begin([lost.key])
    half = list(describe(sample_accounts[1], run=sample_run))[-30:]
    graph.store.extend(half)
    graph.close()
    with GraphStore.create(path) as again:
        assert not list(again.quads(again.identifiers.room("article", lost.key)))
        assert not again.knows(lost, run=sample_run)
    assert build(path, sample_accounts, sample_run) == expected


def test_what_is_not_flushed_is_not_in_the_ledger(tmp_path, sample_accounts, sample_run):
    graph = GraphStore.create(tmp_path / "a.kg")
    graph.add(sample_accounts[0], run=sample_run)
    assert graph.tables.entry(COURIER.key) is None
    graph.flush()
    assert graph.tables.entry(COURIER.key).id == "cc-1"
    graph.close()


def test_a_graph_can_be_read_beside_its_writer_but_not_written_twice(tmp_path, sample_accounts, sample_run):
    with GraphStore.create(tmp_path / "a.kg") as writer:
        writer.add(sample_accounts[0], run=sample_run)
        writer.flush()
        with GraphStore.open(tmp_path / "a.kg") as reader:
            assert len(reader) == len(writer) > 0
        with pytest.raises(GraphLocked, match="another process"):
            GraphStore.create(tmp_path / "a.kg")


def test_what_is_no_graph_is_said_to_be_none(tmp_path):
    with pytest.raises(GraphNotFound):
        GraphStore.open(tmp_path / "none.kg")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "list.txt").write_text("milk")
    with pytest.raises(GraphNotFound):
        GraphStore.create(tmp_path / "notes")


def test_the_base_is_kept(tmp_path, sample_accounts, sample_run):
    with GraphStore.create(tmp_path / "a.kg", base="https://news.example/") as graph:
        graph.add(sample_accounts[0], run=sample_run)
    with GraphStore.create(tmp_path / "a.kg") as graph:
        assert graph.base == "https://news.example/"
        assert list(graph.query("SELECT ?a { ?a kg:speaker ent:ana-reyes }"))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { \\u0053ERVICE ?where { ?s ?p ?o } } } }",
        "SELECT * { FILTER(1<2)SERVICE#>\n<http://localhost:1/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://localhost:1/> { ?s ?p ?o } } }",
    ],
)
def test_no_query_leaves_the_house(sample_graph, query):
    with pytest.raises(InvalidQuery, match=r"SERVICE|service"):
        sample_graph.query(query)


def test_the_word_service_may_be_asked_for(sample_graph):
    assert not list(sample_graph.query('SELECT * { ?c kg:text ?t FILTER(CONTAINS(?t, "Secret Service")) }'))


def test_a_query_may_not_change_the_graph(sample_graph):
    with pytest.raises(InvalidQuery):
        sample_graph.query("DELETE WHERE { ?s ?p ?o }")


def test_prefixes_need_not_be_declared_and_may_be(sample_graph):
    undeclared = "SELECT ?outlet { GRAPH ?a { ?s rel:host ?o } ?a schema:publisher ?outlet }"
    assert len(list(sample_graph.query(undeclared))) == 2
    declared = "PREFIX ent: <https://elsewhere.example/> SELECT ?o { ent:port-ellis rel:host ?o }"
    assert len(list(sample_graph.query(declared))) == 0


def test_links_are_replaced_and_labels_settled(tmp_path, sample_accounts, sample_run):
    decision = Decision(left=BERG, right=REYES, relation="same", score=0.5, reasons=("test",), decided_by="test")
    identifiers = Identifiers("https://kg.example/")
    entities = identifiers.graph("entities")
    norland = identifiers.room("entity", "norland")
    before = build(tmp_path / "a.kg", sample_accounts, sample_run)
    with GraphStore.create(tmp_path / "a.kg") as graph:
        graph.store.add(Quad(norland, LABEL, Literal("NORLAND"), entities))
        graph.replace_links(describe_entity_links([decision], identifiers=identifiers))
        assert len(list(graph.store.quads_for_pattern(None, NamedNode(str(KG.sameAs)), None, None))) == 1
        labels = [quad.object.value for quad in graph.store.quads_for_pattern(norland, LABEL, None, entities)]
        assert labels == ["Norland"]
        graph.replace_links([])
        assert exported(graph) == before


def test_survey_counts_articles(sample_graph):
    entities = {
        reference.label: (n_articles, n_mentions) for reference, n_articles, n_mentions in survey_entities(sample_graph)
    }
    assert entities["Norland"] == (2, 2)
    assert entities["Ana Reyes"] == (1, 1)


def test_texts_mentions_and_problems_rest_beside_the_quads(sample_graph, tmp_path):
    assert sample_graph.tables.text(COURIER.key) == COURIER.text
    mentions = [row for row in sample_graph.tables.mentions() if row.article == "cc-1"]
    assert [(row.start, COURIER.text[row.start : row.end], row.type) for row in mentions][:1] == [
        (0, "Ana Reyes", "PERSON")
    ]
    problem = Problem(place=Place(path="x.csv", line=3), kind="no-date", message="no date")
    with GraphStore.create(tmp_path / "a.kg") as graph:
        graph.tables.add_problems([problem, problem])
        assert list(graph.tables.problems()) == [problem]


def test_export_knows_two_formats(sample_graph):
    with pytest.raises(UnknownFormat):
        sample_graph.export(BytesIO(), "jsonld")
