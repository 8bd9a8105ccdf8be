import pytest

from kg.nlp.negation import is_negation
from kg.nlp.relation.tree import Node


def tree(words: list[tuple[str, str, int]]) -> list[Node]:
    """Nodes of (word, relation, head's place); the root's head is itself."""
    nodes = [
        Node(i=i, text=word, lower=word, lemma=word, pos="", tag="", dep=dep, start=0, end=0, entity="",
             entity_start=False, sentence=0)
        for i, (word, dep, _) in enumerate(words)
    ]  # fmt: skip
    for node, (_, _, head) in zip(nodes, words, strict=True):
        if head != node.i:
            node.head = nodes[head]
            nodes[head].children.append(node)
    return nodes


NOT_ONLY = [("not", "advmod", 2), ("only", "advmod", 2), ("stopped", "root", 2)]
NOT = [("not", "advmod", 1), ("stopped", "root", 1)]
NO_LONGER = [("no", "advmod", 1), ("longer", "advmod", 2), ("safe", "root", 2)]
NO_LONGER_ENTIRELY = [("no", "advmod", 1), ("longer", "advmod", 2), ("entirely", "advmod", 3), ("safe", "root", 3)]
LONGER = [("much", "advmod", 1), ("longer", "advmod", 2), ("waited", "root", 2)]


@pytest.mark.parametrize(
    ("words", "child", "expected"),
    [
        (NOT, 0, True),
        (NOT_ONLY, 0, False),
        (NO_LONGER, 1, True),
        (NO_LONGER_ENTIRELY, 2, True),
        (LONGER, 1, False),
    ],
)
def test_what_negates_a_predicate(words, child, expected):
    assert is_negation(tree(words)[child]) is expected
