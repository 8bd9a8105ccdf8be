from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import Problem
from kg.store import GraphStore
from kg.store.reviews import import_reviews, read_reviews
from kg.store.reviews_jsonl import parse_reviews, render_review
from tests.rdf.test_review_nodes import reviews, verdict


@given(st.lists(reviews, max_size=4))
def test_lines_read_back_as_they_were(written):
    lines = [f"{render_review(review)}\n" for review in written]
    assert all(line.count("\n") == 1 for line in lines)
    assert list(parse_reviews(lines, path="reviews.jsonl")) == written


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "Expecting property name"),
        ("[]", "no review"),
        ('{"assertion": "5f2c", "verdict": "maybe", "by": "Mia", "at": "2025-03-04T09:00:00Z"}', "maybe"),
        ('{"assertion": "5f2c", "verdict": "rejected", "at": "2025-03-04T09:00:00Z"}', "'by' is missing"),
        ('{"assertion": "5f2c", "verdict": "rejected", "by": " ", "at": "2025-03-04T09:00:00Z"}', "'by' must be text"),
        ('{"assertion": 5, "verdict": "rejected", "by": "Mia", "at": "2025-03-04T09:00:00Z"}', "must be text"),
        ('{"assertion": "5f2c", "verdict": "rejected", "by": "Mia", "at": "2025-03-04T09:00:00"}', "no time zone"),
        ('{"assertion": "5f2c", "verdict": "rejected", "by": "\\ud800", "at": "2025-03-04T09:00:00Z"}', "surrogates"),
        (
            '{"kind": "outlet", "left": "a", "right": "b", "relation": "same", "by": "M", "at": "2025-03-04T09:00Z"}',
            "o",
        ),
    ],
)
def test_what_is_no_review_is_a_problem_with_its_line(line, reason):
    good = render_review(verdict())
    found = list(parse_reviews(["\n", line, good], path="reviews.jsonl"))
    assert found[1] == verdict()
    assert isinstance(found[0], Problem)
    assert (found[0].place.path, found[0].place.line) == ("reviews.jsonl", 2)
    assert reason in found[0].message


def test_of_two_graphs_the_later_word_stays_in_whatever_order_they_come(tmp_path):
    words = [
        verdict(note=note, at=verdict().at.replace(minute=minute)) for note, minute in (("b", 1), ("a", 2), ("c", 2))
    ]
    for number, order in enumerate(permutations(words)):
        with GraphStore.create(tmp_path / f"{number}.kg") as graph:
            import_reviews(graph, order)
            assert read_reviews(graph) == [words[2]]
            assert import_reviews(graph, order) == 0
