"""The five source articles, where they are at hand: what is expected of them is found, at the right characters."""

import json

import pytest

from kg import KnowledgeGraph
from tests.benchmarks.claims import found
from tests.whole import ROOT

ARTICLES = ROOT.parent / "shared" / "seeds"

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.slow,
    pytest.mark.skipif(not ARTICLES.is_dir(), reason="the source articles are not in ../shared/seeds"),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return KnowledgeGraph.build(ARTICLES, tmp_path_factory.mktemp("graphs") / "articles.kg")


def test_four_of_five_expected_claims_are_found(graph):
    expected = [json.loads(line) for line in (ARTICLES / "expected-claims.jsonl").read_text().splitlines()]
    rows = list(graph.claims())
    missed = [claim["id"] for claim in expected if found(claim, rows) is None]
    assert len(missed) <= len(expected) / 5, missed


def test_every_anchor_reproduces_its_quote(graph):
    checked = graph.verify()
    assert checked.n_anchors > 100
    assert checked.problems == ()
