"""From record keys to IRIs and back.

Every IRI is a function of the article and the lexicon alone, so that two builds of the same input name the same
things alike; there are no blank nodes.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from kg.lexicon.inflection import participle
from kg.rdf.literals import literal
from kg.rdf.vocabulary import REL
from kg.records import Claim, ClaimArgument, Kind, Reference, Span

Term = NamedNode | Literal

PREPOSITIONLESS_ROLES = frozenset({"subject", "object", "recipient", "complement", "clause", "time"})
"""Roles of arguments that no preposition leads."""


@lru_cache(maxsize=100_000)
def encode_key(key: str) -> str:
    """Percent-encode a key for the last part of an IRI (RFC 3987: only letters that every tool reads are kept)."""
    return quote(key, safe="-._~")


@lru_cache(maxsize=10_000)
def slug(label: str) -> str:
    """Return a label as a key: `Kyiv Dispatch` → `kyiv-dispatch`; a hash where no letter or digit is left."""
    flat = unicodedata.normalize("NFKD", label).casefold()
    kept = "".join(char for char in flat if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "-", kept).strip("-") or sha256(label.encode()).hexdigest()[:16]


@lru_cache(maxsize=50_000)
def relation(predicate: str, *, passive: bool = False, preposition: str = "") -> NamedNode:
    """Return the IRI of a relation: `rel:break-out`, `rel:be-held` in the passive, `rel:meet-in` with a preposition."""
    words = f"be {participle(predicate)}" if passive else predicate
    return NamedNode(str(REL) + encode_key(slug(f"{words} {preposition}")))


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The IRIs of the data under one base IRI."""

    base: str

    def room(self, room: str, key: str) -> NamedNode:
        """Return the IRI of a key in a room such as `entity` or `graph`."""
        return NamedNode(f"{self.base}{room}/{encode_key(key)}")

    def graph(self, name: str) -> NamedNode:
        """Return the IRI of a shared graph: sources, entities, claims, decisions, reviews."""
        return self.room("graph", name)

    def reference(self, reference: Reference) -> Term:
        """Return the IRI of an entity or topic, or the literal of a value."""
        if reference.kind is Kind.VALUE:
            return literal(reference.key, reference.type)
        return self.room(reference.kind.value, reference.key)

    def anchor(self, article: str, span: Span) -> str:
        """Return the IRI, as text, of a place in an article's text."""
        return f"{self.base}anchor/{article}-{span.start}-{span.end}"

    def sentence(self, article: str, span: Span) -> NamedNode:
        """Return the IRI of a sentence of an article."""
        return NamedNode(f"{self.base}sentence/{article}-{span.start}-{span.end}")

    def argument(self, argument: ClaimArgument) -> NamedNode:
        """Return the IRI of an argument; equal arguments of several claims share it."""
        reference = argument.reference
        label = reference.label if reference.kind is Kind.VALUE else ""
        parts = (argument.role, reference.kind.value, reference.key, label)
        return self.room("argument", sha256("\x1f".join(parts).encode()).hexdigest()[:16])

    def key(self, iri: NamedNode | str) -> tuple[str, str]:
        """Return the room and the key of an IRI under the base; the inverse of `room`."""
        value = iri if isinstance(iri, str) else iri.value
        room, _, key = value.removeprefix(self.base).partition("/")
        return room, unquote(key)


def plain_relation(claim: Claim) -> tuple[NamedNode, Reference] | None:
    """Return the relation and the object of a claim's plain triple; None where no object of any kind is there.

    The object is the claim's own, or what its object clause is about; else an argument that a preposition leads,
    which then belongs to the relation (`rel:meet-in`); else a complement.
    """
    target = claim.object or claim.about
    if target is not None:
        return relation(claim.predicate, passive=claim.passive), target
    for argument in claim.arguments:
        if argument.role not in PREPOSITIONLESS_ROLES:
            found = relation(claim.predicate, passive=claim.passive, preposition=argument.role)
            return found, argument.reference
    for argument in claim.arguments:
        if argument.role == "complement":
            return relation(claim.predicate, passive=claim.passive), argument.reference
    return None
