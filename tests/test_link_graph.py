"""Linking a whole graph: accounts by hand, one story that outlets share and one of its own."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from kg import KnowledgeGraph
from kg.link import link_graph
from kg.rdf.claim_links import SAYS, SPLIT_FROM
from kg.rdf.claims import LEMMA
from kg.rdf.events import EVENT, OCCURRENCE, STORY, STORY_CLASS
from kg.rdf.origins import ORIGIN
from kg.rdf.vocabulary import LABEL, TYPE
from kg.store import GraphStore
from tests.accounts import COURIER, HERALD, REJECT
from tests.linked import AUTUMN, COPY, build_copy, build_linked_accounts
from tests.whole import exported


def build(path, accounts, run):
    with GraphStore.create(path) as graph:
        for account in accounts:
            graph.add(account, run=run)
        link_graph(graph)
    return path


@pytest.fixture(scope="module")
def accounts():
    return build_linked_accounts()


@pytest.fixture(scope="module")
def path(accounts, sample_run, tmp_path_factory):
    return build(tmp_path_factory.mktemp("linked") / "linked.kg", accounts, sample_run)


@pytest.fixture
def graph(path):
    with GraphStore.open(path) as graph:
        yield graph


def articles_of(graph):
    """Return what stands in the graph of each article."""
    names = [graph.identifiers.room("article", heading.key) for heading in graph.tables.headings()]
    return {name: sorted(map(str, graph.quads(name))) for name in names}


def found(graph, predicate):
    """Return subject and object of each quad of a property, by the last part of their IRIs."""
    return [
        (quad.subject.value.rpartition("/")[2], quad.object.value.rpartition("/")[2])
        for quad in graph.store.quads_for_pattern(None, predicate, None, None)
    ]


def keys(accounts):
    return sorted(assertion.key for account in accounts for assertion in account.assertions)


def test_what_was_extracted_is_the_same_before_and_after(accounts, sample_run, tmp_path):
    with GraphStore.create(tmp_path / "new.kg") as graph:
        for account in accounts:
            graph.add(account, run=sample_run)
        graph.flush()
        before = articles_of(graph)
        link_graph(graph)
        assert articles_of(graph) == before
        assert all(before.values())


def test_linking_again_changes_nothing(accounts, path, sample_run, tmp_path):
    again = build(tmp_path / "again.kg", accounts, sample_run)
    with GraphStore.create(again) as graph:
        link_graph(graph)
    assert exported(KnowledgeGraph.open(again)) == exported(KnowledgeGraph.open(path))


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_articles_and_of_links_changes_nothing(accounts, path, sample_run, tmp_path, seed):
    shuffled = list(accounts)
    random.Random(seed).shuffle(shuffled)
    build(tmp_path / "shuffled.kg", shuffled[:3], sample_run)
    build(tmp_path / "shuffled.kg", shuffled[3:], sample_run)
    assert exported(KnowledgeGraph.open(tmp_path / "shuffled.kg")) == exported(KnowledgeGraph.open(path))


def test_every_assertion_says_one_claim_and_has_one_origin(graph, accounts):
    described = {
        quad.subject.value.rpartition("/")[2] for quad in graph.store.quads_for_pattern(None, TYPE, None, None)
    }
    for predicate in (SAYS, ORIGIN):
        pairs = [(one, other) for one, other in found(graph, predicate) if one in keys(accounts)]
        assert sorted(one for one, _ in pairs) == keys(accounts)
        assert {other for _, other in pairs} <= described


def test_articles_on_one_quarrel_are_a_story_and_another_stands_alone(graph, accounts):
    stories = dict(found(graph, STORY))
    of_articles = {account.article.key: stories[account.article.key] for account in accounts}
    assert sorted(Counter(of_articles.values()).values()) == [1, 5]
    assert of_articles[AUTUMN.key] != of_articles[COURIER.key] == of_articles[HERALD.key]


def test_the_talks_of_the_outlets_are_one_event(graph):
    events = {quad.subject for quad in graph.store.quads_for_pattern(None, TYPE, OCCURRENCE, None)}
    labels = [quad.object.value for event in events for quad in _quads(graph, event, LABEL)]
    assert labels.count("talk") == 1
    assert len(labels) == len(events)
    assert found(graph, EVENT)


def test_the_same_words_in_another_story_are_another_claim(graph, accounts):
    says = dict(found(graph, SAYS))
    early, late = ({says[a.key] for a in one.assertions if a.claim == REJECT} for one in accounts[-2:])
    assert early == {REJECT.key}
    assert late != early
    assert (*late, REJECT.key) in found(graph, SPLIT_FROM)
    lemmas = [quad.object.value for one in late for quad in _quads(graph, graph.identifiers.room("claim", one), LEMMA)]
    assert lemmas == ["reject"]


def test_an_origin_that_is_no_more_is_forgotten(accounts, sample_run, tmp_path):
    """A copy that was published before makes what was thought an original a copy of it."""
    copy = build_copy()
    early = replace(copy, article=replace(copy.article, published=date(2025, 3, 1)))
    several = [*accounts, early]
    path = build(tmp_path / "new.kg", accounts, sample_run)
    build(path, [early], sample_run)
    with GraphStore.open(path) as graph:
        origins = Counter(one for one, _ in found(graph, ORIGIN))
        shared = dict(found(graph, ORIGIN))
    assert [key for key in keys(several) if origins[key] != 1] == []
    assert shared[early.article.key] == shared[COURIER.key]
    assert exported(KnowledgeGraph.open(path)) == exported(
        KnowledgeGraph.open(build(tmp_path / "whole.kg", several, sample_run))
    )


def test_what_a_later_reading_left_out_is_linked_to_nothing(accounts, sample_run, tmp_path):
    path = build(tmp_path / "new.kg", accounts, sample_run)
    account = accounts[0]
    shorter = replace(account, assertions=account.assertions[:1], mentions=account.mentions[:2])
    build(path, [shorter], replace(sample_run, model_hash="sha256:1"))
    gone = set(keys([account])) - set(keys([shorter]))
    with GraphStore.open(path) as graph:
        stale = [key for key in gone if _is_named(graph, key)]
        rows = graph.tables.connection.execute("SELECT key FROM assertions").fetchall()
    assert gone
    assert stale == []
    assert sorted(key for (key,) in rows) == sorted(set(keys(accounts)) - gone)


def _quads(graph, subject, predicate):
    return graph.store.quads_for_pattern(subject, predicate, None, None)


def _is_named(graph, key):
    this = graph.identifiers.room("assertion", key)
    return any(graph.store.quads_for_pattern(this, None, None, None)) or any(
        graph.store.quads_for_pattern(None, None, this, None)
    )


def test_a_graph_without_articles_is_linked(tmp_path):
    with GraphStore.create(tmp_path / "empty.kg") as graph:
        link_graph(graph)
        assert found(graph, STORY) == []
        assert list(graph.store.quads_for_pattern(None, TYPE, STORY_CLASS, None)) == []


def test_the_copy_has_the_words_of_what_it_copies():
    assert COPY.text == COURIER.text
    assert COPY.key != COURIER.key
