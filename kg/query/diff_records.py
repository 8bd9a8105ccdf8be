"""What a comparison of two graphs finds: one change at a time."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What changed."""

    ARTICLE = "article"
    ASSERTION = "assertion"
    ENTITY = "entity"
    CLAIM = "claim"
    LINK = "link"
    """That a claim contradicts, refines or entails another, that an entity acts for another, or an article copies."""
    VERDICT = "verdict"
    """What a person decided."""
    GRAPH = "graph"
    """A shared graph as a whole, where something else may differ: labels, scores, reasons."""


class Turn(StrEnum):
    """How it changed."""

    ADDED = "added"
    REMOVED = "removed"
    REVISED = "revised"
    """The outlet changed the text."""
    READ_ANEW = "read anew"
    """The same text, by another version or model of kg."""
    CHANGED = "changed"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two graphs."""

    what: Kind
    turn: Turn
    name: str
    """A key, an IRI, or the name of a graph."""
    outlet: str | None = None
    article: str | None = None
    """The article's id."""
    old: str | None = None
    """What stood in the old graph, in words."""
    new: str | None = None
