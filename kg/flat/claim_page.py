"""A claim across articles."""

from pathlib import Path

import numpy as np

from kg.flat.asking_graph import read_decisions
from kg.flat.file import Ids
from kg.flat.page_records import ClaimPage, LeavesOut, OriginLine, Related, ToldBy
from kg.flat.records import AssertionRow, FacetValue
from kg.flat.tallying import Tally

N_ROWS = 500
"""Assertions that are listed, the earliest."""
N_DECISIONS = 50
N_ASKED = 40
"""Assertions whose decisions are looked for."""
BACK = {"contradicts": "contradicts", "refines": "refined by", "entails": "entailed by"}
"""Relations, seen from the other claim."""


def read_claim(tally: Tally, folder: Path | None, key: str) -> ClaimPage:
    """Return a claim: who tells it, who tells otherwise, who is silent; without decisions where there is no folder.

    Raises:
        NotInGraph: where it is not there.
    """
    reading, file = tally.reading, tally.file
    number = reading.number("claims", key)
    mask = file.column("claim") == number
    order = file.order("oldest")
    members = order[mask[order]]
    rows = reading.assertions(members[:N_ROWS].tolist())
    keys = [row.key for row in rows[:N_ASKED]]
    return ClaimPage(
        claim=reading.claims([number])[0],
        told_by=_told_by(tally, rows),
        wordings=_wordings(tally, members),
        related=_related(tally, number),
        origins=_origins(tally, members),
        left_out_by=_left_out_by(tally, number),
        decisions=read_decisions(reading, folder, "assertion", keys, limit=N_DECISIONS) if folder else (),
        by_day=tally.by_period(mask, file.column("outlet"), [one.key for one in reading.outlets], unit="D"),
    )


def _told_by(tally: Tally, rows: tuple[AssertionRow, ...]) -> tuple[ToldBy, ...]:
    found: dict[str, list[AssertionRow]] = {}
    for row in rows:
        found.setdefault(row.outlet_key, []).append(row)
    outlets, numbers = tally.reading.outlets, tally.reading.outlet_numbers
    return tuple(ToldBy(outlet=outlets[numbers[key]], rows=tuple(told)) for key, told in found.items())


def _wordings(tally: Tally, members: Ids) -> tuple[FacetValue, ...]:
    numbers, counts = np.unique(tally.file.column("wording")[members], return_counts=True)
    n_by_number = dict(zip(numbers.tolist(), counts.tolist(), strict=True))
    query = "SELECT id, text FROM wordings WHERE id IN (SELECT value FROM json_each(?))"
    found = sorted(tally.file.lines_of(query, n_by_number), key=lambda line: (-n_by_number[line[0]], line[1]))
    return tuple(FacetValue(value=text, label=text, n=n_by_number[number], chosen=False) for number, text in found)


def _related(tally: Tally, number: int) -> tuple[Related, ...]:
    lines = tally.file.lines(
        """SELECT other, relation, score, reasons, decided_by, 0 FROM claim_links WHERE claim = ?
        UNION SELECT claim, relation, score, reasons, decided_by, 1 FROM claim_links WHERE other = ?""",
        (number, number),
    )
    best = {
        (line[0], BACK[line[1]] if line[5] else line[1]): line for line in sorted(lines, key=lambda one: one[2] or 0)
    }
    order = ("contradicts", "refines", "refined by", "entails", "entailed by")
    found = sorted(best.items(), key=lambda item: (order.index(item[0][1]), -(item[1][2] or 0), item[0][0]))
    claims = {line[0]: claim for (line, claim) in _with_claims(tally, [line for _, line in found])}
    return tuple(
        Related(
            relation=relation,
            claim=claims[other],
            score=line[2],
            reasons=tuple(line[3].split("; ")) if line[3] else (),
            decided_by=line[4],
        )
        for (other, relation), line in found
        if claims[other].n_assertions
    )


def _with_claims(tally: Tally, lines: list) -> zip:  # type: ignore[type-arg]
    return zip(lines, tally.reading.claims(line[0] for line in lines), strict=True)


def _origins(tally: Tally, members: Ids) -> tuple[OriginLine, ...]:
    file = tally.file
    origins, outlets = file.column("origin")[members].tolist(), file.column("outlet")[members].tolist()
    found: dict[int, dict[int, int]] = {}
    for origin, outlet in zip(origins, outlets, strict=True):
        told = found.setdefault(origin, {})
        told[outlet] = told.get(outlet, 0) + 1
    query = "SELECT id, label, is_agency, agency FROM origins WHERE id IN (SELECT value FROM json_each(?))"
    known = {line[0]: line for line in file.lines_of(query, found)}
    lines = []
    for origin, told in found.items():
        _, label, is_agency, agency = known.get(origin, (origin, "its own text", False, None))
        lines.append(
            OriginLine(
                label=agency or label,
                agency=bool(is_agency or agency),
                outlets=tally.reading.outlet_keys(told),
                n_assertions=sum(told.values()),
            )
        )
    return tuple(sorted(lines, key=lambda line: (-line.n_assertions, line.label)))


def _left_out_by(tally: Tally, number: int) -> tuple[LeavesOut, ...]:
    outlets = np.arange(len(tally.reading.outlets), dtype=np.int64)
    counts = tally.leaves_out(np.asarray([number], dtype=np.int64), outlets)[0]
    order = [int(one) for one in np.argsort(-counts, kind="stable") if counts[one]]
    return tuple(LeavesOut(outlet=tally.reading.outlets[one], n_articles=int(counts[one])) for one in order)
