"""Average-link clustering of up to a few thousand nodes of which many pairs are alike: as `agglomerate`, in matrices.

The groups are those of `agglomerate`, ties included; of each group the one that is most like it is remembered, so that
joining two costs a few passes over their rows. What is apart is so unlike that it stays apart in every sum.
Memory is 8 bytes for every two nodes, in either order.

Source: the nearest-neighbour array of Müllner 2011, "Modern hierarchical, agglomerative clustering algorithms".
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
APART = -1e18
"""How alike what is apart is: no sum of likenesses outweighs it."""
ROWS_AT_ONCE = 256
"""Groups that are compared with all others at a time, so that what is computed by the way stays small."""


def agglomerate_dense(
    n_nodes: int,
    edges: Iterable[tuple[Numbers, Numbers, NDArray[np.float64]]],
    *,
    threshold: float,
    apart: Iterable[tuple[int, int | Numbers]] = (),
) -> list[int]:
    """Return the group of each node, named by its first node.

    Args:
        n_nodes: nodes are numbered from 0 to here, in an order that is a function of the nodes alone.
        edges: columns of pairs and of how alike they are; of several edges of a pair the last counts.
        threshold: groups are joined while they are at least so alike on average; above 0.
        apart: pairs that never come into one group, or a node and several others.
    """
    if not n_nodes:
        return []
    groups = _Groups(n_nodes)
    for left, right, alike in edges:
        groups.add(left, right, alike)
    groups.part(apart)
    return groups.join(threshold)


class _Groups:
    def __init__(self, n_nodes: int) -> None:
        self._sums = np.zeros((n_nodes, n_nodes))
        self._sizes = np.ones(n_nodes)
        self._group = np.arange(n_nodes)

    def add(self, left: Numbers, right: Numbers, alike: NDArray[np.float64]) -> None:
        self._sums[left, right] = alike
        self._sums[right, left] = alike

    def part(self, apart: Iterable[tuple[int, int | Numbers]]) -> None:
        for node, others in apart:
            self._sums[node, others] = self._sums[others, node] = APART

    def join(self, threshold: float) -> list[int]:
        everyone = np.arange(len(self._group))
        blocks = [self._best(everyone[start : start + ROWS_AT_ONCE]) for start in range(0, len(everyone), ROWS_AT_ONCE)]
        averages, nearest = (np.concatenate(columns) for columns in zip(*blocks, strict=True))
        while averages.max() >= threshold:
            left = int(averages.argmax())
            right = int(nearest[left])
            self._merge(left, right)
            averages[right] = -1.0
            # Those that were nearest to either look again; of the others only the new group may have come nearer.
            stale = (nearest == left) | (nearest == right)
            stale[left] = True
            stale &= averages >= 0
            rows = np.flatnonzero(stale)
            averages[rows], nearest[rows] = self._best(rows)
            now = self._sums[:left, left] / (self._sizes[:left] * self._sizes[left])
            nearer = (now > averages[:left]) | ((now == averages[:left]) & (nearest[:left] > left))
            nearer &= averages[:left] >= 0
            averages[:left][nearer], nearest[:left][nearer] = now[nearer], left
        return [int(group) for group in self._group]

    def _best(self, rows: Numbers) -> tuple[NDArray[np.float64], Numbers]:
        """Return how much each of these groups is like the group after it that is most like it, and which that is."""
        averages = self._sums[rows] / (self._sizes[rows, None] * self._sizes)
        averages[np.arange(averages.shape[1]) <= rows[:, None]] = 0.0
        nearest = averages.argmax(axis=1)
        return np.maximum(averages[np.arange(len(rows)), nearest], 0.0), nearest

    def _merge(self, left: int, right: int) -> None:
        """Put the second group into the first; what either is like is added up.

        What stands in the row and column of the second means nothing from then on: it is infinitely large.
        """
        self._sums[left] += self._sums[right]
        self._sums[left, left] = 0.0
        self._sums[:, left] = self._sums[left]
        self._sizes[left] += self._sizes[right]
        self._sizes[right] = np.inf
        self._group[self._group == right] = left
