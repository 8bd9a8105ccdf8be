from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pyoxigraph import Quad

from kg.rdf.decisions import SAME_AS
from kg.records.reviews import Joining, JoiningKind, JoiningRelation, Judgement, Standing, Verdict
from kg.store import GraphStore
from kg.store.reviews import (
    add_reviews,
    constraints,
    has_reviews,
    judgements,
    read_reviews,
    rejected,
    remove_review,
    review_states,
)
from tests.accounts import COURIER, HOST, REJECT
from tests.store.test_folder import exported

AT = datetime(2025, 3, 6, 8, 0, tzinfo=UTC)
ENTITY, CLAIM = JoiningKind.ENTITY, JoiningKind.CLAIM
SAME, DIFFERENT = JoiningRelation.SAME, JoiningRelation.DIFFERENT


def verdict(assertion, judgement=Judgement.REJECTED, by="Mia Lund", at=AT):
    return Verdict(assertion=assertion.key, verdict=judgement, by=by, at=at, note="misread", words="a claim")


def joining(left, right, relation=SAME, kind=ENTITY, by="Mia Lund", at=AT):
    return Joining(kind=kind, left=left, right=right, relation=relation, by=by, at=at)


@pytest.fixture
def graph(tmp_path, sample_accounts, sample_run):
    with GraphStore.create(tmp_path / "reviewed.kg") as store:
        for account in sample_accounts:
            store.add(account, run=sample_run)
        store.replace_links([])
        yield store


def test_deleting_a_review_leaves_the_graph_as_it_was(graph, sample_accounts):
    before = exported(graph)
    review = verdict(sample_accounts[0].assertions[0])
    assert not has_reviews(graph)
    add_reviews(graph, [review])
    assert has_reviews(graph)
    assert read_reviews(graph) == [review]
    assert exported(graph) != before
    remove_review(graph, review.key)
    assert exported(graph) == before


def test_only_the_graph_of_reviews_is_written(graph, sample_accounts):
    before = set(graph.quads())
    add_reviews(graph, [verdict(sample_accounts[0].assertions[0]), joining("norland", "sudria")])
    added = set(graph.quads()) - before
    assert before <= set(graph.quads())
    assert {quad.graph_name for quad in added} == {graph.identifiers.graph("reviews")}


def test_a_person_s_later_word_replaces_theirs_and_not_another_s(graph, sample_accounts):
    about = sample_accounts[0].assertions[0]
    add_reviews(graph, [verdict(about), verdict(about, Judgement.UNSURE, by="Jon Ek")])
    assert rejected(graph) == {about.key}
    add_reviews(graph, [verdict(about, Judgement.ACCEPTED, at=AT.replace(hour=9))])
    assert judgements(graph) == {about.key: Judgement.ACCEPTED}
    assert [(state.review.by, state.standing) for state in review_states(graph)] == [
        ("Jon Ek", Standing.OVERRULED),
        ("Mia Lund", Standing.COUNTS),
    ]


def test_reviews_outlast_another_build_and_another_reading(graph, sample_accounts, sample_run):
    kept, dropped = sample_accounts[0].assertions[0], sample_accounts[0].assertions[-1]
    reviews = [verdict(kept), verdict(dropped)]
    add_reviews(graph, reviews)
    for account in sample_accounts:
        graph.add(account, run=sample_run)
    graph.replace_links([])
    fewer = replace(sample_accounts[0], assertions=(kept,))
    graph.add(fewer, run=replace(sample_run, version="0.2.0"))
    graph.replace_links([])
    assert sorted(read_reviews(graph), key=reviews.index) == reviews
    standing = {state.review.assertion: state.standing for state in review_states(graph)}
    assert standing == {kept.key: Standing.COUNTS, dropped.key: Standing.RESTING}


def test_a_resting_verdict_counts_again_when_its_assertion_is_back(tmp_path, sample_accounts, sample_run):
    about = sample_accounts[1].assertions[0]
    with GraphStore.create(tmp_path / "a.kg") as graph:
        add_reviews(graph, [verdict(about)])
        assert [state.standing for state in review_states(graph)] == [Standing.RESTING]
        graph.add(sample_accounts[1], run=sample_run)
        graph.flush()
        assert [state.standing for state in review_states(graph)] == [Standing.COUNTS]


def test_a_crash_clears_the_article_and_not_the_reviews(tmp_path, sample_accounts, sample_run):
    review = verdict(sample_accounts[0].assertions[0])
    with GraphStore.create(tmp_path / "a.kg") as graph:
        graph.add(sample_accounts[0], run=sample_run)
        graph.flush()
        add_reviews(graph, [review])
        graph.tables.begin([COURIER.key])
    with GraphStore.create(tmp_path / "a.kg") as graph:
        assert read_reviews(graph) == [review]
        assert [state.standing for state in review_states(graph)] == [Standing.RESTING]


def test_linking_is_told_what_people_joined_and_kept_apart(graph):
    claims = joining(REJECT.key, HOST.key, kind=CLAIM)
    split = joining("tomas-berg", "ana-reyes", DIFFERENT)
    add_reviews(graph, [joining("sudria", "norland"), split, joining("norland", "atlantis"), claims])
    found = constraints(graph, ENTITY)
    assert (found.same, found.different) == ((("norland", "sudria"),), (("ana-reyes", "tomas-berg"),))
    assert constraints(graph, CLAIM).same == (claims.pair,)
    assert [state.standing for state in review_states(graph)].count(Standing.RESTING) == 1


def test_a_later_split_undoes_a_merge_for_linking(graph):
    later = joining("norland", "sudria", DIFFERENT, by="Jon Ek", at=AT.replace(hour=10))
    add_reviews(graph, [joining("sudria", "norland"), later])
    assert constraints(graph, ENTITY).same == ()
    assert constraints(graph, ENTITY).different == (("norland", "sudria"),)
    remove_review(graph, later.key)
    assert constraints(graph, ENTITY).same == (("norland", "sudria"),)


def test_links_are_replaced_without_touching_reviews(graph):
    add_reviews(graph, [joining("sudria", "norland")])
    room = graph.identifiers.room
    link = Quad(room("entity", "sudria"), SAME_AS, room("entity", "norland"), graph.identifiers.graph("entities"))
    graph.replace_links([link])
    graph.replace_links([])
    assert len(read_reviews(graph)) == 1
    assert not list(graph.store.quads_for_pattern(None, SAME_AS, None, None))


def test_what_a_person_writes_cannot_change_the_update(graph, sample_accounts):
    note = '" } } ; DROP ALL # \\ \n <x>'
    review = replace(verdict(sample_accounts[0].assertions[0]), note=note, by='O"Neil\\')
    before = len(graph)
    add_reviews(graph, [review])
    assert read_reviews(graph) == [review]
    assert len(graph) == before + 7
