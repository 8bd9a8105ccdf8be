"""Average-link clustering of a sparse graph: the two groups that are most alike on average are joined, again and again.

Pairs without an edge count as not alike at all, so a group never grows by a chain of single links. The work grows with
the number of edges times its logarithm. The order of edges does not change the groups, and that of nodes only where
pairs are equally alike: of those the first ones are joined first.

Source: group average linkage (Sokal and Michener 1958) with a heap of pairs (Day and Edelsbrunner 1984).
"""

from collections.abc import Iterable
from heapq import heapify, heappop, heappush


def agglomerate(
    n_nodes: int,
    edges: Iterable[tuple[int, int, float]],
    *,
    threshold: float,
    apart: Iterable[tuple[int, int]] = (),
) -> list[int]:
    """Return the group of each node, named by its first node.

    Args:
        n_nodes: nodes are numbered from 0 to here, in an order that is a function of the nodes alone.
        edges: two nodes and how alike they are; of several edges of a pair the last counts.
        threshold: groups are joined while they are at least so alike on average.
        apart: pairs that never come into one group.
    """
    return _Groups(n_nodes, edges, apart).join(threshold)


class _Groups:
    def __init__(self, n_nodes: int, edges: Iterable[tuple[int, int, float]], apart: Iterable[tuple[int, int]]) -> None:
        self._members = {node: [node] for node in range(n_nodes)}
        self._near: dict[int, dict[int, float]] = {node: {} for node in range(n_nodes)}
        self._apart: dict[int, set[int]] = {}
        for left, right, alike in edges:
            if left != right:
                self._near[left][right] = self._near[right][left] = alike
        for left, right in apart:
            self._apart.setdefault(left, set()).add(right)
            self._apart.setdefault(right, set()).add(left)

    def join(self, threshold: float) -> list[int]:
        heap = [
            (-alike, left, right)
            for left, near in self._near.items()
            for right, alike in near.items()
            if left < right and alike >= threshold
        ]
        heapify(heap)
        while heap:
            alike, left, right = heappop(heap)
            if self._is_current(left, right, -alike) and right not in self._apart.get(left, ()):
                self._merge(left, right)
                for other in self._near[left]:
                    average = self._average(left, other)
                    if average >= threshold:
                        heappush(heap, (-average, min(left, other), max(left, other)))
        groups = [0] * sum(map(len, self._members.values()))
        for members in self._members.values():
            for node in members:
                groups[node] = min(members)
        return groups

    def _is_current(self, left: int, right: int, alike: float) -> bool:
        if left not in self._members or right not in self._members or right not in self._near[left]:
            return False
        return self._average(left, right) == alike

    def _average(self, left: int, right: int) -> float:
        return self._near[left][right] / (len(self._members[left]) * len(self._members[right]))

    def _merge(self, left: int, right: int) -> None:
        """Put the second group into the first; what either is like is added up."""
        self._members[left] += self._members.pop(right)
        gone = self._near.pop(right)
        for other, alike in gone.items():
            del self._near[other][right]
            if other != left:
                self._near[left][other] = self._near[other][left] = self._near[left].get(other, 0.0) + alike
        barred = self._apart.pop(right, set())
        for other in barred:
            self._apart[other].discard(right)
            self._apart[other].add(left)
        if barred:
            self._apart.setdefault(left, set()).update(barred)
