"""An entity or topic: what it is called, does, says and is said of it."""

from pathlib import Path

import numpy as np

from kg.errors import NotInGraph
from kg.flat.asking_graph import read_decisions
from kg.flat.file import Mask
from kg.flat.page_records import AuthorityLine, EntityPage, RoleLine
from kg.flat.records import PeriodCount, Thing
from kg.flat.tallying import Tally

N_LISTED = 12
N_CLAIMS = 20
N_DECISIONS = 50
N_ASKED = 40
"""Members whose decisions are looked for."""


def read_entity(tally: Tally, folder: Path | None, room: str, key: str) -> EntityPage:
    """Return an entity or topic; one that is the same as another is answered as that one.

    Raises:
        NotInGraph: where it is not there.
    """
    reading = tally.reading
    number = reading.known_thing(room, key)
    if number is None:
        raise NotInGraph(key, rooms=(room,))
    thing = reading.things([number])[number]
    aliases = tally.file.lines("SELECT key, label FROM thing_aliases WHERE thing = ? ORDER BY key", (number,))
    keys = (thing.key, *(alias for alias, _ in aliases))
    by, about = (tally.chooser.of_things(column, [number]) for column in ("speaker", "thing"))
    first, last = tally.days(by | about)
    return EntityPage(
        thing=thing,
        names=tuple(dict.fromkeys((thing.label, *(label for _, label in aliases if label)))),
        keys=keys,
        roles=_roles(tally, number),
        acts_for=_linked(tally, "SELECT target FROM acts_for WHERE thing = ?", number),
        acted_for_by=_linked(tally, "SELECT thing FROM acts_for WHERE target = ?", number),
        authorities=_authorities(tally, number),
        facts=tuple(tally.file.lines("SELECT name, value FROM facts WHERE thing = ?", (number,))),
        n_articles=tally.n_different("article", by | about),
        n_by=int(np.count_nonzero(by)),
        n_about=int(np.count_nonzero(about)),
        first=first,
        last=last,
        by_month=_periods(tally, by, about, "M"),
        by_day=_periods(tally, by, about, "D"),
        quoted_by=tally.by_outlet(by),
        told_of_by=tally.by_outlet(about),
        speaks_about=tally.top_things("thing", by, limit=N_LISTED, without=(number,)),
        spoken_of_by=tally.top_things("speaker", about, limit=N_LISTED, without=(number,)),
        events=tally.values("event", about),
        claims_by=tally.top_claims(by, limit=N_CLAIMS),
        claims_about=tally.top_claims(about, limit=N_CLAIMS),
        contested=tally.contested(among=by | about, limit=N_LISTED),
        near=tally.top_things("thing", about, limit=N_LISTED, without=(number,)),
        decisions=read_decisions(reading, folder, thing.room, keys[:N_ASKED], limit=N_DECISIONS) if folder else (),
    )


def _periods(tally: Tally, by: Mask, about: Mask, unit: str) -> tuple[PeriodCount, ...]:
    zeros = np.zeros(tally.file.n, dtype=np.int32)
    found = tally.by_period(by, zeros, ("by",), unit=unit) + tally.by_period(about, zeros, ("about",), unit=unit)
    return tuple(sorted(found, key=lambda one: (one.period, one.key)))


def _linked(tally: Tally, query: str, number: int) -> tuple[Thing, ...]:
    things = tally.reading.things(one for (one,) in tally.file.lines(query, (number,)))
    return tuple(sorted(things.values(), key=lambda thing: (thing.label, thing.key)))


def _roles(tally: Tally, number: int) -> tuple[RoleLine, ...]:
    lines = tally.file.lines(
        "SELECT label, of, first, last, past, n_articles FROM roles WHERE thing = ? ORDER BY past DESC, first, label",
        (number,),
    )
    things = tally.reading.things(line[1] for line in lines if line[1] is not None)
    return tuple(
        RoleLine(label=label, of=things.get(of), first=first, last=last, past=bool(past), n_articles=n_articles)
        for label, of, first, last, past, n_articles in sorted(lines, key=lambda line: (line[2] or "", line[0]))
    )


def _authorities(tally: Tally, number: int) -> tuple[AuthorityLine, ...]:
    query = """SELECT iri, service, score, is_linked FROM authorities WHERE thing = ?
      ORDER BY is_linked DESC, score DESC, iri"""
    return tuple(
        AuthorityLine(iri=iri, service=service, score=score, linked=bool(linked))
        for iri, service, score, linked in tally.file.lines(query, (number,))
    )
