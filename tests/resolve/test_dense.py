"""Clustering in matrices makes the groups that clustering by a heap makes, ties included."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.resolve.agglomerate import agglomerate
from kg.resolve.dense import agglomerate_dense

N_NODES = 9
NODES = st.integers(0, N_NODES - 1)
PAIRS = st.tuples(NODES, NODES).filter(lambda pair: pair[0] < pair[1])
TIED = st.sampled_from([0.125, 0.25, 0.5, 0.75, 1.0])


def columns(edges):
    left, right, alike = zip(*edges, strict=True) if edges else ((), (), ())
    return np.array(left, dtype=np.int64), np.array(right, dtype=np.int64), np.array(alike, dtype=np.float64)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(PAIRS, st.one_of(TIED, st.floats(0.01, 1.0)), max_size=30),
    st.lists(PAIRS, max_size=5),
    st.sampled_from([0.1, 0.25, 0.4]),
)
def test_the_groups_are_those_of_the_heap(weights, apart, threshold):
    edges = [(*pair, alike) for pair, alike in weights.items()]
    expected = agglomerate(N_NODES, edges, threshold=threshold, apart=apart)
    assert agglomerate_dense(N_NODES, [columns(edges)], threshold=threshold, apart=apart) == expected


def test_edges_may_come_in_several_columns_and_the_last_of_a_pair_counts():
    parts = [columns([(0, 1, 0.9)]), columns([(1, 2, 0.9)]), columns([(0, 1, 0.1)])]
    assert agglomerate_dense(3, parts, threshold=0.5) == [0, 1, 1]


@pytest.mark.parametrize("n_nodes", [0, 1, 3])
def test_nodes_without_edges_stand_alone(n_nodes):
    assert agglomerate_dense(n_nodes, [], threshold=0.1) == list(range(n_nodes))
