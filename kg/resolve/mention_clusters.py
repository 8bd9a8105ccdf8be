"""Which mentions of a story are one event or one thing.

MentionRecords of a story → Nodes → likely pairs → average-link groups → the group of each mention
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from kg.records import Form
from kg.resolve.agglomerate import agglomerate
from kg.resolve.mention_nodes import MentionRecord, Node, event_nodes, thing_nodes
from kg.resolve.mention_pairs import likely_pairs
from kg.resolve.wording import digest

LEAST = {"event": 0.06, "thing": 0.08}
"""Pairs that are less likely one are not looked at again."""
JOINED = {"event": 0.3, "thing": 0.3}
"""Groups are joined while their pairs are on average so likely one (tuned on ECB+, train)."""


def join_mentions(mentions: Sequence[MentionRecord], similarity: Callable[[str, str], float]) -> list[str]:
    """Return what each mention of a story was resolved to: an entity's key with its room, or a new node's.

    A group with a name in it is that entity; another is named by a hash of its first mention.

    Args:
        mentions: those of one story, in the order of their articles' dates and keys and of their places.
        similarity: how alike two articles are, by their keys.
    """
    found = [""] * len(mentions)
    for kind, nodes in (("event", event_nodes(mentions)), ("thing", thing_nodes(mentions))):
        edges = [
            (pair.left, pair.right, pair.likely)
            for pair in likely_pairs(nodes, similarity, least=LEAST[kind], kind=kind)
        ]
        edges += [(left, right, 1.0) for left, right in _of_one_name(nodes)]
        groups = agglomerate(len(nodes), edges, threshold=JOINED[kind], apart=_of_other_names(nodes))
        names = _names(nodes, groups, mentions, kind=kind)
        for node, group in zip(nodes, groups, strict=True):
            for place in node.mentions:
                found[place] = names[group]
    return found


def _of_one_name(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        if node.name is not None:
            by_name[node.name].append(number)
    for numbers in by_name.values():
        yield from combinations(numbers, 2)


def _of_other_names(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of different entities: what linking by names kept apart stays apart."""
    named = [number for number, node in enumerate(nodes) if node.name is not None]
    for left, right in combinations(named, 2):
        if nodes[left].name != nodes[right].name:
            yield left, right


def _names(
    nodes: Sequence[Node], groups: Sequence[int], mentions: Sequence[MentionRecord], *, kind: str
) -> dict[int, str]:
    names: dict[int, str] = {}
    for node, group in zip(nodes, groups, strict=True):
        first = mentions[nodes[group].mentions[0]]
        room = "event" if kind == "event" else "thing"
        names.setdefault(group, f"{room}/{digest(room, first.article, str(first.start), str(first.end))}")
        if node.name is not None:
            names[group] = node.name
    return names


TELLING = (Form.NAME, Form.NOMINAL, Form.NOUN, Form.VERB)
"""Forms from the most telling on, by which a group is labelled."""
