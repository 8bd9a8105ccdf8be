"""Average-link clustering: laws that hold for any graph, and small graphs by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.resolve.agglomerate import agglomerate

N_NODES = 8
FEW = settings(max_examples=40, deadline=None)
NODES = st.integers(0, N_NODES - 1)
PAIRS = st.tuples(NODES, NODES).filter(lambda pair: pair[0] < pair[1])


@st.composite
def graphs(draw):
    """Edges with weights of which no two are alike, so that no tie is left to the order of nodes."""
    pairs = draw(st.lists(PAIRS, unique=True, max_size=20))
    random = draw(st.randoms(use_true_random=False))
    return [(left, right, random.uniform(0.01, 1.0)) for left, right in pairs]


def partition(groups, names=None):
    """Return the groups as a set of sets of nodes."""
    names = names or range(len(groups))
    return {frozenset(name for name, group in zip(names, groups, strict=True) if group == one) for one in set(groups)}


@FEW
@given(graphs(), st.permutations(range(N_NODES)), st.lists(PAIRS, max_size=4))
def test_neither_the_order_of_nodes_nor_of_edges_changes_the_groups(edges, order, apart):
    place = {node: number for number, node in enumerate(order)}
    turned = [(place[right], place[left], alike) for left, right, alike in reversed(edges)]
    barred = [(place[left], place[right]) for left, right in apart]
    expected = agglomerate(N_NODES, edges, threshold=0.3, apart=apart)
    assert partition(agglomerate(N_NODES, turned, threshold=0.3, apart=barred), order) == partition(expected)


@FEW
@given(graphs(), st.lists(PAIRS, max_size=8))
def test_what_is_apart_never_comes_into_one_group(edges, apart):
    groups = agglomerate(N_NODES, edges, threshold=0.1, apart=apart)
    assert not [pair for pair in apart if groups[pair[0]] == groups[pair[1]]]


@FEW
@given(graphs())
def test_a_group_is_named_by_its_first_node(edges):
    groups = agglomerate(N_NODES, edges, threshold=0.2)
    assert all(group == groups.index(group) for group in groups)


@FEW
@given(graphs())
def test_two_groups_that_are_left_are_not_alike_enough(edges):
    groups = agglomerate(N_NODES, edges, threshold=0.3)
    alike = {(left, right): weight for left, right, weight in edges}
    for one in set(groups):
        for other in {group for group in groups if group > one}:
            cross = [(a, b) for a in range(N_NODES) for b in range(N_NODES) if groups[a] == one and groups[b] == other]
            average = sum(alike.get((min(pair), max(pair)), 0.0) for pair in cross) / len(cross)
            assert average < 0.3 + 1e-9


def test_a_chain_of_links_makes_no_group():
    chain = [(0, 1, 0.9), (1, 2, 0.8), (2, 3, 0.9)]
    assert agglomerate(4, chain, threshold=0.5) == [0, 0, 2, 2]


@pytest.mark.parametrize(("threshold", "groups"), [(0.4, [0, 0, 0]), (0.46, [0, 0, 2])])
def test_a_missing_pair_counts_as_not_alike(threshold, groups):
    """Of (0 or 1) and 2 one pair is 0.9 alike and the other has no edge: 0.45 on average."""
    assert agglomerate(3, [(0, 1, 1.0), (1, 2, 0.9)], threshold=threshold) == groups


def test_what_is_apart_stays_so_through_those_between():
    edges = [(0, 1, 1.0), (1, 2, 0.9), (0, 2, 0.9)]
    assert agglomerate(3, edges, threshold=0.1) == [0, 0, 0]
    assert agglomerate(3, edges, threshold=0.1, apart=[(0, 2)]) == [0, 0, 2]


def test_nodes_without_edges_stand_alone():
    assert agglomerate(3, [(1, 1, 1.0)], threshold=0.1) == [0, 1, 2]
    assert agglomerate(0, [], threshold=0.1) == []


def test_of_several_edges_of_a_pair_the_last_counts():
    assert agglomerate(2, [(0, 1, 0.9), (1, 0, 0.1)], threshold=0.5) == [0, 1]
