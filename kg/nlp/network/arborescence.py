"""The best tree under head scores: Chu and Liu (1965), Edmonds (1967), with one root."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def find_tree(scores: Scores) -> list[int]:
    """Heads of words 1..n under `scores[child, head]`; 0 is the root, and one word hangs on it."""
    exact = scores.astype(np.float64)
    np.fill_diagonal(exact, -np.inf)
    heads = _find_arborescence(exact)
    if sum(head == 0 for head in heads[1:]) == 1:
        return heads[1:]
    trees = []
    for root in [child for child in range(1, len(heads)) if heads[child] == 0]:
        single = exact.copy()
        single[1:, 0] = -1e9
        single[root, 0] = exact[root, 0]
        tree = _find_arborescence(single)
        trees.append((sum(exact[child, tree[child]] for child in range(1, len(tree))), tree))
    return max(trees)[1][1:]


def _find_arborescence(scores: NDArray[np.float64]) -> list[int]:
    """Best heads without a cycle; position 0 has no head."""
    heads = [-1, *scores[1:].argmax(1).tolist()]
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [i for i in range(len(heads)) if i not in inside]
    size = len(rest) + 1
    joined = np.full((size, size), -np.inf)
    joined[:-1, :-1] = scores[np.ix_(rest, rest)]
    total = sum(scores[child, heads[child]] for child in cycle)
    entry = {}
    for column, outside in enumerate(rest):
        gains = [scores[child, outside] - scores[child, heads[child]] for child in cycle]
        joined[-1, column] = total + max(gains)
        entry[column] = cycle[int(np.argmax(gains))]
    leaving = {row: cycle[int(scores[child, cycle].argmax())] for row, child in enumerate(rest)}
    for row, child in enumerate(rest):
        joined[row, -1] = scores[child, leaving[row]] if child else -np.inf
    joined[0] = -np.inf
    found = _find_arborescence(joined)
    tree = list(heads)
    for row, child in enumerate(rest):
        if child:
            tree[child] = leaving[row] if found[row] == size - 1 else rest[found[row]]
    tree[entry[found[-1]]] = rest[found[-1]]
    return tree


def find_cycle(heads: Sequence[int]) -> list[int]:
    """The words of some cycle, or nothing."""
    for start in range(1, len(heads)):
        seen: list[int] = []
        node = start
        while node > 0 and node not in seen:
            seen.append(node)
            node = heads[node]
        if node > 0:
            return seen[seen.index(node) :]
    return []
