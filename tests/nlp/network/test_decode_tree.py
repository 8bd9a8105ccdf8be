import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.network.decode_tree import decode_heads, is_tree


def scores_of(heads, size=None):
    scores = np.zeros((len(heads), len(heads)), dtype=np.float32)
    for child, head in enumerate(heads):
        scores[child, head] = 5.0
    return scores


@pytest.mark.parametrize(
    ("heads", "expected"),
    [([0], True), ([1, 1, 1], True), ([1, 2, 2], True), ([0, 1], False), ([1, 0], False), ([1, 2, 1, 3], False)],
)
def test_a_tree_has_one_root_and_no_cycle(heads, expected):
    assert is_tree(heads) is expected


def test_the_best_heads_are_taken_where_they_make_a_tree():
    assert decode_heads(scores_of([1, 1, 1, 2])) == [1, 1, 1, 2]


def test_a_cycle_is_broken_where_it_costs_least():
    scores = scores_of([1, 0, 1])  # words 0 and 1 hang on each other
    scores[1, 1] = 4.5
    assert decode_heads(scores) == [1, 1, 1]


def test_of_two_roots_the_better_one_stays():
    scores = scores_of([0, 1])
    scores[1, 0] = 4.0
    assert decode_heads(scores) == [0, 0]


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_any_scores_give_a_tree(size, seed):
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    assert is_tree(decode_heads(scores))
