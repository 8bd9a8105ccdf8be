"""Average-link clustering of up to a few thousand nodes of which many pairs are alike: as `agglomerate`, in matrices.

The groups are those of `agglomerate`, ties included; of each group the one that is most like it is remembered, so that
joining two costs a few passes over their rows. What is apart is infinitely unlike, and so stays apart in every sum.
Memory is 8 bytes for every two nodes, in either order.

Source: the nearest-neighbour array of Müllner 2011, "Modern hierarchical, agglomerative clustering algorithms".
"""

from collections.abc import Iterable
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def agglomerate_dense(
    n_nodes: int,
    edges: Iterable[tuple[Numbers, Numbers, NDArray[np.float64]]],
    *,
    threshold: float,
    apart: Iterable[tuple[int, int]] = (),
) -> list[int]:
    """Return the group of each node, named by its first node.

    Args:
        n_nodes: nodes are numbered from 0 to here, in an order that is a function of the nodes alone.
        edges: columns of pairs and of how alike they are; of several edges of a pair the last counts.
        threshold: groups are joined while they are at least so alike on average; above 0.
        apart: pairs that never come into one group.
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

    def part(self, apart: Iterable[tuple[int, int]]) -> None:
        pairs = np.fromiter(chain.from_iterable(apart), dtype=np.int64).reshape(-1, 2)
        self._sums[pairs[:, 0], pairs[:, 1]] = -np.inf
        self._sums[pairs[:, 1], pairs[:, 0]] = -np.inf

    def join(self, threshold: float) -> list[int]:
        best = [self._best(row) for row in range(len(self._group))]
        averages = np.array([average for average, _ in best])
        nearest = np.array([other for _, other in best])
        while averages.max() >= threshold:
            left = int(averages.argmax())
            right = int(nearest[left])
            self._merge(left, right)
            averages[right] = -1.0
            # Those that were nearest to either look again; of the others only the new group may have come nearer.
            stale = np.flatnonzero((nearest[:left] == left) | (nearest[:left] == right)).tolist()
            stale += (left + 1 + np.flatnonzero(nearest[left + 1 : right] == right)).tolist()
            for row in (*stale, left):
                if averages[row] >= 0:
                    averages[row], nearest[row] = self._best(row)
            now = self._sums[:left, left] / (self._sizes[:left] * self._sizes[left])
            nearer = (now > averages[:left]) | ((now == averages[:left]) & (nearest[:left] > left))
            nearer &= averages[:left] >= 0
            averages[:left][nearer], nearest[:left][nearer] = now[nearer], left
        return [int(group) for group in self._group]

    def _best(self, row: int) -> tuple[float, int]:
        """Return the group after this one that is most like it, with how much."""
        later = slice(row + 1, None)
        averages = self._sums[row, later] / (self._sizes[row] * self._sizes[later])
        if not averages.size:
            return 0.0, row
        other = int(averages.argmax())
        return max(0.0, float(averages[other])), row + 1 + other

    def _merge(self, left: int, right: int) -> None:
        """Put the second group into the first; what either is like is added up."""
        self._sums[left] += self._sums[right]
        self._sums[left, left] = self._sums[left, right] = 0.0
        self._sums[right] = self._sums[:, right] = 0.0
        self._sums[:, left] = self._sums[left]
        self._sizes[left] += self._sizes[right]
        self._group[self._group == right] = left
