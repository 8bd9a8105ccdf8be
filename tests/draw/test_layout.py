import itertools

import networkx as nx
import pytest

from kg.draw import build_network, compute_layout
from kg.draw.forces import BOX
from tests.draw.rows import many_rows, sample_rows


@pytest.fixture(scope="module")
def network():
    return build_network(sample_rows())


def test_every_node_has_its_place_and_no_two_marks_with_labels_overlap(network):
    positions = compute_layout(network).positions
    assert set(positions) == set(network.nodes)
    for (x, y), (u, v) in itertools.combinations(positions.values(), 2):
        assert abs(x - u) >= BOX[0] * 0.9 or abs(y - v) >= BOX[1] * 0.9


def test_the_same_network_has_the_same_layout(network):
    assert compute_layout(network) == compute_layout(build_network(sample_rows()))


def test_components_stand_side_by_side(network):
    positions = compute_layout(network).positions
    boxes = []
    for component in nx.weakly_connected_components(network):
        xs, ys = zip(*(positions[node] for node in component), strict=True)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    assert len(boxes) > 2
    for one, other in itertools.combinations(boxes, 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def test_neighbours_stand_nearer_than_strangers():
    path = nx.MultiDiGraph([(i, i + 1) for i in range(8)])
    positions = compute_layout(path).positions

    def apart(a, b):
        return ((positions[a][0] - positions[b][0]) ** 2 + (positions[a][1] - positions[b][1]) ** 2) ** 0.5

    assert apart(0, 8) > 5 * apart(0, 1)


def test_an_empty_network_has_an_empty_layout():
    assert compute_layout(nx.MultiDiGraph()).positions == {}


def test_a_large_network_is_spread_over_a_plain_that_fits_a_screen():
    positions = compute_layout(build_network(many_rows(800))).positions
    width, height = (max(side) - min(side) for side in zip(*positions.values(), strict=True))
    assert 0.5 < width / height < 3
    assert len(set(positions.values())) > 0.99 * len(positions)
