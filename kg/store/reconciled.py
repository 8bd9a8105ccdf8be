"""What reconciliation reads and writes of a graph: entities with all their names, answers of services, links.

Answers rest in reconciled.sqlite beside the graph, so that nothing is asked twice, a run that was cut off goes on where
it stopped, and the graph itself holds only what was decided.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.authorities import AUTHORITY_SAME_AS, BY_AUTHORITY, LINK, AuthorityLink, describe_authority_link
from kg.rdf.claims import ENTITY
from kg.rdf.decisions import DECIDED_BY, LEFT, RELATION, RIGHT, SAME_AS, SCOPE
from kg.rdf.roles import HAS_ROLE
from kg.rdf.vocabulary import CLASS_BY_ENTITY_LABEL, KG, LABEL, TYPE
from kg.store.folder import GraphStore

ANSWERS = "reconciled.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
  service TEXT NOT NULL, query TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (service, query)) WITHOUT ROWID;
"""
_ENTITY_LABEL_BY_CLASS = {str(KG[name]): label for label, name in CLASS_BY_ENTITY_LABEL.items()}
TITLED = frozenset({"ORG", "FAC", "EVENT", "WORK_OF_ART"})
"""OntoNotes labels of things whose names may begin with `The`."""

MOST_SPELLINGS = 40
"""Spellings that are kept of an entity, so that memory grows with the entities and not with their mentions."""


@dataclass(slots=True, kw_only=True)
class NamedEntity:
    """An entity of the whole graph: the canonical one of its cluster, with the names of all its members."""

    iri: str
    label: str
    type: str | None
    """The OntoNotes label that most mentions have."""
    members: tuple[str, ...]
    """The IRIs of the cluster, its own first."""
    labels: tuple[str, ...]
    """Labels of the members, its own first."""
    spellings: dict[str, int]
    """How often its mentions have which words, pronouns and all, case and whitespace as in the text."""
    n_articles: int = 0
    n_mentions: int = 0
    first: str | None = None
    """ISO date of the first article that mentions it."""
    last: str | None = None
    outlets: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """Labels of the offices that articles give it."""


def survey_names(graph: GraphStore) -> list[NamedEntity]:
    """Return every canonical entity with its names and counts, in order of their IRIs; one pass over all mentions."""
    canonical = _canonical_by_member(graph)
    entities = _entities(graph, canonical)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    outlets: dict[str, set[str]] = defaultdict(set)
    seen: set[str] = set()
    article = None
    for key, outlet, published, iri, label, words, with_article in _mentions(graph.path):
        this = canonical.get(iri, iri)
        entity = entities.get(this)
        if entity is None:
            continue
        if key != article:
            article, seen = key, set()
        if this not in seen:
            seen.add(this)
            entity.n_articles += 1
            outlets[this].add(outlet)
            if published is not None:
                entity.first = min(entity.first or published, published)
                entity.last = max(entity.last or published, published)
        entity.n_mentions += 1
        for spelling in (words, f"The {words}") if with_article else (words,):
            if len(entity.spellings) < MOST_SPELLINGS or spelling in entity.spellings:
                entity.spellings[spelling] = entity.spellings.get(spelling, 0) + 1
        if label is not None:
            types[this][label] += 1
    for iri, entity in entities.items():
        entity.outlets = tuple(sorted(outlets[iri]))
        if types[iri]:
            entity.type = min(types[iri].items(), key=lambda item: (-item[1], item[0]))[0]
    return list(entities.values())


def _canonical_by_member(graph: GraphStore) -> dict[str, str]:
    found = {member: canonical.value for member, canonical in _said(graph, SAME_AS)}
    for member in found:
        steps = {member}
        while (further := found.get(found[member])) is not None and further not in steps:
            steps.add(further)
            found[member] = further
    return found


def _said(graph: GraphStore, predicate: NamedNode) -> Iterator[tuple[str, NamedNode | Literal]]:
    """Yield the IRIs of entities with what graph/entities says of them by a property."""
    for quad in graph.store.quads_for_pattern(None, predicate, None, graph.identifiers.graph("entities")):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            yield quad.subject.value, quad.object


def _entities(graph: GraphStore, canonical: dict[str, str]) -> dict[str, NamedEntity]:
    labels = {iri: label.value for iri, label in _said(graph, LABEL)}
    kinds = list(_said(graph, TYPE))
    classes = {iri: label for iri, kind in kinds if (label := _ENTITY_LABEL_BY_CLASS.get(kind.value)) is not None}
    found = sorted(iri for iri, kind in kinds if kind == ENTITY)
    roles: dict[str, set[str]] = defaultdict(set)
    for iri, role in _said(graph, HAS_ROLE):
        roles[canonical.get(iri, iri)].add(labels.get(role.value, role.value))
    members: dict[str, list[str]] = defaultdict(list)
    for iri in found:
        members[canonical.get(iri, iri)].append(iri)
    return {
        iri: NamedEntity(
            iri=iri,
            label=labels.get(iri, iri),
            type=classes.get(iri),
            members=(iri, *(one for one in group if one != iri)),
            labels=tuple(dict.fromkeys(labels[one] for one in (iri, *group) if one in labels)),
            spellings={},
            roles=tuple(sorted(roles[iri])),
        )
        for iri, group in sorted(members.items())
    }


def _mentions(folder: Path) -> Iterator[tuple[str, str, str | None, str, str | None, str, bool]]:
    """Yield every mention of an entity, article by article.

    Article key, outlet, date, IRI, label, words, and whether `The` stands before it, which belongs to some names.
    """
    db = sqlite3.connect(f"{(folder / 'articles.sqlite').absolute().as_uri()}?mode=ro", uri=True, timeout=30)
    try:
        articles = db.execute("SELECT key, outlet, published, text FROM articles ORDER BY key")
        for key, outlet, published, text in articles:
            rows = db.execute(
                "SELECT start, end, iri, type FROM mentions WHERE article = ? AND kind = 'entity'", (key,)
            )
            for start, end, iri, label in rows:
                has_article = label in TITLED and text[max(0, start - 4) : start] == "The "
                yield key, outlet, published, iri, label, text[start:end], has_article
    finally:
        db.close()


def articles_by_entity(graph: GraphStore) -> dict[str, Counter[str]]:
    """Map the IRI of each entity to the keys of the articles that mention it, with how often."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    db = sqlite3.connect(f"{(graph.path / 'articles.sqlite').absolute().as_uri()}?mode=ro", uri=True, timeout=30)
    try:
        query = "SELECT iri, article, COUNT(*) FROM mentions WHERE kind = 'entity' GROUP BY iri, article"
        for iri, article, n in db.execute(query):
            found[iri][article] = n
    finally:
        db.close()
    return found


class Answers:
    """What services answered, kept in reconciled.sqlite; a context manager that closes itself.

    Args:
        folder: the graph's folder.
        service: the URL of the service.
    """

    def __init__(self, folder: Path, service: str) -> None:
        self._db = sqlite3.connect(folder / ANSWERS, timeout=1)
        self._db.executescript(_SCHEMA)
        self._service = service

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def of(self, query: str) -> list[Any] | None:
        """Return the candidates that the service answered to a query, as they came; None where it was not asked."""
        row = self._db.execute(
            "SELECT answer FROM answers WHERE service = ? AND query = ?", (self._service, query)
        ).fetchone()
        return json.loads(row[0]) if row else None

    def keep(self, answers: Mapping[str, list[Any]]) -> None:
        """Keep the answers to some queries; they are on disk at once."""
        rows = [(self._service, query, json.dumps(answer, ensure_ascii=False)) for query, answer in answers.items()]
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)

    def forget(self) -> int:
        """Forget what the service answered; return to how many queries."""
        with self._db:
            return self._db.execute("DELETE FROM answers WHERE service = ?", (self._service,)).rowcount


def replace_authority_links(
    graph: GraphStore, links: Iterable[AuthorityLink], *, service: str, asked: frozenset[str] | None = None
) -> int:
    """Replace what a service says of some entities, and return how many links there were before.

    Args:
        graph: open for writing.
        links: what it says now, undecided candidates included.
        service: its URL.
        asked: the IRIs of the entities that it was asked for; None for all.
    """
    graph.touch("entities", "decisions")
    n_before = _remove(graph, service, asked)
    for link in links:
        graph.store.extend(describe_authority_link(link, identifiers=graph.identifiers))
    graph.store.flush()
    return n_before


def _remove(graph: GraphStore, service: str, asked: frozenset[str] | None) -> int:
    decisions, entities = graph.identifiers.graph("decisions"), graph.identifiers.graph("entities")
    n_links = 0
    for this in _decisions(graph, DECIDED_BY, Literal(service)):
        said = graph.describe_subject(this, decisions)
        left, right = said[LEFT][0], said[RIGHT][0]
        if BY_AUTHORITY not in said.get(SCOPE, ()) or (asked is not None and left.value not in asked):
            continue
        for quad in list(graph.store.quads_for_pattern(this, None, None, decisions)):
            graph.store.remove(quad)
        if Literal(LINK) in said[RELATION] and isinstance(left, NamedNode):
            n_links += 1
            if not _is_said_elsewhere(graph, left, right):
                graph.store.remove(Quad(left, AUTHORITY_SAME_AS, right, entities))
    return n_links


def _decisions(graph: GraphStore, predicate: NamedNode, value: NamedNode | Literal) -> list[NamedNode]:
    found = graph.store.quads_for_pattern(None, predicate, value, graph.identifiers.graph("decisions"))
    return [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]


def _is_said_elsewhere(graph: GraphStore, left: NamedNode, right: NamedNode | Literal) -> bool:
    """Tell whether another service's decision supports the same link."""
    decisions = graph.identifiers.graph("decisions")
    others = (graph.describe_subject(other, decisions) for other in _decisions(graph, LEFT, left))
    return any(right in said.get(RIGHT, ()) and Literal(LINK) in said.get(RELATION, ()) for said in others)
