"""What pages say beyond their records: words for kinds and origins, shares, sides, speakers; no web framework here.

So pages that are published as files, without a server, say the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.flat import Choice, Flat
from kg.flat.page_records import Cell, ClaimPage, Matrix, MatrixRow, OriginLine
from kg.flat.records import AssertionRow, PeriodCount, Thing
from kg.records import Voice

KIND_BY_TYPE = {
    "GeopoliticalEntity": "country, region or city",
    "WorkOfArt": "work",
    "Organisation": "organisation",
    "Group": "group of people",
}
"""What people call a class of entities whose name is not a plain word."""


WORDS_BY_VOICE = {
    Voice.NARRATOR.value: "In its own voice",
    Voice.DIRECT.value: "In direct speech",
    Voice.INDIRECT.value: "In indirect speech",
    Voice.MIXED.value: "Partly quoted",
}
"""In whose voice an outlet tells something."""


TELLS, DENIES = ("asserts", "attributes", "both"), ("denies", "both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article of a story."""

    path: str
    title: str
    published: str | None
    n: int
    """Assertions that it makes."""


def describe_kind(thing: Thing) -> str:
    """Return what a thing is, in words: `person`, `topic`, `country, region or city`."""
    if thing.room == "topic":
        return "topic"
    return KIND_BY_TYPE.get(thing.type or "", (thing.type or "entity").lower())


def merge_outlets(page: ClaimPage) -> tuple[PeriodCount, ...]:
    """Return the counts by day without their outlets; none where all is told on one day."""
    n_days = len({found.period for found in page.by_day})
    return tuple(replace(found, key="all") for found in page.by_day) if n_days > 1 else ()


def describe_origins(page: ClaimPage) -> str:
    """Return how independent those are who tell a claim: `5 outlets, but 2 origins: 4 of them share one text (…)`."""
    n_outlets, n_origins = page.claim.n_outlets, page.claim.n_origins
    if n_outlets < 2:
        return "One outlet alone tells it."
    largest = max(page.origins, key=lambda found: len(found.outlets), default=None)
    if largest is None or len(largest.outlets) < 2:
        return f"{n_outlets} outlets tell it, each in a text of its own."
    if n_origins == 1:
        return f"{n_outlets} outlets tell it, but all from one origin: {_source(largest)}."
    others = f"{len(largest.outlets)} of them have it from {_source(largest)}"
    return f"{n_outlets} outlets tell it, but from {n_origins} origins: {others}."


def _source(origin: OriginLine) -> str:
    return f"the agency {origin.label}" if origin.agency else f"one text, “{origin.label}”"


def read_shares(flat: Flat, field: str) -> dict[str, float]:
    """Return which part of all assertions each value of a field has, 0 to 1."""
    found = flat.facet(Choice(), field).values
    total = sum(value.n for value in found)
    return {value.value: value.n / total for value in found} if total else {}


def split_sides(row: MatrixRow) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the keys of the outlets that tell a claim, that deny it, and that leave it out."""
    sides = (TELLS, DENIES, ("leaves out",))
    tells, denies, silent = (tuple(cell.outlet_key for cell in row.cells if cell.stance in side) for side in sides)
    return tells, denies, silent


def list_articles(rows: Iterable[AssertionRow]) -> dict[str, list[Told]]:
    """Return the articles that make some assertions by the key of their outlet, each outlet's in order of time."""
    first: dict[str, AssertionRow] = {}
    n_by_article: dict[str, int] = defaultdict(int)
    for row in rows:
        first.setdefault(row.article_key, row)
        n_by_article[row.article_key] += 1
    found = defaultdict(list)
    for key, row in sorted(first.items(), key=lambda item: (item[1].row.published or "9999", item[1].row.article)):
        title = row.row.title or row.row.article
        told = Told(path=row.article_path, title=title, published=row.row.published, n=n_by_article[key])
        found[row.outlet_key].append(told)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def read_speakers(flat: Flat, matrix: Matrix) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return to whom each cell that attributes its claim attributes it, by the keys of claim and outlet."""
    cells = [(row.claim.key, cell) for row in matrix.rows for cell in row.cells if cell.n_attributed]
    wanted = {key for _, cell in cells for key in cell.assertions}
    speaker_by_key = {
        found.key: found.row.speaker for found in flat.assertions(wanted) if found.row.voice != "narrator"
    }
    return {(claim, cell.outlet_key): _speakers(cell, speaker_by_key) for claim, cell in cells}


def _speakers(cell: Cell, speaker_by_key: Mapping[str, str | None]) -> tuple[str, ...]:
    named = (speaker_by_key.get(key) for key in cell.assertions)
    return tuple(dict.fromkeys(name for name in named if name))
