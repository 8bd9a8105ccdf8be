"""The large graph, made small: what it holds is what pages and pictures need to show."""

from collections import Counter, defaultdict

import pytest

from kg import KnowledgeGraph
from kg.rdf.decisions import SAYS
from kg.store import GraphStore
from kg.store.link_counts import count_links
from kg.store.verify import verify
from tests.benchmarks.large_graph import make_graph

N = 700


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("large") / "large.kg"
    make_graph(made, n_assertions=N)
    return made


def test_it_has_as_many_assertions_as_it_is_told_and_every_quote_stands_at_its_place(path):
    with GraphStore.open(path) as graph:
        found = verify(graph)
        counts = count_links(graph)
    assert (found.n_anchors, found.problems) == (N, ())
    assert counts.assertions == N
    assert counts.stories == 3
    assert counts.conflicts > 3
    assert counts.entities > 0
    assert counts.events > 10


def test_all_that_a_row_may_hold_occurs(path):
    rows = list(KnowledgeGraph.open(path).claims())
    assert {row.voice for row in rows} == {"narrator", "direct", "indirect", "mixed"}
    assert {row.certainty for row in rows} == {"certain", "probable", "possible", "unknown"}
    assert {row.polarity for row in rows} == {"positive", "negative"}
    assert {row.tense for row in rows} == {"past", "future"}
    assert len({row.outlet for row in rows}) > 5
    for field in ("time", "place", "quantity", "event_type", "speaker"):
        assert 0.05 < sum(getattr(row, field) is not None for row in rows) / N < 0.95, field
    assert any(len(row.speakers) == 2 for row in rows)
    assert any("/claim/" in (row.object_iri or "") for row in rows)
    assert all(row.sentence[row.start - row.sentence_start :] for row in rows)


def test_some_claims_are_told_by_many_outlets_and_some_by_one(path):
    outlets = defaultdict(set)
    for row in KnowledgeGraph.open(path).claims():
        outlets[row.claim].add(row.outlet)
    sizes = Counter(len(found) for found in outlets.values())
    assert sizes[1] > 20
    assert sum(n for size, n in sizes.items() if size > 2) > 20


def test_it_is_made_alike_each_time(path, tmp_path):
    make_graph(tmp_path / "again.kg", n_assertions=N)
    with GraphStore.open(path) as one, GraphStore.open(tmp_path / "again.kg") as other:
        assert set(one.quads()) == set(other.quads())
        assert any(quad.predicate == SAYS for quad in one.quads())
