"""Edges to draw: claims that tie two things, those of most outlets first."""

import numpy as np

from kg.flat.choice import Choice
from kg.flat.file import Ids
from kg.flat.make_assertions import NEGATIVE, POLARITIES
from kg.flat.making import NONE
from kg.flat.page_records import Edge, EdgeList
from kg.flat.tallying import Tally, day_of, paired, top, unpaired


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
    n_lone = len(np.unique(groups[~ties])) if at is None else 0
    if at is not None:
        ties &= (source == at) | (target == at)
    numbers, groups = numbers[ties], groups[ties]
    known, place = np.unique(groups, return_inverse=True)
    pairs = np.unique(paired(place, file.column("outlet")[numbers]))
    n_outlets = np.bincount(unpaired(pairs)[0], minlength=len(known)).astype(np.int64)
    counts = np.bincount(place, minlength=len(known))
    chosen = top(n_outlets * (1 << 24) + counts, limit)
    wanted = np.zeros(len(known), dtype=np.bool_)
    wanted[chosen] = True
    members = _members(tally, numbers[wanted[place]], place[wanted[place]])
    return EdgeList(edges=_edges(tally, known, chosen, members), total=len(known), n_lone=n_lone)


def _members(tally: Tally, numbers: Ids, places: Ids) -> dict[int, list[int]]:
    """Return the assertions of each edge, earliest first."""
    days = tally.file.column("day")[numbers]
    order = np.lexsort((np.where(days == NONE, 1 << 30, days), places))
    found: dict[int, list[int]] = {}
    for place, number in zip(places[order].tolist(), numbers[order].tolist(), strict=True):
        found.setdefault(place, []).append(number)
    return found


def _edges(tally: Tally, known: Ids, chosen: list[int], members: dict[int, list[int]]) -> tuple[Edge, ...]:
    claims = [int(known[one]) // 2 for one in chosen]
    lines = dict(zip(claims, tally.reading.claims(claims), strict=True))
    query = "SELECT id, relation, event_type FROM claims WHERE id IN (SELECT value FROM json_each(?))"
    shown = {number: (relation, event) for number, relation, event in tally.file.lines_of(query, set(claims))}
    outlets, days = tally.file.column("outlet"), tally.file.column("day")
    found = []
    for one, claim in zip(chosen, claims, strict=True):
        line, rows = lines[claim], members[one]
        assert line.subject is not None
        assert line.object is not None
        dated = [day for row in rows if (day := int(days[row])) != NONE]
        negative = int(known[one]) % 2 == 1
        found.append(
            Edge(
                source=line.subject,
                target=line.object,
                predicate=line.predicate,
                relation=shown[claim][0],
                polarity=POLARITIES[NEGATIVE] if negative else POLARITIES[1 - NEGATIVE],
                claim=line,
                n_assertions=len(rows),
                outlets=tally.reading.outlet_keys(dict.fromkeys(int(outlets[row]) for row in rows)),
                first=day_of(min(dated, default=NONE)),
                last=day_of(max(dated, default=NONE)),
                event=shown[claim][1],
            )
        )
    return tuple(found)
