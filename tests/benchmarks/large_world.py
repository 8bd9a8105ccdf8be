"""The invented world of the large graph: who is in it, what happens, which outlet reports on it and how it takes sides.

large_words.toml → outlets, entities by a Zipf distribution → plots (stories of facts) → issues (articles to be written)
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from kg.rdf.identifiers import slug
from kg.records import Kind, Reference

FIRST_DAY, DAYS = date(2023, 1, 2), 710
ARTICLES, STORIES, ENTITIES = 0.03, 0.0025, 0.05
"""For each assertion of the graph."""
FACTS = 0.16
"""For each assertion of a story: few enough that most are told again."""
CONTESTED, EXCLUSIVE, AHEAD = 0.12, 0.1, 0.15
"""The parts of the facts that outlets contradict each other about, that one outlet alone tells, that are to come."""
REPRINTED, UNDATED = 0.07, 0.005
"""The parts of the articles that are printed from another outlet's text, and that have no date."""
ALIASES = 0.03
"""People whom some outlets name otherwise, those named most, for each entity; eight at least."""
TYPES = ("PERSON", "PERSON", "PERSON", "ORG", "ORG", "GPE", "GPE", "FAC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A verb, and what it is done to."""

    lemma: str
    past: str
    event: str | None = None
    things: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    people: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happens, and how outlets differ about it."""

    number: int
    """Within its plot."""
    subject: Reference
    act: Act
    object: Reference
    quantity: int | None
    rival: int | None
    """The quantity that some outlets give instead."""
    denied: bool
    """Whether some outlets say that it is not so."""
    place: Reference | None
    day: str | None
    ahead: bool
    only: int | None
    """The number of the outlet that alone tells it."""
    speakers: tuple[Reference, ...]

    def opposes(self, outlet: int) -> bool:
        """Tell whether an outlet tells the other side of it."""
        return (self.denied or self.rival is not None) and (outlet + self.number) % 3 == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What a story is about."""

    key: str
    label: str
    first: date
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An article that is to be written."""

    id: str
    plot: Plot
    outlet: int
    day: date | None
    n_assertions: int
    text_by: int
    """The number of the outlet whose text it is: its own, or the one that it reprints."""
    seed: str
    """Equal seeds of one outlet's text give equal texts."""
    reprints: str | None = None
    """The id of the article that it is printed from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that the articles are written from."""

    outlets: tuple[str, ...]
    entities: tuple[Reference, ...]
    """Those named most first."""
    aliases: dict[str, Reference]
    """What some outlets call an entity, by its key."""
    issues: tuple[Issue, ...]
    """Plot by plot."""


@cache
def words() -> dict[str, Any]:
    """Return the words of `large_words.toml`."""
    return tomllib.loads(Path(__file__).with_name("large_words.toml").read_text(encoding="utf-8"))


@cache
def acts() -> tuple[Act, ...]:
    """Return the acts of `large_words.toml`."""
    return tuple(
        Act(**entry | {name: tuple(entry.get(name, ())) for name in ("things", "counted")}) for entry in words()["act"]
    )


def make_world(n_assertions: int) -> World:
    """Return the world that a graph of so many assertions tells of; the same for the same number."""
    random = Random(f"world {n_assertions}")
    outlets = tuple(words()["outlets"])
    entities = tuple(_entities(random, max(40, round(n_assertions * ENTITIES))))
    people = [one for one in entities if one.type == "PERSON"]
    aliases = {one.key: _alias(one) for one in people[: max(8, round(len(entities) * ALIASES))]}
    n_stories = max(3, round(n_assertions * STORIES))
    n_articles = max(2 * n_stories, round(n_assertions * ARTICLES))
    sizes = _shares(n_articles, [(place + 1) ** -0.5 for place in range(n_stories)], least=2)
    quotas = _shares(n_assertions, [random.uniform(0.6, 1.4) for _ in range(n_articles)], least=1)
    issues: list[Issue] = []
    for number, size in enumerate(sizes):
        quota = quotas[len(issues) : len(issues) + size]
        plot = _plot(number, entities, n_facts=8 + round(sum(quota) * FACTS), n_outlets=len(outlets))
        issues += _issues(plot, quota, n_outlets=len(outlets))
    return World(outlets=outlets, entities=entities, aliases=aliases, issues=tuple(issues))


def _shares(total: int, weights: Sequence[float], *, least: int) -> list[int]:
    """Part a total by weights, each part at least so large."""
    rest, whole = total - least * len(weights), sum(weights)
    ends = [round(rest * share / whole) for share in accumulate(weights)]
    return [least + end - start for start, end in zip([0, *ends], ends, strict=False)]


def _entities(random: Random, n: int) -> Iterator[Reference]:
    seen: set[str] = set()
    while len(seen) < n:
        kind = random.choice(TYPES)
        label = _name(random, kind)
        key = slug(label)
        if key not in seen:
            seen.add(key)
            yield Reference(kind=Kind.ENTITY, key=key, label=label, type=kind)


def _name(random: Random, kind: str) -> str:
    stock = words()
    stem = random.choice(stock["first"]) + random.choice(stock["middle"])
    if kind == "PERSON":
        return f"{random.choice(stock['given'])} {stem}{random.choice(stock['last_of_people'])}"
    place = stem + random.choice(stock["last_of_places"])
    if kind == "ORG":
        return f"{place} {random.choice(stock['bodies'])}"
    return f"{place} Station" if kind == "FAC" else place


def _alias(entity: Reference) -> Reference:
    given, _, last = entity.label.partition(" ")
    label = f"{given[0]}. {last}"
    return replace(entity, key=slug(label), label=label)


def _plot(number: int, entities: Sequence[Reference], *, n_facts: int, n_outlets: int) -> Plot:
    random = Random(f"plot {number} of {len(entities)}")
    weights = list(accumulate((rank + 3) ** -0.9 for rank in range(len(entities))))
    cast = list(dict.fromkeys(random.choices(entities, cum_weights=weights, k=12 + n_facts // 2)))
    people = [one for one in cast if one.type == "PERSON"] or [next(one for one in entities if one.type == "PERSON")]
    places = [one for one in cast if one.type in ("GPE", "FAC")] or [next(one for one in entities if one.type == "GPE")]
    theme, quality = random.choice(words()["themes"]), random.choice(words()["qualities"])
    first = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    facts = [
        _fact(random, place, cast, people=people, places=places, first=first, n_outlets=n_outlets)
        for place in range(n_facts)
    ]
    label = f"{theme}, {quality}, {places[0].label.lower()}, {people[0].label.split()[-1].lower()}"
    return Plot(key=f"{number:016x}", label=label, first=first, facts=tuple(facts))


def _fact(
    random: Random,
    number: int,
    cast: Sequence[Reference],
    *,
    people: Sequence[Reference],
    places: Sequence[Reference],
    first: date,
    n_outlets: int,
) -> Fact:
    act = random.choice(acts())
    subject = random.choice(cast)
    target, quantity = _object(random, act, [one for one in cast if one != subject])
    contested = random.random() < CONTESTED
    ahead = random.random() < AHEAD
    day = first + timedelta(days=random.randrange(-2, 3) + (14 if ahead else 0))
    return Fact(
        number=number,
        subject=subject,
        act=act,
        object=target,
        quantity=quantity,
        rival=quantity + random.randrange(2, 40) if contested and quantity is not None else None,
        denied=contested and quantity is None,
        place=random.choice(places) if random.random() < 0.4 else None,
        day=day.isoformat() if random.random() < 0.5 else None,
        ahead=ahead,
        only=random.randrange(n_outlets) if random.random() < EXCLUSIVE else None,
        speakers=tuple(random.choices(people, k=2)),
    )


def _object(random: Random, act: Act, others: Sequence[Reference]) -> tuple[Reference, int | None]:
    people = [one for one in others if one.type in ("PERSON", "ORG")] if act.people else []
    if people and random.random() < 0.5:
        return random.choice(people), None
    name = random.choice((*act.things, *act.counted))
    if name in act.counted:
        return _topic(name), random.randrange(2, 90)
    return _topic(f"{random.choice(words()['qualities'])} {name}" if random.random() < 0.3 else name), None


def _topic(label: str) -> Reference:
    return Reference(kind=Kind.TOPIC, key=slug(label), label=label)


def _issues(plot: Plot, quotas: Sequence[int], *, n_outlets: int) -> Iterator[Issue]:
    random = Random(f"issues {plot.key} {n_outlets}")
    weights = list(accumulate((rank + 4) ** -0.8 for rank in range(n_outlets)))
    own: list[Issue] = []
    for place, quota in enumerate(quotas):
        [outlet] = random.choices(range(n_outlets), cum_weights=weights)
        day = plot.first + timedelta(days=min(int(random.expovariate(0.4)), 25)) if random.random() > UNDATED else None
        name = f"{plot.key[-4:]}-{place}"
        issue = Issue(
            id=name, plot=plot, outlet=outlet, day=day, n_assertions=quota, text_by=outlet, seed=f"{plot.key} {name}"
        )
        printed = [one for one in own if one.n_assertions == quota and one.outlet != outlet and one.day is not None]
        if printed and random.random() < REPRINTED * 6:
            source = random.choice(printed)
            text = {"seed": source.seed, "text_by": source.outlet, "reprints": source.id}
            issue = replace(issue, day=source.day + timedelta(days=1) if source.day else None, **text)
        else:
            own.append(issue)
        yield issue
