"""Which mentions of a story are one event or one thing.

MentionRecords of a story → Nodes → likely pairs → average-link groups → the group of each mention
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby

import numpy as np
from numpy.typing import NDArray

from kg.resolve.dense import Numbers, agglomerate_dense
from kg.resolve.event_order import clashing_events, parts_of
from kg.resolve.mention_nodes import COMMON_VERBS, MentionRecord, Node, event_nodes, thing_nodes
from kg.resolve.mention_pairs import PairColumns, countries, likely_columns
from kg.resolve.wording import digest

OF_ONE = 1000.0
"""What a round and the talks that it is of weigh together: they are one whatever else is in their groups."""
LEAST = {"event": 0.06, "thing": 0.08}
"""Pairs that are less likely one are not looked at again."""
JOINED = {"event": 0.16, "thing": 0.16}
"""Groups are joined while their pairs are on average so likely one (tuned on ECB+, train)."""

MOST_MENTIONS = 16_000
"""Mentions that are compared with each other, those of 30 to 100 articles; a larger story is cut by the dates of its
articles, and in each part events and what has no name are joined anew. Names are one throughout."""


def join_mentions(mentions: Sequence[MentionRecord], similarity: Callable[[str, str], float]) -> list[str]:
    """Return what each mention of a story was resolved to: an entity's key with its room, or a new node's.

    A group with a name in it is that entity; another is named by a hash of its first mention.

    Args:
        mentions: those of one story, in the order of their articles' dates and keys and of their places.
        similarity: how alike two articles are, by their keys.
    """
    if len(mentions) > MOST_MENTIONS:
        return [node for portion in _portions(mentions) for node in join_mentions(portion, similarity)]
    found = [""] * len(mentions)
    _join(mentions, event_nodes(mentions), found, similarity, kind="event")
    events = {
        (mention.article, mention.start): node
        for mention, node in zip(mentions, found, strict=True)
        if mention.form.is_event and mention.lemma not in COMMON_VERBS
    }
    _join(mentions, thing_nodes(mentions, events), found, similarity, kind="thing")
    return found


def _portions(mentions: Sequence[MentionRecord]) -> Iterator[list[MentionRecord]]:
    """Yield the mentions of as many articles in a row as may be compared; of a longer article as many mentions."""
    portion: list[MentionRecord] = []
    for _, article in groupby(mentions, key=lambda mention: mention.article):
        found = list(article)
        for start in range(0, len(found), MOST_MENTIONS):
            piece = found[start : start + MOST_MENTIONS]
            if portion and len(portion) + len(piece) > MOST_MENTIONS:
                yield portion
                portion = []
            portion += piece
    yield portion


def _join(
    mentions: Sequence[MentionRecord],
    nodes: Sequence[Node],
    found: list[str],
    similarity: Callable[[str, str], float],
    *,
    kind: str,
) -> None:
    """Group the nodes of a kind, and write down what each of their mentions was resolved to."""
    linked = np.zeros(len(nodes), dtype=np.bool_)
    edges = _noted(likely_columns(nodes, similarity, least=LEAST[kind], kind=kind), linked)
    if kind == "event":
        wholes = parts_of(nodes, mentions)
        edges = chain(edges, ((np.array([part]), np.array([whole]), np.array([OF_ONE])) for part, whole in wholes))
    groups = agglomerate_dense(len(nodes), edges, threshold=JOINED[kind], apart=_apart(nodes, kind, linked))
    names = _names(nodes, groups, mentions, kind=kind)
    for node, group in zip(nodes, groups, strict=True):
        for place in node.mentions:
            found[place] = names[group]


def _noted(edges: Iterable[PairColumns], linked: NDArray[np.bool_]) -> Iterator[PairColumns]:
    """Yield pairs, and note which nodes are in any; all pairs of a story are too many to be kept beside each other."""
    for left, right, likely in edges:
        linked[left] = linked[right] = True
        yield left, right, likely


def _apart(nodes: Sequence[Node], kind: str, linked: NDArray[np.bool_]) -> Iterator[tuple[int, int | Numbers]]:
    """Yield the nodes, each with another or with several, that may not come into one group by any chain.

    Args:
        nodes: events or things.
        kind: `event` or `thing`.
        linked: which nodes are likely one with any other; looked at once the pairs have come by.
    """
    if kind == "event":
        yield from clashing_events(nodes)
        return
    yield from _of_other_names(nodes)
    placed = [(number, found) for number in np.flatnonzero(linked).tolist() if (found := countries(nodes[number]))]
    named = [(number, found) for number, found in placed if nodes[number].name is not None]
    for number, found in placed:
        if nodes[number].name is None:
            yield from ((name, number) for name, others in named if not found & others)


def _of_other_names(nodes: Sequence[Node]) -> Iterator[tuple[int, Numbers]]:
    """Yield each entity with the others after it: what linking by names kept apart stays apart."""
    named = np.array([number for number, node in enumerate(nodes) if node.name is not None], dtype=np.int64)
    names = np.array([nodes[number].name for number in named.tolist()])
    for place, number in enumerate(named.tolist()):
        yield number, named[place + 1 :][names[place + 1 :] != names[place]]


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
