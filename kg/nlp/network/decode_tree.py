"""From head scores to trees: the best head of each word, and where those make no tree, the best tree.

Chu and Liu (1965), Edmonds (1967), with one root.  A root is its own head.
"""

import numpy as np
from numpy.typing import NDArray

from kg.nlp.network.arborescence import find_tree

Scores = NDArray[np.float32]


def decode_heads(scores: Scores) -> list[int]:
    """Return the position of each word's head under `scores[child, head]`, [n, n], the diagonal being the root's."""
    heads: list[int] = scores.argmax(1).tolist()
    return heads if is_tree(heads) else _find_best_tree(scores)


def is_tree(heads: list[int]) -> bool:
    """Tell whether every word comes up at the one root."""
    roots = [i for i, head in enumerate(heads) if head == i]
    if len(roots) != 1:
        return False
    safe = set(roots)
    for start in range(len(heads)):
        path = []
        node = start
        while node not in safe:
            path.append(node)
            node = heads[node]
            if len(path) > len(heads):
                return False
        safe.update(path)
    return True


def _find_best_tree(scores: Scores) -> list[int]:
    n_words = len(scores)
    logs = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    with_root = np.full((n_words + 1, n_words + 1), -np.inf, dtype=np.float32)
    with_root[1:, 1:] = logs
    with_root[1:, 0] = np.diagonal(logs)
    return [head - 1 if head else i for i, head in enumerate(find_tree(with_root))]
