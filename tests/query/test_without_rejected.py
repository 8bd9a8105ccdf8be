from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pyoxigraph import Literal, Quad

from kg.errors import WrongParameter
from kg.query import Filters, claim_rows
from kg.query.reviews import without_rejected
from kg.query.trace import trace
from kg.rdf.vocabulary import KG, node
from kg.records.reviews import Judgement, Verdict
from kg.store import GraphStore
from kg.store.reviews import add_reviews, rejected
from tests.accounts import CEDE, DEMANDS, REJECT
from tests.store.test_folder import exported

AT = datetime(2025, 3, 6, 8, 0, tzinfo=UTC)


def judge(graph, judgement, *assertions):
    for found in assertions:
        add_reviews(graph, [Verdict(assertion=found.key, verdict=judgement, by="Mia Lund", at=AT)])


def build(path, accounts, run):
    graph = GraphStore.create(path)
    for account in accounts:
        graph.add(account, run=run)
    graph.replace_links([])
    return graph


@pytest.fixture
def graph(tmp_path, sample_accounts, sample_run):
    with build(tmp_path / "reviewed.kg", sample_accounts, sample_run) as store:
        yield store


def count(graph, pattern):
    return len(list(graph.query(f"SELECT * {{ {pattern} }}")))


def test_nothing_rejected_needs_no_other_graph(graph, sample_accounts):
    judge(graph, Judgement.ACCEPTED, *sample_accounts[0].assertions)
    with without_rejected(graph) as view:
        assert view is graph


def test_articles_are_as_if_the_rejected_had_never_been_read(tmp_path, graph, sample_accounts, sample_run):
    gone = {sample_accounts[0].assertions[0], *sample_accounts[1].assertions[1:]}
    judge(graph, Judgement.REJECTED, *gone)
    fewer = [replace(one, assertions=tuple(a for a in one.assertions if a not in gone)) for one in sample_accounts]
    with build(tmp_path / "fewer.kg", fewer, sample_run) as expected, without_rejected(graph) as view:
        for account in sample_accounts:
            article = graph.identifiers.room("article", account.article.key)
            assert set(view.quads(article)) == set(expected.quads(article))


def test_the_graph_itself_stays_as_it_is(graph, sample_accounts):
    judge(graph, Judgement.REJECTED, *sample_accounts[0].assertions)
    before, files = exported(graph), sorted(path.name for path in graph.path.iterdir())
    with without_rejected(graph) as view:
        assert count(view, "?a a kg:Assertion") == count(graph, "?a a kg:Assertion") - 6
    assert exported(graph) == before
    assert sorted(path.name for path in graph.path.iterdir()) == files
    assert graph.tables.entry(sample_accounts[0].article.key) is not None


def test_what_other_graphs_say_of_a_rejected_assertion_goes_and_the_review_stays(graph, sample_accounts):
    about = sample_accounts[0].assertions[1]
    this = graph.identifiers.room("assertion", about.key)
    says, canonical = node(KG.says), graph.identifiers.room("claim", about.claim.key)
    graph.store.add(Quad(this, says, canonical, graph.identifiers.graph("claims")))
    judge(graph, Judgement.REJECTED, about)
    with without_rejected(graph) as view:
        assert count(view, f"{this} kg:says ?claim") == 0
        assert count(view, f"?review kg:assertion {this}") == 1
        assert count(view, f"{canonical} a kg:Claim") == 1


def test_a_graph_that_is_being_written_can_be_asked_without_the_rejected(graph, sample_accounts):
    judge(graph, Judgement.REJECTED, sample_accounts[0].assertions[1])
    with GraphStore.open(graph.path) as reader, without_rejected(reader) as view:
        assert count(view, "?a a kg:Assertion") == 15
        graph.store.add(Quad(node(KG.x), node(KG.y), Literal("z"), node(KG.g)))
        assert count(view, "?a a kg:Assertion") == 15


def test_a_verdict_on_what_is_not_there_changes_no_answer(graph):
    add_reviews(graph, [Verdict(assertion="0000", verdict=Judgement.REJECTED, by="Mia", at=AT)])
    assert rejected(graph) == {"0000"}
    with without_rejected(graph) as view:
        assert view is graph


def test_rows_say_what_people_hold_of_them_and_are_filtered_by_it(graph, sample_accounts):
    first, second, third = sample_accounts[0].assertions[:3]
    for judgement, about in zip(Judgement, (first, second, third), strict=True):
        judge(graph, judgement, about)

    def keys(**filters):
        return {row.assertion[-16:] for row in claim_rows(graph, Filters(**filters))}

    by_key = {row.assertion[-16:]: row.verdict for row in claim_rows(graph)}
    assert [by_key[found.key] for found in (first, second, third)] == ["accepted", "rejected", "unsure"]
    assert list(by_key.values()).count(None) == 13
    assert keys(verdict="accepted") == {first.key}
    assert keys(verdict="rejected") == {second.key}
    assert keys(verdict="unsure") == {third.key}
    assert keys(verdict="unreviewed") == keys() - {first.key, second.key, third.key}
    assert keys(without_rejected=True) == keys() - {second.key}
    assert keys(verdict="rejected", without_rejected=True) == set()
    assert keys(verdict="accepted", predicate="demand") == set()


def test_an_unknown_verdict_is_refused(graph):
    with pytest.raises(WrongParameter, match="accepted, rejected, unsure, unreviewed"):
        list(claim_rows(graph, Filters(verdict="maybe")))


def test_tracing_can_leave_out_the_rejected(graph, sample_accounts):
    asked = "Norland demands islands"
    assert {row.outlet for row in trace(graph, asked)} == {"Coast Courier", "Harbour Herald"}
    demands = [found for found in sample_accounts[0].assertions if found.claim in (DEMANDS, CEDE)]
    judge(graph, Judgement.REJECTED, *demands)
    assert {row.verdict for row in trace(graph, asked) if row.outlet == "Coast Courier"} == {"rejected"}
    with without_rejected(graph) as view:
        assert {row.outlet for row in trace(view, asked)} == {"Harbour Herald"}


def test_plain_triples_that_another_article_carries_stay_there(graph, sample_accounts):
    pattern = "GRAPH ?article { ent:sudria rel:reject top:demand }"
    assert count(graph, pattern) == 1
    denied = next(found for found in sample_accounts[3].assertions if found.claim == REJECT)
    judge(graph, Judgement.REJECTED, denied)
    with without_rejected(graph) as view:
        assert count(view, pattern) == 1
    judge(graph, Judgement.REJECTED, next(a for a in sample_accounts[0].assertions if a.claim == REJECT))
    with without_rejected(graph) as view:
        assert count(view, pattern) == 0
