"""Describe decisions and the links that follow from them; undoing a link is deleting its decision.

Decisions rest in graph/decisions. What follows from them rests beside what is linked: `kg:sameAs` from an entity or
claim to the canonical one, `kg:actsFor` from a seat or capital to who it stands for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.identifiers import Identifiers
from kg.rdf.literals import number_literal
from kg.rdf.vocabulary import KG, TYPE, node
from kg.records import Decision, Kind, Reference

DECISION, LEFT, RIGHT = node(KG.Decision), node(KG.left), node(KG.right)
RELATION, SCORE, REASON, DECIDED_BY = node(KG.relation), node(KG.score), node(KG.reason), node(KG.decidedBy)
SAME_AS, ACTS_FOR, SCOPE = node(KG.sameAs), node(KG.actsFor), node(KG.scope)
WITHIN_ARTICLE, ACROSS_ARTICLES = node(KG.WithinArticle), node(KG.AcrossArticles)
CONTRADICTS, REFINES, ENTAILS, SAYS = node(KG.contradicts), node(KG.refines), node(KG.entails), node(KG.says)
LINKS = (SAME_AS, CONTRADICTS, REFINES, ENTAILS, SAYS)
"""Properties that are written anew whenever the whole graph is resolved; `kg:actsFor` is knowledge and stays."""


def describe_decision(decision: Decision, *, identifiers: Identifiers, across: bool = False) -> Iterator[Quad]:
    """Describe why two things were or were not judged the same, and the `kg:actsFor` that follows.

    Args:
        decision: the decision.
        identifiers: the IRIs of the data.
        across: whether it was made by looking at several articles, and is made anew with each of them.
    """
    graph = identifiers.graph("decisions")
    left, right = identifiers.reference(decision.left), identifiers.reference(decision.right)
    if isinstance(left, Literal) or isinstance(right, Literal):
        return
    parts = (left.value, right.value, decision.relation, decision.decided_by, "across" if across else "within")
    this = identifiers.room("decision", sha256("\x1f".join(parts).encode()).hexdigest()[:16])
    yield Quad(this, TYPE, DECISION, graph)
    yield Quad(this, LEFT, left, graph)
    yield Quad(this, RIGHT, right, graph)
    yield Quad(this, RELATION, Literal(decision.relation), graph)
    yield Quad(this, SCORE, number_literal(decision.score), graph)
    yield Quad(this, DECIDED_BY, Literal(decision.decided_by), graph)
    yield Quad(this, SCOPE, ACROSS_ARTICLES if across else WITHIN_ARTICLE, graph)
    for reason in decision.reasons:
        yield Quad(this, REASON, Literal(reason), graph)
    if decision.relation == "actsFor" and left != right:
        yield Quad(left, ACTS_FOR, right, identifiers.graph("entities"))


def longest_label(cluster: Iterable[Reference]) -> Reference:
    """Choose the most telling member of a cluster: the one of the longest label."""
    return max(cluster, key=lambda reference: (len(reference.label), reference.kind.value, reference.key))


def describe_entity_links(
    decisions: Iterable[Decision],
    *,
    identifiers: Identifiers,
    choose: Callable[[Iterable[Reference]], Reference] = longest_label,
) -> Iterator[Quad]:
    """Describe decisions made across articles, and `kg:sameAs` from every member of a cluster to its canonical one.

    Clusters are the connected components of the decisions whose relation is `same`.
    """
    kept = tuple(decisions)
    for decision in kept:
        yield from describe_decision(decision, identifiers=identifiers, across=True)
    graph = identifiers.graph("entities")
    for cluster in clusters(kept):
        canonical = identifiers.reference(choose(cluster))
        for member in map(identifiers.reference, cluster):
            if member != canonical and isinstance(member, NamedNode):
                yield Quad(member, SAME_AS, canonical, graph)


def canonical_keys(
    decisions: Iterable[Decision], *, choose: Callable[[Iterable[Reference]], Reference] = longest_label
) -> dict[str, str]:
    """Map the key of every member of a cluster to the key of its canonical one."""
    found = {}
    for cluster in clusters(decisions):
        canonical = choose(cluster).key
        found.update({member.key: canonical for member in cluster})
    return found


def clusters(decisions: Iterable[Decision]) -> list[list[Reference]]:
    """Return the connected components of the references that are decided to be the same, in order of their keys."""
    parent: dict[tuple[Kind, str], tuple[Kind, str]] = {}
    reference_by_id: dict[tuple[Kind, str], Reference] = {}

    def root(this: tuple[Kind, str]) -> tuple[Kind, str]:
        while parent.setdefault(this, this) != this:
            parent[this] = this = parent[parent[this]]
        return this

    for decision in decisions:
        if decision.relation == "same":
            ends = [(end.kind, end.key) for end in (decision.left, decision.right)]
            reference_by_id.update(zip(ends, (decision.left, decision.right), strict=True))
            low, high = sorted(root(end) for end in ends)
            parent[high] = low
    members: dict[tuple[Kind, str], list[Reference]] = {}
    for this in sorted(reference_by_id):
        members.setdefault(root(this), []).append(reference_by_id[this])
    return list(members.values())


def describe_claim_links(
    canonical_by_claim: Mapping[str, str],
    relations: Iterable[tuple[str, str, str]] = (),
    *,
    identifiers: Identifiers,
) -> Iterator[Quad]:
    """Describe which claims are one, and how claims relate.

    Args:
        canonical_by_claim: the key of the canonical claim by the key of each claim that is equal to it.
        relations: (claim key, `contradicts` | `refines` | `supports`, claim key).
        identifiers: the IRIs of the data.
    """
    graph = identifiers.graph("claims")
    for key, canonical in canonical_by_claim.items():
        if key != canonical:
            yield Quad(identifiers.room("claim", key), SAME_AS, identifiers.room("claim", canonical), graph)
    for left, name, right in relations:
        yield Quad(identifiers.room("claim", left), node(KG[name]), identifiers.room("claim", right), graph)
