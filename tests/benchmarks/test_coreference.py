"""GUM's brackets as clusters, and how mentions of both sides are matched."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.nlp import layers as layers  # registers the layers on Doc
from kg.records import Chain, Span
from tests.benchmarks.clusters import conll_f1
from tests.benchmarks.coreference import (
    Mention,
    found_clusters,
    match_by_head,
    match_exactly,
    read_brackets,
    score_clusters,
)


def test_brackets_nest_and_run_over_sentences():
    columns = ["(1-person-new(2-place)", "", "1)(3-event", "(2-place)3)"]
    assert list(read_brackets(columns)) == [("2", 0, 0), ("1", 0, 2), ("2", 3, 3), ("3", 2, 3)]


def test_the_inner_of_two_brackets_of_one_cluster_closes_first():
    assert list(read_brackets(["(1-person", "(1-person", "1)", "1)"])) == [("1", 1, 2), ("1", 0, 3)]


def mention(start, end, head=None):
    return Mention((start, end), head or (start, end))


MAYOR, SHE, MILL, IT, LONE = mention(0, 9), mention(12, 15), mention(20, 28), mention(30, 32), mention(40, 45)
GOLD = [[MAYOR, SHE], [MILL, IT], [LONE]]


def conll(found):
    return {convention: conll_f1(counts) for convention, counts in score_clusters(found, GOLD).items()}


def test_the_gold_scores_100_and_nothing_scores_0():
    assert conll(GOLD) == dict.fromkeys(conll(GOLD), pytest.approx(100))
    assert conll([]) == dict.fromkeys(conll([]), 0)


def test_singletons_count_only_where_they_are_asked_for():
    scores = conll(GOLD[:2])
    assert scores[""] == pytest.approx(100)
    assert scores[" with singletons"] < 100


def test_heads_let_other_borders_stand():
    shorter = mention(4, 9)
    longer = Mention((0, 9), (4, 9))
    gold, found = [[longer, SHE]], [[shorter, SHE]]
    assert conll_f1(score_clusters(found, gold)[" head"]) == pytest.approx(100)
    assert conll_f1(score_clusters(found, gold)[""]) < 100


def test_a_head_is_used_once_and_the_same_borders_first():
    wide, narrow, ours = Mention((0, 20), (5, 8)), Mention((5, 8), (5, 8)), Mention((5, 8), (5, 8))
    assert match_by_head([ours], [wide, narrow])[ours] == (5, 8)
    near, far = Mention((4, 8), (5, 8)), Mention((5, 12), (5, 8))
    keys = match_by_head([near, far], [wide])
    assert sorted(keys[one] == wide.span for one in (near, far)) == [False, True]
    assert match_exactly([near], [wide])[near] == (4, 8)


def test_chains_of_a_doc_are_clusters_with_heads():
    doc = Doc(
        spacy.blank("en").vocab,
        words=["The", "mayor", "left", ".", "She", "sang", "."],
        heads=[1, 2, 2, 2, 5, 5, 5],
        deps=["det", "nsubj", "ROOT", "punct", "nsubj", "ROOT", "punct"],
    )
    doc._.chains = (Chain(mentions=(Span(0, 9), Span(17, 20)), name=None, label="PERSON"),)
    assert found_clusters(doc) == [[Mention((0, 9), (4, 9)), Mention((17, 20), (17, 20))]]
