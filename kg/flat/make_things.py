"""Entities and topics with their names, roles, authorities and places, into flat.sqlite."""

from collections.abc import Iterator
from urllib.parse import unquote

import numpy as np
from pyoxigraph import QuerySolutions

from kg.flat.bulk import BulkRows
from kg.flat.making import Making
from kg.rdf.claims import EVENT_TYPE
from kg.rdf.decisions import ACTS_FOR
from kg.rdf.places import IN_COUNTRY, PLACE_KIND, POPULATION
from kg.rdf.roles import HAS_ROLE, N_ARTICLES, OF, PAST, SEEN_FROM, SEEN_TO
from kg.rdf.vocabulary import TYPE

ROOMS = ("entity/", "topic/")
GENERAL = ("Entity", "Topic")
"""Classes that say nothing more than the room does."""

_AUTHORITIES = """SELECT ?left ?right ?relation ?score ?by { GRAPH graph:decisions {
  ?this kg:scope kg:ByAuthority ; kg:left ?left ; kg:right ?right ; kg:relation ?relation ; kg:score ?score ;
    kg:decidedBy ?by } }"""


def make_things(making: Making, rows: BulkRows) -> None:
    """Write all entities and topics; those of assertions have their numbers already, the rest comes after them."""
    for thing in rows.labels:
        if thing.startswith(ROOMS):
            making.things.of(rows.same.get(thing, thing))
    types, events = _types(making), making.columns.single(EVENT_TYPE, "entities")
    n = len(making.things)
    n_by = np.bincount(making.column("speaker_id"), minlength=n).tolist()
    n_about = np.bincount(making.column("thing_id"), minlength=n).tolist()

    def lines() -> Iterator[tuple[object, ...]]:
        for number, thing in enumerate(map(str, making.things.keys())):
            room, _, encoded = thing.partition("/")
            key = unquote(encoded)
            kind = types.get(thing) if room == "entity" else _fragment(events.get(thing))
            label = rows.labels.get(thing) or key.replace("-", " ")
            yield number, room, key, label, kind, n_by[number], n_about[number]

    making.insert("things", lines())
    making.insert("thing_aliases", _aliases(making, rows))
    making.insert("acts_for", _acts_for(making, rows))
    making.insert("roles", _roles(making, rows))
    making.insert("authorities", _authorities(making, rows))
    making.insert("facts", _facts(making, rows))


def _types(making: Making) -> dict[str, str]:
    found: dict[str, str] = {}
    for thing, iri in making.columns.pairs(TYPE, "entities"):
        name = _fragment(iri) or ""
        if thing.startswith("entity/") and name not in GENERAL:
            found[thing] = min(name, found.get(thing, name))
    return found


def _aliases(making: Making, rows: BulkRows) -> Iterator[tuple[object, ...]]:
    for thing, canonical in sorted(rows.same.items()):
        number = making.things.known(canonical)
        if thing.startswith(ROOMS) and number is not None:
            room, _, key = thing.partition("/")
            yield room, unquote(key), rows.labels.get(thing), number


def _number(making: Making, rows: BulkRows, thing: str) -> int | None:
    return making.things.known(rows.same.get(thing, thing))


def _acts_for(making: Making, rows: BulkRows) -> list[tuple[int, int]]:
    found = set()
    for thing, target in making.columns.pairs(ACTS_FOR, "entities"):
        one, other = _number(making, rows, thing), _number(making, rows, target)
        if one is not None and other is not None and one != other:
            found.add((one, other))
    return sorted(found)


def _roles(making: Making, rows: BulkRows) -> Iterator[tuple[object, ...]]:
    read = making.columns
    targets, n_articles = read.single(OF, "entities"), read.single(N_ARTICLES, "entities")
    first, last, past = (read.single(one, "entities") for one in (SEEN_FROM, SEEN_TO, PAST))
    for thing, role in sorted(set(read.pairs(HAS_ROLE, "entities"))):
        number = _number(making, rows, thing)
        if number is not None:
            target = _number(making, rows, targets[role]) if role in targets else None
            is_past = past.get(role) == "true"
            label = rows.labels.get(role) or role
            yield number, label, target, first.get(role), last.get(role), is_past, int(n_articles.get(role, "0"))


def _authorities(making: Making, rows: BulkRows) -> list[tuple[object, ...]]:
    found = making.graph.query(_AUTHORITIES)
    assert isinstance(found, QuerySolutions)
    lines = set()
    for row in found:
        number = _number(making, rows, row["left"].value[len(making.graph.base) :])
        if number is not None:
            is_linked = row["relation"].value == "sameAs"
            lines.add((number, row["right"].value, row["by"].value, float(row["score"].value), is_linked))
    return sorted(lines)


def _facts(making: Making, rows: BulkRows) -> Iterator[tuple[object, ...]]:
    read = making.columns
    for name, predicate in (("kind of place", PLACE_KIND), ("country", IN_COUNTRY), ("inhabitants", POPULATION)):
        for thing, value in sorted(read.single(predicate, "entities").items()):
            number = _number(making, rows, thing)
            if number is not None:
                words = rows.labels.get(rows.same.get(value, value)) or value if predicate == IN_COUNTRY else value
                yield number, name, words.removeprefix("entity/").replace("-", " ") if words == value else words


def _fragment(iri: str | None) -> str | None:
    return iri.rpartition("#")[2] if iri is not None else None
