"""What mentions are joined by: events one by one, things by the chains that an article has joined already.

MentionRecords of a story → Nodes (as columns of numbers) → kg.resolve.mention_pairs
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.lexicon.inflection import stem
from kg.records import Form

WIDTH = 64
"""Values of a vector of meaning."""
FORMS = {form: number for number, form in enumerate(Form)}
"""Forms by how much they tell, the most telling first."""
_NOTHING: Mapping[tuple[str, int], str] = {}
COMMON_VERBS = frozenset({"say", "tell", "be", "have", "do", "make", "go", "get", "take", "come"})
"""Verbs that stand in every article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRecord:
    """A mention as an article's own reading left it."""

    article: str
    """The key of the article's revision."""
    start: int
    end: int
    form: Form
    lemma: str
    """The base form of its head; of a time its value."""
    words: tuple[str, ...] = ()
    """Of a name: its words in lower case."""
    label: str | None = None
    """The OntoNotes label of a name; PLOVER's type of an event."""
    chain: int | None = None
    partners: tuple[str, ...] = ()
    governor: int | None = None
    """Where the verb or noun begins that it depends on."""
    role: str | None = None
    """What part it plays there."""
    traits: frozenset[str] = frozenset()
    """Number, gender, and whether it is a person or a thing, as far as known."""
    vector: bytes | None = None
    node: str | None = None
    """The entity across articles that its name stands for; None where it has no name."""
    reference: str | None = None
    """Room and key of what it refers to within the article."""

    @property
    def telling(self) -> tuple[str, ...]:
        """Return the words that its article is known by: of a name all, else the head; none of a pronoun or time."""
        return telling_words(self.form, self.lemma, self.words)


def telling_words(form: Form, lemma: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that an article is known by, of those of one of its mentions."""
    if form in (Form.PRONOUN, Form.TIME) or lemma in COMMON_VERBS:
        return ()
    return words if form is Form.NAME else (lemma,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What is joined across articles.

    An event's mention; a thing with a name, with all its mentions in a story; or a thing without one, with all its
    mentions in one article.
    """

    articles: frozenset[str]
    mentions: tuple[int, ...]
    """Positions among the story's mentions, in order of the text."""
    heads: frozenset[str]
    partners: frozenset[str]
    name: str | None
    """The entity across articles that one of its names stands for."""
    is_person: bool
    forms: frozenset[Form]
    type: str | None
    """PLOVER's type of an event."""
    parts: frozenset[str]
    """Of a thing: the events across articles that it takes part in, each with the part that it plays."""
    traits: frozenset[str]
    """Those of its mentions that are no pronouns; of its pronouns where it has no other."""
    vector: NDArray[np.float32]
    """[64], unit length; zeros where none of its mentions has one."""

    @property
    def form(self) -> Form:
        """Return the most telling form of its mentions."""
        return min(self.forms, key=FORMS.__getitem__)


def event_nodes(mentions: Sequence[MentionRecord]) -> list[Node]:
    """Return a node of each mention that tells of an event."""
    places = [(place,) for place, mention in enumerate(mentions) if mention.form.is_event]
    return list(_nodes(mentions, places, _NOTHING))


def thing_nodes(mentions: Sequence[MentionRecord], events: Mapping[tuple[str, int], str] = _NOTHING) -> list[Node]:
    """Return a node of each entity, of each chain without a name, and of each other mention of a thing.

    Args:
        mentions: those of one story.
        events: what an event was resolved to, by the article and the place where its mention begins.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    named_chain = {
        (mention.article, mention.chain): mention.node
        for mention in mentions
        if mention.chain is not None and mention.node is not None
    }
    for place, mention in enumerate(mentions):
        if not mention.form.is_event:
            groups[_group(mention, place, named_chain)].append(place)
    return list(_nodes(mentions, list(map(tuple, groups.values())), events))


def _group(mention: MentionRecord, place: int, named_chain: Mapping[tuple[str, int], str]) -> str:
    chain = named_chain.get((mention.article, mention.chain)) if mention.chain is not None else None
    name = mention.node or chain
    if name is not None:
        return f"name {name}"
    if mention.form is Form.TIME:
        return f"time {mention.article} {mention.lemma}"
    return f"place {place}" if mention.chain is None else f"chain {mention.article} {mention.chain}"


def _nodes(
    mentions: Sequence[MentionRecord], groups: Sequence[tuple[int, ...]], events: Mapping[tuple[str, int], str]
) -> Iterator[Node]:
    """Yield a node of each group of mentions, given by their positions."""
    for places, vector in zip(groups, _mean_vectors(mentions, groups), strict=True):
        own = [mentions[place] for place in places]
        telling = _telling(own)
        yield Node(
            articles=frozenset([mention.article for mention in own]),
            mentions=places,
            heads=frozenset([mention.lemma for mention in telling if mention.form is not Form.PRONOUN]),
            partners=frozenset([partner for mention in own for partner in mention.partners]),
            name=next((mention.node for mention in own if mention.node is not None), None),
            is_person=any(mention.label == "PERSON" for mention in own),
            forms=frozenset([mention.form for mention in own]),
            type=own[0].label if own[0].form.is_event else None,
            parts=frozenset(_parts(own, events)) if events else frozenset(),
            traits=own[0].traits if len(own) == 1 else frozenset().union(*[mention.traits for mention in telling]),
            vector=vector,
        )


def _telling(own: list[MentionRecord]) -> list[MentionRecord]:
    """Return those that are no pronouns; all where all are."""
    return [mention for mention in own if mention.form is not Form.PRONOUN] or own


def _parts(own: Iterable[MentionRecord], events: Mapping[tuple[str, int], str]) -> Iterator[str]:
    for mention in own:
        if mention.governor is not None and (mention.article, mention.governor) in events:
            yield f"{mention.role} {events[mention.article, mention.governor]}"


def _mean_vectors(mentions: Sequence[MentionRecord], groups: Sequence[tuple[int, ...]]) -> NDArray[np.float32]:
    """Return the mean vector of each group's telling mentions, of unit length [groups, 64]; zeros where none has one.

    Vectors are sums of whole numbers, so their order changes nothing.
    """
    rows, found = list[int](), list[bytes]()
    for row, places in enumerate(groups):
        for mention in _telling([mentions[place] for place in places]):
            if mention.vector is not None:
                rows.append(row)
                found.append(mention.vector)
    total = np.zeros((len(groups), WIDTH), dtype=np.float32)
    if found:
        np.add.at(total, rows, np.frombuffer(b"".join(found), dtype=np.int8).reshape(-1, WIDTH).astype(np.float32))
    lengths: NDArray[np.float32] = np.sqrt((total * total).sum(axis=1, keepdims=True))
    lengths[lengths == 0] = 1
    total /= lengths
    return total


def stems(node: Node) -> frozenset[str]:
    """Return the stems of a node's heads: an announcement and to announce have one."""
    return frozenset(stem(head) for head in node.heads)
