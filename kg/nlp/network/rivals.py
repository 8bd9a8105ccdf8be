"""One subject and one object for each verb.

Every word chooses its head and relation for itself, so that both words of "air force" may become the subject.  No
word of the treebanks' 380,000 has two subjects (outer ones of clauses aside), so the choice that costs least to change
is changed: another head, or another relation to the same one.
"""

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kg.nlp.network.decode_tree import decode_heads
from kg.nlp.network.shares import share_out

Scores = NDArray[np.float32]
Label = Callable[[Sequence[int]], Scores]
"""Takes the heads of a sentence's words, returns the scores [words, relations] of the arcs to them."""
MOST_CHANGES = 12
"""Changes in one sentence."""
NEVER = np.float32(-1e9)


def list_families(deps: Sequence[str]) -> list[NDArray[np.bool_]]:
    """Return which relations a word can have one of: subjects, and objects."""
    subjects = [dep.startswith(("nsubj", "csubj")) and not dep.endswith(":outer") for dep in deps]
    return [np.array(subjects), np.array([dep == "obj" for dep in deps])]


def settle_rivals(arcs: Scores, *, label: Label, families: Sequence[NDArray[np.bool_]]) -> tuple[Sequence[int], Scores]:
    """Return the best heads under which no word has two of a family, and the scores [words, relations] of their arcs.

    Args:
        arcs: scores [child, head] of a sentence, roots on the diagonal.
        label: scores the relations.
        families: from `list_families`.
    """
    heads = decode_heads(arcs)
    labelled = scores = label(heads)
    arcs, refused = arcs.copy(), np.zeros_like(scores)
    for _ in range(MOST_CHANGES):
        rivals = _find_rivals(heads, scores, families)
        if rivals is None:
            break
        children, family = rivals
        child, by_label = _cheapest(arcs, scores, heads, children, family)
        if by_label:
            refused[child, family] = NEVER
        else:
            arcs[child, heads[child]] = NEVER
            heads = decode_heads(arcs)
            labelled = label(heads)
        scores = labelled + refused
    return heads, scores


def _find_rivals(
    heads: Sequence[int], scores: Scores, families: Sequence[NDArray[np.bool_]]
) -> tuple[tuple[int, int], NDArray[np.bool_]] | None:
    """Return two words that are the same to one head."""
    best = scores.argmax(1)
    for family in families:
        members = [i for i in np.flatnonzero(family[best]).tolist() if heads[i] != i]
        for pair in combinations(members, 2):
            if heads[pair[0]] == heads[pair[1]]:
                return pair, family
    return None


def _cheapest(
    arcs: Scores, scores: Scores, heads: Sequence[int], children: Sequence[int], family: NDArray[np.bool_]
) -> tuple[int, bool]:
    """Return the word whose change costs least probability, and whether its relation changes or its head."""
    costs = []
    for child in children:
        shares, of_labels = share_out(arcs[child][None])[0], share_out(scores[child][None])[0]
        now = shares[heads[child]] * of_labels[family].max()
        others = np.delete(shares, heads[child])
        costs.append((float(now / (shares[heads[child]] * of_labels[~family].max() + 1e-9)), child, True))
        if len(others):
            costs.append((float(now / (others.max() + 1e-9)), child, False))
    return min(costs)[1:]
