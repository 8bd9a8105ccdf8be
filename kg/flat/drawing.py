"""Claim rows that are enough to draw by: who tells what of whom on which day, without the sentences.

They come from the integer columns alone, so that hundreds of claims with thousands of assertions take milliseconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kg.flat.choice import Choice
from kg.flat.flat import Flat
from kg.flat.make_assertions import NEGATIVE, POLARITIES
from kg.flat.page_records import Edge
from kg.flat.records import Thing
from kg.flat.tallying import Tally, day_of
from kg.records import ClaimRow


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRows:
    """Rows to draw."""

    edges: tuple[Edge, ...]
    """The claims that they tell, those of most outlets first."""
    rows: tuple[ClaimRow, ...]
    """Of the claims of most outlets; `claim` is the claim's key, and all that is not drawn is empty."""
    things: tuple[Thing, ...]
    """What the claims tie."""
    total: int
    """Claims that match and tie two things, drawn or not; a claim and its denial are two."""
    n_lone: int
    """Claims that match and name fewer than two things."""


def read_drawn(flat: Flat, choice: Choice, *, limit: int, at: tuple[str, str] | None = None) -> DrawnRows:
    """Return what to draw of a choice.

    Args:
        flat: the table.
        choice: which assertions count.
        limit: at most so many claims, those of most outlets first.
        at: room and key of a thing that all of them are about.

    Raises:
        NotInGraph: where there is no such thing.
    """
    found = flat.edges(choice, limit=limit) if at is None else flat.neighbours(*at, choice, limit=limit)
    tally = flat._tally  # noqa: SLF001 - of the same stage; pages need no more of it than this
    members = _members(tally, choice, found.edges)
    rows = [row for edge, numbers in zip(found.edges, members, strict=True) for row in _rows(tally, edge, numbers)]
    things = {thing.path: thing for edge in found.edges for thing in (edge.source, edge.target)}
    return DrawnRows(
        edges=found.edges,
        rows=tuple(rows),
        things=tuple(things.values()),
        total=found.total,
        n_lone=found.n_lone,
    )


def _members(tally: Tally, choice: Choice, edges: tuple[Edge, ...]) -> list[list[int]]:
    """Return the numbers of the assertions of each edge."""
    claims = [tally.reading.number("claims", edge.claim.key) for edge in edges]
    negative = [edge.polarity == POLARITIES[NEGATIVE] for edge in edges]
    place = {key: i for i, key in enumerate(zip(claims, negative, strict=True))}
    mask = tally.chooser.mask(choice) & np.isin(tally.file.column("claim"), claims)
    numbers = np.flatnonzero(mask)
    found: list[list[int]] = [[] for _ in edges]
    said = tally.file.column("claim")[numbers].tolist()
    denied = (tally.file.column("polarity")[numbers] == NEGATIVE).tolist()
    for number, key in zip(numbers.tolist(), zip(said, denied, strict=True), strict=True):
        if key in place:
            found[place[key]].append(number)
    return found


def _rows(tally: Tally, edge: Edge, numbers: list[int]) -> Iterator[ClaimRow]:
    """Yield the rows of an edge, without their sentences."""
    file, base = tally.file, tally.file.base
    outlets, days = file.column("outlet"), file.column("day")
    voices, certainties = file.column("voice"), file.column("certainty")
    source, target = (f"{base.rstrip('/')}{thing.path}" for thing in (edge.source, edge.target))
    for number in numbers:
        outlet, day = tally.reading.outlets[int(outlets[number])].label, day_of(int(days[number]))
        yield ClaimRow(
            assertion=str(number),
            claim=edge.claim.key,
            article=day or "",
            outlet=outlet,
            published=day,
            url=None,
            title=None,
            speaker=None,
            speaker_iri=None,
            cue=None,
            voice=file.words["voice"][int(voices[number])],
            subject=edge.source.label,
            subject_iri=source,
            predicate=edge.predicate,
            object=edge.target.label,
            object_iri=target,
            about=edge.target.label,
            about_iri=target,
            event_type=edge.event,
            polarity=edge.polarity,
            certainty=file.words["certainty"][int(certainties[number])],
            tense="",
            time=None,
            place=None,
            quantity=None,
            unit=None,
            sentence="",
            start=0,
            end=0,
            confidence=0.0,
            rule="",
            relation=edge.relation,
        )
