"""Describe origins: whose text each article has, what it is derived from, which agency it credits, and why.

In graph/sources, written anew whenever the graph is resolved:

    art:1 kg:origin org:9 ; kg:credits org:associated-press ; prov:wasDerivedFrom art:2 .
    org:9 a kg:Origin ; rdfs:label "…" ; kg:agency org:associated-press .
    org:associated-press a kg:Origin, kg:Agency ; rdfs:label "Associated Press" ; kg:country "US" .

In graph/decisions: the reasons, as `kg:Decision` with articles left and right.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import PROV

from kg.lexicon.agencies import agency_by_key
from kg.rdf.decisions import ACROSS_ARTICLES, DECIDED_BY, DECISION, LEFT, REASON, RELATION, RIGHT, SCOPE, SCORE
from kg.rdf.identifiers import Identifiers
from kg.rdf.literals import number_literal
from kg.rdf.vocabulary import KG, LABEL, TYPE, node
from kg.records.origin import Credit, Origin, OriginDecision, Origins

ORIGIN_CLASS, AGENCY_CLASS = node(KG.Origin), node(KG.Agency)
ORIGIN, AGENCY, CREDITS, COUNTRY = node(KG.origin), node(KG.agency), node(KG.credits), node(KG.country)
DERIVED_FROM = node(PROV.wasDerivedFrom)
ORIGIN_LINKS = (ORIGIN, CREDITS, DERIVED_FROM)
"""Properties of articles in graph/sources that are written anew whenever the whole graph is resolved."""

COPIES, SHARES_PASSAGES, REVISES, CREDITS_RELATION = "copies", "shares-passages", "revises", "credits"
DERIVED = 0.1
"""An article of which so much stands in another is derived from it."""


def describe_origins(origins: Origins, *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe every article's origin, the origins themselves, and the reasons.

    Agencies that only assertions credit are described by `describe_agency`.
    """
    graph = identifiers.graph("sources")
    for origin in origins.origins:
        yield from _describe_origin(origin, identifiers=identifiers)
    for agency in origins.agencies:
        yield from describe_agency(agency.key, agency.label, identifiers=identifiers)
    for article, key in sorted(origins.origin_by_article.items()):
        yield Quad(identifiers.room("article", article), ORIGIN, origin_node(key, identifiers=identifiers), graph)
    for article, credit in origins.credits:
        agency_node = origin_node(credit.agency, identifiers=identifiers)
        yield Quad(identifiers.room("article", article), CREDITS, agency_node, graph)
        yield from _describe_credit(article, credit, identifiers=identifiers)
    for decision in origins.decisions:
        yield from _describe_decision(decision, identifiers=identifiers)


def origin_node(key: str, *, identifiers: Identifiers) -> NamedNode:
    """Return the IRI of an origin by its key: a text's or an agency's."""
    return identifiers.room("origin", key)


def describe_agency(key: str, label: str | None = None, *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe an agency as the origin of all that is credited to it; an outlet that is none has no country."""
    graph = identifiers.graph("sources")
    this = origin_node(key, identifiers=identifiers)
    known = agency_by_key().get(key)
    yield Quad(this, TYPE, ORIGIN_CLASS, graph)
    yield Quad(this, LABEL, Literal(known.label if known else label or key), graph)
    if known is not None:
        yield Quad(this, TYPE, AGENCY_CLASS, graph)
        yield Quad(this, COUNTRY, Literal(known.country), graph)


def _describe_origin(origin: Origin, *, identifiers: Identifiers) -> Iterator[Quad]:
    graph = identifiers.graph("sources")
    this = origin_node(origin.key, identifiers=identifiers)
    yield Quad(this, TYPE, ORIGIN_CLASS, graph)
    yield Quad(this, LABEL, Literal(origin.label), graph)
    if origin.agency is not None:
        yield Quad(this, AGENCY, origin_node(origin.agency, identifiers=identifiers), graph)


def _describe_credit(article: str, credit: Credit, *, identifiers: Identifiers) -> Iterator[Quad]:
    what = "the text as a whole" if credit.whole else "a part of the text, or facts in it"
    yield from _decision(
        identifiers.room("article", article),
        origin_node(credit.agency, identifiers=identifiers),
        relation=CREDITS_RELATION,
        score=1.0,
        reasons=(f"{credit.kind}: “{credit.words}”, for {what}",),
        decided_by="agency-credit",
        identifiers=identifiers,
    )


def _describe_decision(decision: OriginDecision, *, identifiers: Identifiers) -> Iterator[Quad]:
    left, right = (identifiers.room("article", key) for key in (decision.left, decision.right))
    if decision.relation != REVISES and decision.score >= DERIVED:
        yield Quad(left, DERIVED_FROM, right, identifiers.graph("sources"))
    yield from _decision(
        left,
        right,
        relation=decision.relation,
        score=decision.score,
        reasons=decision.reasons,
        decided_by=decision.decided_by,
        identifiers=identifiers,
    )


def _decision(
    left: NamedNode,
    right: NamedNode,
    *,
    relation: str,
    score: float,
    reasons: Iterable[str],
    decided_by: str,
    identifiers: Identifiers,
) -> Iterator[Quad]:
    graph = identifiers.graph("decisions")
    parts = (left.value, right.value, relation, decided_by, "across")
    this = identifiers.room("decision", sha256("\x1f".join(parts).encode()).hexdigest()[:16])
    yield Quad(this, TYPE, DECISION, graph)
    yield Quad(this, LEFT, left, graph)
    yield Quad(this, RIGHT, right, graph)
    yield Quad(this, RELATION, Literal(relation), graph)
    yield Quad(this, SCORE, number_literal(score), graph)
    yield Quad(this, DECIDED_BY, Literal(decided_by), graph)
    yield Quad(this, SCOPE, ACROSS_ARTICLES, graph)
    for reason in reasons:
        yield Quad(this, REASON, Literal(reason), graph)
