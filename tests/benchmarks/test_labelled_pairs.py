"""Labelled pairs of claims and what scores graphs by them: the files hold offsets of real claims, and the counting."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Quad

from kg.rdf.vocabulary import KG, node
from kg.store import GraphStore
from tests.benchmarks.articles import read_rows
from tests.benchmarks.claim_pairs import (
    FIT,
    GOLD,
    LABELS,
    MEASURES,
    Pair,
    Place,
    Side,
    Stated,
    count_relations,
    measure_graph,
    overlap,
    read_pairs,
    read_relations,
    read_texts,
    render_errors,
    render_table,
    run_baselines,
)
from tests.benchmarks.options import CORPORA

POLNEAR = CORPORA / "polnear" / "dev.jsonl.gz"
needs_corpora = pytest.mark.skipif(not POLNEAR.is_file(), reason="the corpora are not there")


def side(article, start, end, *, sentence=(0, 100)):
    return Side(article=article, sentence=sentence, claim=(start, end))


def pair(label, *, left=("north", 0, 40), right=("south", 0, 40)):
    return Pair(left=side(*left), right=side(*right), label=label)


STATED = Stated(
    places={
        "north": [Place(span=(0, 40), claim="a"), Place(span=(10, 90), claim="b"), Place(span=(120, 160), claim="c")],
        "south": [Place(span=(5, 40), claim="a"), Place(span=(50, 99), claim="d")],
    },
    relations={frozenset({"b", "d"}): "contradicts", frozenset({"a", "b"}): "refines"},
)


@pytest.mark.parametrize(
    ("theirs", "share"), [((0, 10), 1.0), ((5, 10), 0.5), ((5, 15), 1 / 3), ((10, 20), 0), ((30, 40), 0)]
)
def test_overlap_is_the_shared_part(theirs, share):
    assert overlap((0, 10), theirs) == pytest.approx(share)


def test_the_row_that_overlaps_best_counts():
    assert STATED.find(side("north", 0, 42)) == "a"
    assert STATED.find(side("north", 12, 90)) == "b"


@pytest.mark.parametrize("asked", [("east", 0, 10), ("south", 41, 49), ("north", 120, 160)])
def test_no_row_of_the_sentence_there_is_nothing_found(asked):
    assert STATED.find(side(*asked)) is None


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        (("north", 0, 40), ("south", 0, 40), "same"),
        (("north", 10, 90), ("south", 50, 99), "contradicts"),
        (("south", 50, 99), ("north", 10, 90), "contradicts"),
        (("north", 10, 90), ("south", 0, 40), "refines"),
        (("north", 0, 40), ("south", 50, 99), None),
        (("north", 0, 40), ("east", 0, 40), None),
    ],
)
def test_how_two_rows_relate(left, right, relation):
    assert STATED.relate(pair("none", left=left, right=right)) == relation


def test_a_label_is_named_from_either_side():
    assert [pair(label).relation for label in LABELS] == [
        *("same", "refines", "refines", "entails", "entails", "contradicts", "related", "none")
    ]


def test_a_related_pair_that_is_found_to_be_the_same_is_wrong():
    pairs = [pair("same"), pair("related"), pair("refined"), pair("contradicts")]
    counts = count_relations(["same", "same", "same", None], pairs, MEASURES["same"])
    assert (counts.right, counts.found, counts.wanted) == (1, 3, 1)
    counts = count_relations(["same", "same", "same", None], pairs, MEASURES["same, refines or entails"])
    assert (counts.right, counts.found, counts.wanted) == (2, 3, 2)


def test_the_table_has_a_line_for_each_measure():
    table = render_table({"kg": measure_graph(STATED, [pair("same")])})
    assert [line.split("kg")[0].strip() for line in table.splitlines()] == list(MEASURES)
    assert "F1 100.0" in table


def test_errors_are_the_pairs_that_differ():
    pairs = [pair("same"), pair("contradicts"), pair("none", right=("south", 50, 99))]
    assert render_errors(STATED, pairs).split() == ["contradicts", "same", "north", "0–40", "south", "0–40"]


def test_relations_are_read_between_clusters(tmp_path):
    with GraphStore.create(tmp_path / "g.kg") as graph:
        shared = graph.identifiers.graph("claims")
        a, b, c = (graph.identifiers.room("claim", key) for key in "abc")
        graph.store.add(Quad(a, node(KG.sameAs), b, shared))
        graph.store.add(Quad(c, node(KG.entails), a, shared))
        graph.store.add(Quad(a, node(KG.refines), c, shared))
    canonical, relations = read_relations(tmp_path / "g.kg")
    assert canonical == {a.value: b.value}
    assert relations == {frozenset({b.value, c.value}): "refines"}


def test_baselines_are_left_out_without_the_corpora(tmp_path, capsys):
    assert run_baselines([pair("same")], [pair("none")], tmp_path) == {}
    assert "left out" in capsys.readouterr().err


@pytest.fixture(params=[GOLD, FIT], ids=["gold", "fit"])
def pairs(request) -> list[Pair]:
    return read_pairs(request.param)


def test_there_are_enough_pairs_of_every_label(pairs):
    assert len(pairs) >= 200
    assert {one.label for one in pairs} == set(LABELS)


def test_no_pair_is_labelled_twice(pairs):
    counted = Counter(frozenset({one.left, one.right}) for one in pairs)
    assert [both for both, n in counted.items() if n > 1 or len(both) < 2] == []


def test_claims_touch_their_sentence(pairs):
    assert all(overlap(one.claim, one.sentence) for both in pairs for one in (both.left, both.right))


def test_the_files_hold_offsets_and_no_text():
    for path in (GOLD, FIT):
        header, *lines = Path(path).read_text(encoding="utf-8").splitlines()
        columns = header.split("\t")
        texts = {column for column in columns if not column.endswith(("start", "end"))}
        assert texts == {"left_article", "right_article", "label"}
        assert all(len(line.split("\t")) == len(columns) for line in lines)


@needs_corpora
@pytest.mark.corpora
def test_the_gold_pairs_two_outlets_of_one_week():
    rows = {row["id"]: (row["outlet"], date.fromisoformat(row["published"])) for row in read_rows(POLNEAR)}
    for one in read_pairs(GOLD):
        (outlet, day), (other, its_day) = rows[one.left.article], rows[one.right.article]
        assert outlet != other
        assert abs((day - its_day).days) <= 7


@needs_corpora
@pytest.mark.corpora
def test_every_pair_is_in_the_corpora(pairs):
    sides = [one for both in pairs for one in (both.left, both.right)]
    texts = read_texts(CORPORA, {one.article for one in sides})
    assert all(0 <= one.claim[0] < one.claim[1] <= len(texts[one.article]) for one in sides)
    assert all(texts[one.article][one.claim[0]].strip() for one in sides)
