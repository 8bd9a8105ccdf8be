"""Edges to draw: claims that tie two things, those of most outlets first."""

import numpy as np

from kg.flat.choice import Choice
from kg.flat.file import Ids
from kg.flat.make_assertions import NEGATIVE, POLARITIES
from kg.flat.making import NONE
from kg.flat.page_records import Edge, EdgeList
from kg.flat.tallying import Tally, day_of, distinct, paired, top, unpaired


def read_edges(tally: Tally, choice: Choice, *, limit: int, at: int | None = None) -> EdgeList:
    """Return the edges of a choice: a claim that is asserted by some and denied by others is two edges.

    Args:
        tally: the open table.
        choice: which assertions count.
        limit: at most so many edges.
        at: the number of a thing; only edges at it.
    """
    file = tally.file
    numbers = np.flatnonzero(tally.chooser.mask(choice))
    claims = file.column("claim")[numbers]
    source, target = file.column("claim_subject")[claims], file.column("claim_object")[claims]
    ties = (source != NONE) & (target != NONE)
    groups = claims.astype(np.int64) * 2 + (file.column("polarity")[numbers] == NEGATIVE)
    n_lone = len(distinct(groups[~ties])) if at is None else 0
    if at is not None:
        ties &= (source == at) | (target == at)
    numbers, groups = numbers[ties], groups[ties]
    known = distinct(groups)
    place = np.searchsorted(known, groups)
    pairs = distinct(paired(place, file.column("outlet")[numbers]))
    n_outlets = np.bincount(unpaired(pairs)[0], minlength=len(known)).astype(np.int64)
    counts = np.bincount(place, minlength=len(known))
    chosen = top(n_outlets * (1 << 24) + counts, limit)
    wanted = np.zeros(len(known), dtype=np.bool_)
    wanted[chosen] = True
    told = _told(tally, numbers[wanted[place]], place[wanted[place]], chosen)
    return EdgeList(edges=_edges(tally, known, chosen, told), total=len(known), n_lone=n_lone)


def _told(
    tally: Tally, numbers: Ids, places: Ids, chosen: list[int]
) -> list[tuple[int, tuple[str, ...], str | None, str | None]]:
    """Return of each edge how many assertions it has, who tells it, earliest first, and the first and last day."""
    days = tally.file.column("day")[numbers]
    order = np.lexsort((np.where(days == NONE, 1 << 30, days), places))
    starts = np.searchsorted(places[order], chosen).tolist()
    ends = np.searchsorted(places[order], chosen, side="right").tolist()
    outlets, in_time = tally.file.column("outlet")[numbers[order]].tolist(), days[order].tolist()
    keys = [outlet.key for outlet in tally.reading.outlets]
    found = []
    for start, end in zip(starts, ends, strict=True):
        last = max(in_time[start:end])
        told_by = tuple(keys[outlet] for outlet in dict.fromkeys(outlets[start:end]))
        found.append((end - start, told_by, day_of(in_time[start]), day_of(last)))
    return found


def _edges(
    tally: Tally, known: Ids, chosen: list[int], told: list[tuple[int, tuple[str, ...], str | None, str | None]]
) -> tuple[Edge, ...]:
    claims = [int(known[one]) // 2 for one in chosen]
    lines = dict(zip(claims, tally.reading.claims(claims), strict=True))
    query = "SELECT id, relation, event_type FROM claims WHERE id IN (SELECT value FROM json_each(?))"
    shown = {number: (relation, event) for number, relation, event in tally.file.lines_of(query, set(claims))}
    found = []
    for one, claim, (n_assertions, outlets, first, last) in zip(chosen, claims, told, strict=True):
        line, negative = lines[claim], int(known[one]) % 2 == 1
        assert line.subject is not None
        assert line.object is not None
        found.append(
            Edge(
                source=line.subject,
                target=line.object,
                predicate=line.predicate,
                relation=shown[claim][0],
                polarity=POLARITIES[NEGATIVE] if negative else POLARITIES[1 - NEGATIVE],
                claim=line,
                n_assertions=n_assertions,
                outlets=outlets,
                first=first,
                last=last,
                event=shown[claim][1],
            )
        )
    return tuple(found)
