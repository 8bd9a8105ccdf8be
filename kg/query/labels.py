"""What things are called, and which things are one, by the links between entities and between claims."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.rdf.decisions import ACTS_FOR, SAME_AS
from kg.rdf.settle import best_label
from kg.rdf.vocabulary import LABEL
from kg.records import Reference
from kg.store import GraphStore

REMEMBERED = 50_000
"""Labels and links that are kept in memory, so that it does not grow with the graph."""


class Labels:
    """Looks labels and links up and remembers them.

    Args:
        graph: the graph they are in.
    """

    def __init__(self, graph: GraphStore) -> None:
        self._graph = graph
        self._entities = graph.identifiers.graph("entities")
        self._claims = graph.identifiers.graph("claims")
        self.canonical = lru_cache(maxsize=REMEMBERED)(self._canonical)
        self.label = lru_cache(maxsize=REMEMBERED)(self._label)

    def of(self, reference: Reference | None) -> str | None:
        """Return the label of a reference, the canonical one where it was resolved."""
        if reference is None:
            return None
        term = self._graph.identifiers.reference(reference)
        return reference.label if isinstance(term, Literal) else self.label(term)

    def iri(self, reference: Reference | None) -> str | None:
        """Return the canonical IRI of a reference; None for a value."""
        if reference is None:
            return None
        term = self._graph.identifiers.reference(reference)
        return None if isinstance(term, Literal) else self.canonical(term).value

    def matching(self, pattern: str, *, roll_up: bool = False) -> frozenset[str]:
        """Return the IRIs whose own or canonical label matches a pattern; with `roll_up` also of what acts for them."""
        search = compile_pattern(pattern).search
        found = {
            quad.subject
            for quad in self._graph.store.quads_for_pattern(None, LABEL, None, self._entities)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and search(quad.object.value)
        }
        found |= {member for this in list(found) for member in self._members(this)}
        if roll_up:
            found |= {member for this in list(found) for agent in self._agents(this) for member in self._members(agent)}
        return frozenset(this.value for this in found)

    def acts_for(self, this: NamedNode) -> tuple[str, ...]:
        """Return the labels of whom a thing acts for."""
        targets = {
            quad.object
            for member in self._members(this)
            for quad in self._graph.store.quads_for_pattern(member, ACTS_FOR, None, self._entities)
        }
        return tuple(sorted(self.label(target) for target in targets if isinstance(target, NamedNode)))

    def acted_for_by(self, this: NamedNode) -> tuple[str, ...]:
        """Return the labels of what acts for a thing."""
        agents = {agent for member in self._members(this) for agent in self._agents(member)}
        return tuple(sorted(self.label(agent) for agent in agents))

    def _members(self, this: NamedNode) -> Iterator[NamedNode]:
        """Yield a thing and every thing that is the same by its links, where it is the canonical one."""
        yield this
        for quad in self._graph.store.quads_for_pattern(None, SAME_AS, this, self._entities):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject

    def _agents(self, this: NamedNode) -> Iterator[NamedNode]:
        for quad in self._graph.store.quads_for_pattern(None, ACTS_FOR, this, self._entities):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject

    def _canonical(self, this: NamedNode) -> NamedNode:
        graph = self._claims if self._graph.identifiers.key(this)[0] == "claim" else self._entities
        targets = sorted(
            quad.object.value
            for quad in self._graph.store.quads_for_pattern(this, SAME_AS, None, graph)
            if isinstance(quad.object, NamedNode)
        )
        return NamedNode(targets[0]) if targets else this

    def _label(self, this: NamedNode) -> str:
        canonical = self.canonical(this)
        found = sorted(
            quad.object.value
            for quad in self._graph.store.quads_for_pattern(canonical, LABEL, None, self._entities)
            if isinstance(quad.object, Literal)
        )
        return best_label(found) if found else self._graph.identifiers.key(this)[1].replace("-", " ")


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern, case ignored; one that is no regular expression is looked for as it stands."""
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error:
        return re.compile(re.escape(pattern), re.IGNORECASE)
