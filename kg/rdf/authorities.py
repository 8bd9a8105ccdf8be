"""Describe what an authority outside the graph calls an entity: `schema:sameAs`, and the decision it rests on.

A link stands in graph/entities, its decision in graph/decisions: `kg:left` is the entity, `kg:right` the authority's
IRI, `kg:relation` is `sameAs` or, where nothing was linked, `candidate`, `kg:decidedBy` the URL of the service.
Resolving the graph anew touches neither, for they are knowledge that came from outside.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import SDO

from kg.rdf.decisions import DECIDED_BY, DECISION, LEFT, REASON, RELATION, RIGHT, SCOPE, SCORE
from kg.rdf.identifiers import Identifiers
from kg.rdf.literals import number_literal
from kg.rdf.vocabulary import KG, TYPE, node

AUTHORITY_SAME_AS = node(SDO.sameAs)
BY_AUTHORITY = node(KG.ByAuthority)
LINK, CANDIDATE = "sameAs", "candidate"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityLink:
    """What an authority calls an entity, or might call it."""

    entity: str
    """The entity's IRI."""
    authority: str
    """The IRI of the same thing with the authority."""
    linked: bool
    """False for a candidate that was not clear enough."""
    score: float
    """0 to 1."""
    reasons: tuple[str, ...]
    service: str
    """The URL of the reconciliation service."""


def describe_authority_link(link: AuthorityLink, *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe a link or a candidate, with why."""
    graph = identifiers.graph("decisions")
    relation = LINK if link.linked else CANDIDATE
    left, right = NamedNode(link.entity), NamedNode(link.authority)
    parts = (link.entity, link.authority, relation, link.service)
    this = identifiers.room("decision", sha256("\x1f".join(parts).encode()).hexdigest()[:16])
    yield Quad(this, TYPE, DECISION, graph)
    yield Quad(this, LEFT, left, graph)
    yield Quad(this, RIGHT, right, graph)
    yield Quad(this, RELATION, Literal(relation), graph)
    yield Quad(this, SCORE, number_literal(link.score), graph)
    yield Quad(this, DECIDED_BY, Literal(link.service), graph)
    yield Quad(this, SCOPE, BY_AUTHORITY, graph)
    for reason in link.reasons:
        yield Quad(this, REASON, Literal(reason), graph)
    if link.linked:
        yield Quad(left, AUTHORITY_SAME_AS, right, identifiers.graph("entities"))
