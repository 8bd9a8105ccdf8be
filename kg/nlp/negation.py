"""Words that turn a clause into its contrary."""

from itertools import pairwise

from kg.lexicon import load_lexicon
from kg.nlp.relation.tree import Node

NEGATIONS = load_lexicon("modality").words(kind="negation")
PLACES = frozenset({"advmod", "advmod:neg", "det", "cc:preconj", "cc"})
"""Where a negation stands below a predicate."""


def is_negation(child: Node) -> bool:
    """Tell whether a word below a predicate negates it: `not` does, `not only` does not, `no longer` does."""
    if child.dep in PLACES and child.lower in NEGATIONS:
        return not (child.lower == "not" and _is_followed(child, "only"))
    words = child.subtree() if child.dep == "advmod" else []
    return any(one.lower == "no" and after.lower == "longer" for one, after in pairwise(words))


def _is_followed(child: Node, word: str) -> bool:
    """Tell whether a word comes next, below the child or beside it."""
    near = [*child.children, *(child.head.children if child.head is not None else [])]
    return any(other.lower == word and other.i == child.i + 1 for other in near)
