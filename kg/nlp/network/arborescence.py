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
    roots = [child for child in range(1, len(heads)) if heads[child] == 0]
    if len(roots) == 1:
        return heads[1:]
    trees = []
    places = np.arange(1, len(heads))
    for root in roots:
        single = exact.copy()
        single[1:, 0] = -1e9
        single[root, 0] = exact[root, 0]
        tree = _find_arborescence(single)
        trees.append((sum(exact[places, tree[1:]].tolist()), tree))
    return max(trees)[1][1:]


def _find_arborescence(scores: NDArray[np.float64]) -> list[int]:
    """Best heads without a cycle; position 0 has no head."""
    best = scores[1:].argmax(1)
    heads = [-1, *best.tolist()]
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    outside = np.ones(len(heads), dtype=bool)
    outside[cycle] = False
    rest = np.flatnonzero(outside)
    within = np.array(cycle)
    kept = scores[within, best[within - 1]]
    entering, staying = scores[:, rest][within], scores[rest]
    leaving = staying[:, within]
    gains = entering - kept[:, None]
    joined = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    joined[1:-1, :-1] = staying[1:, rest]
    joined[-1, :-1] = sum(kept.tolist()) + gains.max(0)
    joined[1:-1, -1] = leaving[1:].max(1)
    *heads_of_rest, head_of_cycle = _find_arborescence(joined)[1:]
    exits = within[leaving.argmax(1)].tolist()
    names = [*rest.tolist(), -1]
    for row, head in enumerate(heads_of_rest, start=1):
        heads[names[row]] = exits[row] if head == len(rest) else names[head]
    heads[cycle[int(gains[:, head_of_cycle].argmax())]] = names[head_of_cycle]
    return heads


def find_cycle(heads: Sequence[int]) -> list[int]:
    """The words of some cycle, or nothing."""
    safe = [False] * len(heads)
    for start in range(1, len(heads)):
        path: list[int] = []
        on_path = set()
        node = start
        while node > 0 and not safe[node] and node not in on_path:
            path.append(node)
            on_path.add(node)
            node = heads[node]
        if node in on_path:
            return path[path.index(node) :]
        for node in path:
            safe[node] = True
    return []
