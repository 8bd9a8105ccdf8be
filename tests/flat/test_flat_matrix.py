"""The matrix counts as `kg compare` does, and its order says how far outlets disagree."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from kg.errors import NotInGraph, WrongParameter
from kg.flat import MATRIX_SORTS, Choice
from kg.flat.making import NONE
from kg.flat.matrix import DISTANCE, STANCES, disagreement
from kg.query.compare import compare_outlets
from kg.store import GraphStore


def stances(*words):
    return np.array([[STANCES.index(word) if word else NONE for word in words]])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("asserts", "denies"), 1.0),
        (("attributes", "denies"), 1.0),
        (("asserts", "asserts"), 0.0),
        (("asserts", "attributes"), 0.2),
        (("asserts", "leaves out"), 0.3),
        (("asserts", None), 0.0),
        ((None, None), 0.0),
        (("asserts", "asserts", "denies"), 2 / 3),
        (("both", "asserts", "denies"), 2 / 3),
    ],
)
def test_disagreement_is_the_mean_distance_of_two_outlets(words, expected):
    assert disagreement(stances(*words))[0] == pytest.approx(expected)


def test_distances_are_mutual_and_never_more_than_one():
    assert (DISTANCE == DISTANCE.T).all()
    assert (DISTANCE.diagonal() == 0).all()
    assert DISTANCE.max() == 1


def cells(matrix):
    return {(row.claim.key, cell.outlet_key): cell for row in matrix.rows for cell in row.cells}


def test_what_outlets_leave_out_is_what_compare_says(newsroom_flat, newsroom_path):
    with GraphStore.open(newsroom_path) as graph:
        labels = [outlet.label for outlet in newsroom_flat.overview().outlets]
        compared = compare_outlets(graph, labels)
    keys = {outlet.label: outlet.key for outlet in newsroom_flat.overview().outlets}
    matrix = newsroom_flat.matrix(Choice(), per_page=100)
    expected = {
        (row.claim_iri.rpartition("/")[2], keys[row.other_outlet]): row.n_articles
        for row in compared.rows
        if row.kind == "missing"
    }
    shown = {row.claim.key for row in matrix.rows}
    found = {place: cell.leaves_out for place, cell in cells(matrix).items() if cell.leaves_out}
    assert found == {place: n for place, n in expected.items() if place[0] in shown}
    assert len(found) > 20


def test_cells_count_what_is_told_how(newsroom_flat):
    matrix = newsroom_flat.matrix(Choice(story="s1"), per_page=100)
    assert matrix.story is not None
    assert (matrix.story.n_articles, matrix.story.n_outlets) == (5, 5)
    assert set(matrix.n_articles_by_outlet) == {1}  # earlier revisions do not count
    by_words = {row.claim.text: {cell.outlet_key: cell for cell in row.cells} for row in matrix.rows}
    hosts = by_words["Port Ellis hosts peace talks"]
    assert {key: cell.stance for key, cell in hosts.items()} == {
        "harbour-herald": "attributes",
        "delta-dispatch": "attributes",
        "evening-echo": "asserts",
        "coast-courier": "leaves out",
        "island-independent": "leaves out",
    }
    drones = by_words["Norland Navy launches 45 drones"]
    assert (drones["coast-courier"].stance, drones["coast-courier"].n_denied) == ("both", 1)
    assert drones["island-independent"].stance == drones["harbour-herald"].stance == "denies"


def test_a_claim_and_its_denial_are_one_row(newsroom_flat):
    everything = newsroom_flat.matrix(Choice(), per_page=100)
    words = [row.claim.text for row in everything.rows]
    assert "Sudria rejects demand" in words
    assert "not: Sudria rejects demand" not in words
    assert "not: Norland Navy launches drones" in words  # what it contradicts says something else
    denied = newsroom_flat.matrix(Choice(polarities=("negative",)), per_page=100)
    assert "not: Sudria rejects demand" in [row.claim.text for row in denied.rows]


def test_a_cell_has_the_sentences_that_are_counted(newsroom_flat):
    for choice in (Choice(), Choice(story="s1"), Choice(since="2025-03-05")):
        matrix = newsroom_flat.matrix(choice, per_page=100)
        for row in matrix.rows:
            for cell in row.cells:
                found = newsroom_flat.cell(row.claim.key, cell.outlet_key, choice)
                assert (len(found.told), len(found.denied)) == (cell.n_own + cell.n_attributed, cell.n_denied)
                assert found.leaves_out == cell.leaves_out
                assert len(found.articles) == cell.leaves_out
                assert {one.key for one in (*found.told, *found.denied)} == set(cell.assertions)
                assert {one.outlet_key for one in (*found.told, *found.denied)} <= {cell.outlet_key}


def test_sorts_order_the_rows(newsroom_flat):
    rows = {sort: newsroom_flat.matrix(Choice(), sort=sort, per_page=100).rows for sort in MATRIX_SORTS}
    assert all(one.disagreement >= other.disagreement for one, other in pairwise(rows["disagreement"]))
    assert all((one.claim.last or "") >= (other.claim.last or "") for one, other in pairwise(rows["newest"]))
    assert all((one.claim.first or "") <= (other.claim.first or "") for one, other in pairwise(rows["oldest"]))
    assert len({frozenset(row.claim.key for row in found) for found in rows.values()}) == 1
    with pytest.raises(WrongParameter, match="sort takes"):
        newsroom_flat.matrix(Choice(), sort="best")


def test_pages_and_columns_are_cut(newsroom_flat):
    whole = newsroom_flat.matrix(Choice(), per_page=100)
    pages = [newsroom_flat.matrix(Choice(), page=n, per_page=4) for n in range(1, 5)]
    assert tuple(row for page in pages for row in page.rows) == whole.rows[:16]
    narrow = newsroom_flat.matrix(Choice(), most_outlets=2)
    assert [outlet.key for outlet in narrow.outlets] == [outlet.key for outlet in whole.outlets[:2]]
    chosen = newsroom_flat.matrix(Choice(outlets=("delta-dispatch",)))
    assert [outlet.key for outlet in chosen.outlets] == ["delta-dispatch"]
    assert {row.claim.text for row in chosen.rows} > {"Port Ellis hosts peace talks"}


def test_nothing_chosen_is_no_row(newsroom_flat):
    empty = newsroom_flat.matrix(Choice(q="zebra"))
    assert (empty.rows, empty.total, empty.n_pages) == ((), 0, 1)
    with pytest.raises(NotInGraph):
        newsroom_flat.matrix(replace(Choice(), story="s9"))
    with pytest.raises(NotInGraph):
        newsroom_flat.cell("nothing", "delta-dispatch")
