"""Describe how the claims of several articles relate, and why; in graph/claims, with reasons in graph/decisions.

asr:1 kg:says clm:9 .                     the claim that an assertion was resolved to, one for each assertion
clm:7 kg:sameAs clm:9 .                   where all assertions of a claim were
clm:9 kg:contradicts clm:4 .              also kg:refines and kg:entails
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from pyoxigraph import Literal, Quad

from kg.lexicon.agencies import Agency
from kg.rdf.decisions import (
    ACROSS_ARTICLES,
    DECIDED_BY,
    DECISION,
    LEFT,
    REASON,
    RELATION,
    RIGHT,
    SAME_AS,
    SCOPE,
    SCORE,
)
from kg.rdf.identifiers import Identifiers
from kg.rdf.literals import number_literal
from kg.rdf.origins import ORIGIN, describe_agency, origin_node
from kg.rdf.vocabulary import KG, TYPE, node
from kg.records import ClaimLink, ClaimRelation, ClusterLink

SAYS, SPLIT_FROM = node(KG.says), node(KG.splitFrom)


def describe_says(clusters: Mapping[str, str], *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe which claim each assertion was resolved to."""
    graph = identifiers.graph("claims")
    for assertion, claim in clusters.items():
        yield Quad(identifiers.room("assertion", assertion), SAYS, identifiers.room("claim", claim), graph)


def describe_assertion_origins(
    found: Iterable[tuple[str, str, Agency | None]], *, identifiers: Identifiers
) -> Iterator[Quad]:
    """Describe where each assertion comes from, and the agencies that only sentences credit."""
    graph = identifiers.graph("claims")
    described: set[str] = set()
    for assertion, key, credit in found:
        yield Quad(identifiers.room("assertion", assertion), ORIGIN, origin_node(key, identifiers=identifiers), graph)
        if credit is not None and key not in described:
            described.add(key)
            yield from describe_agency(key, identifiers=identifiers)


def describe_same(canonical: Mapping[str, str | None], *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe which claims are one wherever they are told."""
    graph = identifiers.graph("claims")
    for claim, key in sorted(canonical.items()):
        if key is not None and key != claim:
            yield Quad(identifiers.room("claim", claim), SAME_AS, identifiers.room("claim", key), graph)


def describe_claim_relations(
    relations: Iterable[ClusterLink],
    links: Iterable[ClaimLink],
    clusters: Mapping[str, str],
    *,
    identifiers: Identifiers,
) -> Iterator[Quad]:
    """Describe how clusters relate, and the best reason for every two claims that were judged the same."""
    graph = identifiers.graph("claims")
    for one in relations:
        left, right = identifiers.room("claim", one.left), identifiers.room("claim", one.right)
        yield Quad(left, node(KG[one.relation.value]), right, graph)
        yield from _decide("claim", one, identifiers=identifiers)
    for link in links:
        if link.relation is ClaimRelation.SAME and clusters.get(link.left) == clusters.get(link.right):
            yield from _decide("assertion", link, identifiers=identifiers)


def _decide(room: str, link: ClusterLink | ClaimLink, *, identifiers: Identifiers) -> Iterator[Quad]:
    graph = identifiers.graph("decisions")
    left, right = identifiers.room(room, link.left), identifiers.room(room, link.right)
    parts = (left.value, right.value, link.relation.value, link.decided_by)
    this = identifiers.room("decision", sha256("\x1f".join(parts).encode()).hexdigest()[:16])
    yield Quad(this, TYPE, DECISION, graph)
    yield Quad(this, LEFT, left, graph)
    yield Quad(this, RIGHT, right, graph)
    yield Quad(this, RELATION, Literal(link.relation.value), graph)
    yield Quad(this, SCORE, number_literal(round(link.score, 3)), graph)
    yield Quad(this, DECIDED_BY, Literal(link.decided_by), graph)
    yield Quad(this, SCOPE, ACROSS_ARTICLES, graph)
    for reason in link.reasons:
        yield Quad(this, REASON, Literal(reason), graph)
