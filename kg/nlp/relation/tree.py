"""The dependency tree as plain nodes: spaCy's token attributes are read once, and rules walk lists."""

from dataclasses import dataclass, field
from operator import attrgetter
from typing import Optional

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, LENGTH, LOWER, ORTH, POS, SENT_START, SPACY, TAG  # type: ignore[import-not-found] # compiled, without a stub
from spacy.tokens import Doc

position = attrgetter("i")
"""The key that sorts nodes into text order."""
NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})


@dataclass(slots=True, eq=False)
class Node:
    """A word with its place in the tree (Universal Dependencies labels)."""

    i: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    start: int
    """Offset of its first character in the text."""
    end: int
    entity: str
    """The label of the entity that it is part of, or the empty string."""
    entity_start: bool
    sentence: int
    """The index of its sentence."""
    head: Optional["Node"] = None
    """None at the root of a sentence."""
    children: list["Node"] = field(default_factory=list)
    name: tuple["Node", ...] = ()
    """The other words of the name that it heads, wherever the parser has put them."""

    def child(self, *labels: str) -> Optional["Node"]:
        """Return the first dependent with one of the labels."""
        for child in self.children:
            if child.dep in labels:
                return child
        return None

    def child_list(self, *labels: str) -> list["Node"]:
        """Return the dependents with one of the labels, in the order of the text."""
        return [child for child in self.children if child.dep in labels]

    def has(self, *labels: str) -> bool:
        """Tell whether it has a dependent with one of the labels."""
        return any(child.dep in labels for child in self.children)

    def subtree(self) -> list["Node"]:
        """Return the node and all below it, in the order of the text."""
        found = [self]
        for node in found:
            if node.children:
                found.extend(node.children)
        if len(found) > 1:
            found.sort(key=position)
        return found

    def move(self, head: Optional["Node"], dep: str) -> None:
        """Hang the node elsewhere; None makes it a root."""
        if self.head is not None:
            self.head.children.remove(self)
        self.head, self.dep = head, dep
        if head is not None:
            head.children.append(self)
            head.children.sort(key=position)


COLUMNS = (ORTH, LOWER, LEMMA, POS, TAG, DEP, HEAD, ENT_TYPE, ENT_IOB, SENT_START, LENGTH, SPACY)
SHARED = "kg_tree"
BEGINS = 3
"""spaCy's `ENT_IOB` of the first token of an entity."""


def read_tree(doc: Doc) -> list[Node]:
    """Return one node per token of a parsed Doc, at the token's index."""
    table = doc.to_array(list(COLUMNS))
    strings = doc.vocab.strings
    text_by_hash = {int(key): strings[int(key)] for key in np.unique(table[:, :6])}
    entity_by_hash = {int(key): strings[int(key)] for key in np.unique(table[:, 7])}
    heads = table[:, 6].astype(np.int64).tolist()
    nodes: list[Node] = []
    start, sentence = 0, -1
    for i, row in enumerate(table.tolist()):
        orth, lower, lemma, pos, tag, dep, _, entity, iob, sent_start, length, space = row
        sentence += sent_start == 1 or sentence < 0
        nodes.append(
            Node(
                i=i,
                text=text_by_hash[orth],
                lower=text_by_hash[lower],
                lemma=text_by_hash[lemma],
                pos=text_by_hash[pos],
                tag=text_by_hash[tag],
                dep=text_by_hash[dep],
                start=start,
                end=start + length,
                entity=entity_by_hash[entity],
                entity_start=iob == BEGINS,
                sentence=sentence,
            )
        )
        start += length + space
    _hang(nodes, heads)
    _join_names(nodes)
    return nodes


def share_tree(doc: Doc, nodes: list[Node]) -> None:
    """Leave a tree on its Doc for the next component that reads it."""
    doc.user_data[SHARED] = nodes


def take_tree(doc: Doc) -> list[Node]:
    """Return the tree that was left on a Doc, with the entities as they are now, and take it off; else read it anew."""
    nodes: list[Node] | None = doc.user_data.pop(SHARED, None)
    if nodes is None:
        return read_tree(doc)
    kinds = doc.to_array([ENT_TYPE, ENT_IOB]).tolist()
    strings = doc.vocab.strings
    for node, (entity, iob) in zip(nodes, kinds, strict=True):
        node.entity = strings[entity] if entity else ""
        node.entity_start = iob == BEGINS
        node.name = ()
    _join_names(nodes)
    return nodes


def _hang(nodes: list[Node], heads: list[int]) -> None:
    """Set heads by their distance; white space has a head, but is nobody's child."""
    for node, distance in zip(nodes, heads, strict=True):
        if distance:
            node.head = nodes[node.i + distance]
            if node.pos != "SPACE" and not node.text.isspace():
                node.head.children.append(node)


def write_tree(doc: Doc, nodes: list[Node]) -> None:
    """Write heads, labels and tags of changed nodes back on their Doc."""
    attributes = [HEAD, DEP, TAG, POS]
    strings = doc.vocab.strings
    rows = np.zeros((len(nodes), len(attributes)), dtype=np.int64)
    for node in nodes:
        offset = node.head.i - node.i if node.head is not None else 0
        hashes = np.array([strings.add(value) for value in (node.dep, node.tag, node.pos)], dtype=np.uint64)
        rows[node.i, 0], rows[node.i, 1:] = offset, hashes.astype(np.int64)
    doc.from_array(attributes, rows.astype(np.uint64))  # type: ignore[arg-type] # spaCy's stub wants a protocol that numpy fits


def _join_names(nodes: list[Node]) -> None:
    """Give the topmost word of each person's or organisation's name the others, so that no phrase cuts a name."""
    i = 0
    while i < len(nodes):
        end = i + 1
        while (
            end < len(nodes)
            and nodes[end].entity
            and nodes[end].entity == nodes[i].entity
            and not nodes[end].entity_start
        ):
            end += 1
        if nodes[i].entity in NAMES and end - i > 1:
            part = nodes[i:end]
            for node in part:
                if node.head is None or node.head not in part:
                    node.name = tuple(other for other in part if other is not node and other.head not in part)
        i = end
