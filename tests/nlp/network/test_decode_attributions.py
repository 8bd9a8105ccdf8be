from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.network.decode_attributions import (
    N_DISTANCES,
    N_PARTS,
    PairScores,
    decode_attributions,
    find_cues,
    find_runs,
    number_distances,
)


def worth_of(mask, inside, first, last):
    total = 0.0
    for i, member in enumerate(mask):
        total += inside[i] * member
        total += first[i] * (member and not (i and mask[i - 1]))
        total += last[i] * (member and not (i + 1 < len(mask) and mask[i + 1]))
    return total


@given(st.integers(1, 7), st.integers(0, 2**32 - 1))
def test_the_runs_found_are_the_best_of_all(n_words, seed):
    inside, first, last = np.random.default_rng(seed).normal(size=(3, 1, n_words)).astype(np.float32) * 3
    masks = find_runs(inside, first, last)
    best = max(product((0, 1), repeat=n_words), key=lambda mask: worth_of(mask, inside[0], first[0], last[0]))
    found, wanted = (worth_of(mask, inside[0], first[0], last[0]) for mask in (masks[0], best))
    assert found == pytest.approx(wanted, abs=1e-4)


def test_two_cues_side_by_side_are_two():
    scores = np.log(np.array([[0.9, 0.1, 1e-3], [0.1, 0.9, 1e-3], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.9, 0.1, 1e-3]]))
    assert [(first, end) for first, end, _ in find_cues(scores.astype(np.float32), threshold=0.5)] == [(1, 2), (2, 4)]


def test_distances_have_their_buckets():
    numbers = number_distances(np.arange(-200, 200))
    assert numbers.min() == 0
    assert numbers.max() == N_DISTANCES - 1
    assert len(set(number_distances(np.array([-2, -1, 0, 1, 2])).tolist())) == 5


def test_source_and_content_are_read_off_the_pairs_and_never_hold_the_cue():
    marks = np.full((6, N_PARTS), -4.0, dtype=np.float32)
    marks[0, 0:3] = 4.0  # the source is word 0
    marks[2:6, 3] = 4.0
    marks[2, 4] = marks[5, 5] = 4.0  # the content is words 2 to 5
    marks[1, 3:6] = 9.0  # the cue would fit
    pairs = PairScores(
        asked=np.zeros((6, N_PARTS * 2), dtype=np.float32),
        given=np.zeros((6, N_PARTS * 2), dtype=np.float32),
        prior=marks,
        distance=np.zeros((N_DISTANCES, N_PARTS), dtype=np.float32),
    )
    (found,) = decode_attributions(pairs, [(1, 2, 0.75)], offset=10)
    assert (found.source, found.cue, found.content) == ((10,), (11,), (12, 13, 14, 15))
    assert found.confidence == 0.75


def test_a_cue_without_content_is_dropped():
    pairs = PairScores(
        asked=np.zeros((3, N_PARTS), dtype=np.float32),
        given=np.zeros((3, N_PARTS), dtype=np.float32),
        prior=np.full((3, N_PARTS), -4.0, dtype=np.float32),
        distance=np.zeros((N_DISTANCES, N_PARTS), dtype=np.float32),
    )
    assert list(decode_attributions(pairs, [(1, 2, 0.9)], offset=0)) == []
