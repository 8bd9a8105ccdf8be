"""Describe offices of people with the time in which articles give them."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from pyoxigraph import Literal, Quad

from kg.rdf.identifiers import Identifiers
from kg.rdf.literals import number_literal, time_literal
from kg.rdf.vocabulary import KG, LABEL, TYPE, node
from kg.records.roles import HeldRole

HAS_ROLE, ROLE_CLASS, OFFICE, OF = node(KG.hasRole), node(KG.Role), node(KG.office), node(KG.of)
SEEN_FROM, SEEN_TO, PAST, N_ARTICLES = node(KG.seenFrom), node(KG.seenTo), node(KG.past), node(KG.articles)


def describe_roles(held: Iterable[HeldRole], *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe each office as a node of its own: who holds it, of what, and from when to when articles say so.

    A role that articles only call past has `kg:past true`: its days are those on which it was called so.
    """
    graph = identifiers.graph("entities")
    for role in held:
        parts = (role.person, role.title, role.of.key if role.of else "", str(role.past))
        this = identifiers.room("role", sha256("\x1f".join(parts).encode()).hexdigest()[:16])
        yield Quad(identifiers.room("entity", role.person), HAS_ROLE, this, graph)
        yield Quad(this, TYPE, ROLE_CLASS, graph)
        yield Quad(this, LABEL, Literal(_label(role)), graph)
        yield Quad(this, OFFICE, Literal(role.title), graph)
        yield Quad(this, N_ARTICLES, number_literal(role.n_articles), graph)
        yield Quad(this, PAST, Literal(role.past), graph)
        if role.of is not None:
            yield Quad(this, OF, identifiers.reference(role.of), graph)
        if role.seen_from is not None and role.seen_to is not None:
            yield Quad(this, SEEN_FROM, time_literal(role.seen_from), graph)
            yield Quad(this, SEEN_TO, time_literal(role.seen_to), graph)


def _label(role: HeldRole) -> str:
    former = "former " if role.past else ""
    return f"{former}{role.title}" + (f" of {role.of.label}" if role.of else "")
