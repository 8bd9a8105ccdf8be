"""Claims by outlets: who asserts a claim in its own voice, who attributes it, who denies it, and who leaves it out.

How far outlets disagree on a claim is the mean distance between two outlets that report on it: 1 between one that
tells it and one that denies it, 0.3 between one that tells (or denies) it and one that leaves it out, 0.2 between one
that says so itself and one that lets somebody else say so, 0 between two that do the same. An outlet that both tells
and denies it is 0.5 from either. Outlets that have no article on the claim's stories do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.errors import WrongParameter
from kg.flat.choice import Choice
from kg.flat.file import Ids, Ints, Mask
from kg.flat.make_assertions import NEGATIVE
from kg.flat.making import NONE
from kg.flat.page_records import Cell, CellPage, Matrix, MatrixRow
from kg.flat.records import ArticleLine
from kg.flat.tallying import Tally, distinct, places

MATRIX_SORTS = ("disagreement", "outlets", "assertions", "newest", "oldest")
STANCES = ("asserts", "attributes", "denies", "both", "leaves out")
DISTANCE = np.array(
    [
        [0.0, 0.2, 1.0, 0.5, 0.3],
        [0.2, 0.0, 1.0, 0.5, 0.3],
        [1.0, 1.0, 0.0, 0.5, 0.3],
        [0.5, 0.5, 0.5, 0.0, 0.5],
        [0.3, 0.3, 0.3, 0.5, 0.0],
    ]
)
"""Between two outlets, by their stances."""
MOST_KEYS = 50
"""Assertions of a cell that are named."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """Assertions of some claims (rows) by some outlets (columns)."""

    own: Ints
    attributed: Ints
    denied: Ints
    leaves_out: Ints

    def stances(self) -> Ints:
        """Return the stance of each outlet as a number of `STANCES`; `NONE` where it says nothing on the matter."""
        told = (self.own + self.attributed) > 0
        stance = np.where(self.own > 0, 0, np.where(told, 1, np.where(self.leaves_out > 0, 4, NONE)))
        return np.where(self.denied > 0, np.where(told, 3, 2), stance).astype(np.int32)


def disagreement(stances: Ints) -> "np.ndarray":
    """Return how far the outlets disagree on each claim, 0 to 1: see the head of this module.

    Args:
        stances: claims by outlets, numbers of `STANCES` or `NONE`.
    """
    counts = np.stack([(stances == number).sum(axis=1) for number in range(len(STANCES))], axis=1).astype(float)
    n = counts.sum(axis=1)
    far = np.einsum("ci,ij,cj->c", counts, DISTANCE, counts) / 2
    pairs = n * (n - 1) / 2
    found: np.ndarray = np.divide(far, pairs, out=np.zeros_like(far), where=pairs > 0)
    return found


def read_matrix(tally: Tally, choice: Choice, *, sort: str, page: int, per_page: int, most_outlets: int) -> Matrix:
    """Return one page of the claims of a choice by outlets.

    The choice says which claims are rows; the cells count all assertions of them in the articles that it means, by
    story, article and day. Of a claim and its plain denial one row is enough: that of the claim.

    Raises:
        WrongParameter: where the sort is none of `MATRIX_SORTS`.
        NotInGraph: where the story is not there.
    """
    if sort not in MATRIX_SORTS:
        raise WrongParameter(f"sort takes {', '.join(MATRIX_SORTS)}, not {sort!r}")
    file, reading = tally.file, tally.reading
    story = reading.number("stories", choice.story) if choice.story is not None else None
    mask = tally.chooser.mask(choice)
    within = tally.chooser.mask(context_of(choice))
    claims = tally.without_mirrored(distinct(file.column("claim")[mask]).astype(np.int64))
    stories = distinct(file.column("story")[mask])
    n_articles = tally.articles_on[stories[stories != NONE]].sum(axis=0)
    outlets = _columns(tally, choice, within, n_articles, most_outlets)
    counts = _count(tally, claims, outlets, within)
    far = disagreement(counts.stances())
    order = _order(tally, sort, claims, counts, far)
    n_pages = max(1, -(-len(claims) // per_page))
    page = min(max(1, page), n_pages)
    shown = order[(page - 1) * per_page : page * per_page]
    return Matrix(
        story=reading.stories([story])[0] if story is not None else None,
        outlets=tuple(reading.outlets[one] for one in outlets.tolist()),
        n_articles_by_outlet=tuple(int(n_articles[one]) for one in outlets.tolist()),
        rows=_rows(tally, claims, outlets, counts, far, shown, within),
        total=len(claims),
        page=page,
        n_pages=n_pages,
    )


def context_of(choice: Choice) -> Choice:
    """Return the part of a choice that says which articles are meant."""
    return Choice(story=choice.story, article=choice.article, since=choice.since, until=choice.until)


def _columns(tally: Tally, choice: Choice, within: Mask, n_articles: Ints, most: int) -> Ids:
    """Return the outlets of the matrix: those that are chosen, else those with articles on the stories."""
    n = len(tally.reading.outlets)
    counts = np.bincount(tally.file.column("outlet")[within], minlength=n)
    numbers = [tally.reading.outlet_numbers.get(key) for key in choice.outlets]
    chosen = [number for number in numbers if number is not None]
    candidates = chosen or [one for one in range(n) if counts[one] or n_articles[one]]
    ranked = sorted(candidates, key=lambda one: (-counts[one], -n_articles[one], one))
    return np.asarray(ranked[:most], dtype=np.int64)


def _count(tally: Tally, claims: Ids, outlets: Ids, within: Mask) -> _Counts:
    file = tally.file
    place = places(claims, tally.n_claims)
    column = places(outlets, len(tally.reading.outlets))
    own_sign = file.column("polarity") == NEGATIVE
    agrees = own_sign == (file.column("claim_denied")[file.column("claim")] > 0)
    narrated = tally.chooser.own_voice()

    def count(kept: Mask, rows: Ints, numbers: Ints) -> Ints:
        """Count assertions, some of them several times: each for a claim, given by its row."""
        found = np.zeros((len(claims), len(outlets)), dtype=np.int32)
        columns = column[file.column("outlet")[numbers]]
        there = kept[numbers] & within[numbers] & (rows != NONE) & (columns != NONE)
        np.add.at(found, (rows[there], columns[there]), 1)
        return found

    numbers = np.arange(file.n, dtype=np.int32)
    rows = place[file.column("claim")]
    against, of = _opposing(tally, place)
    return _Counts(
        own=count(agrees & narrated, rows, numbers),
        attributed=count(agrees & ~narrated, rows, numbers),
        denied=count(~agrees, rows, numbers) + count(agrees, of, against),
        leaves_out=tally.leaves_out(claims, outlets),
    )


def _opposing(tally: Tally, place: Ints) -> tuple[Ints, Ints]:
    """Return the assertions of claims that contradict those of some rows, each with that row."""
    one, other = tally.contradictions
    rows = place[one]
    rows, other = rows[rows != NONE], other[rows != NONE]
    claims = tally.file.column("claim")
    order = np.argsort(claims, kind="stable")
    starts = np.searchsorted(claims[order], other)
    ends = np.searchsorted(claims[order], other, side="right")
    lengths = ends - starts
    if not len(lengths) or not lengths.sum():
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return order[np.repeat(starts, lengths) + offsets].astype(np.int32), np.repeat(rows, lengths).astype(np.int32)


def _order(tally: Tally, sort: str, claims: Ids, counts: _Counts, far: "np.ndarray") -> Ids:
    assertions = (counts.own + counts.attributed + counts.denied).sum(axis=1)
    telling = ((counts.own + counts.attributed + counts.denied) > 0).sum(axis=1)
    if sort == "disagreement":
        return np.lexsort((claims, -assertions, -telling, -far.round(6)))
    if sort == "outlets":
        return np.lexsort((claims, -assertions, -telling))
    if sort == "assertions":
        return np.lexsort((claims, -telling, -assertions))
    days = tally.file.column("day")
    dated = days != NONE
    claim = tally.file.column("claim")[dated]
    edge = np.full(tally.n_claims, -1 if sort == "newest" else 1 << 30, dtype=np.int64)
    (np.maximum if sort == "newest" else np.minimum).at(edge, claim, days[dated])
    return np.lexsort((claims, -telling, -edge[claims] if sort == "newest" else edge[claims]))


def _rows(
    tally: Tally, claims: Ids, outlets: Ids, counts: _Counts, far: "np.ndarray", shown: Ids, within: Mask
) -> tuple[MatrixRow, ...]:
    lines = tally.reading.claims(claims[shown].tolist())
    keys = tally.reading.outlet_keys(outlets.tolist())
    members = _members(tally, claims, outlets, shown, within)
    names = _keys_of(tally, [number for found in members.values() for number in found[:MOST_KEYS]])
    return tuple(
        MatrixRow(
            claim=line,
            disagreement=round(float(far[row]), 3),
            cells=tuple(
                Cell(
                    outlet_key=key,
                    n_own=int(counts.own[row, column]),
                    n_attributed=int(counts.attributed[row, column]),
                    n_denied=int(counts.denied[row, column]),
                    leaves_out=_left(counts, int(row), column),
                    assertions=tuple(names[one] for one in members.get((int(row), column), ())[:MOST_KEYS]),
                )
                for column, key in enumerate(keys)
            ),
        )
        for row, line in zip(shown, lines, strict=True)
    )


def _left(counts: _Counts, row: int, column: int) -> int:
    said = counts.own[row, column] + counts.attributed[row, column] + counts.denied[row, column]
    return 0 if said else int(counts.leaves_out[row, column])


def _members(tally: Tally, claims: Ids, outlets: Ids, shown: Ids, within: Mask) -> dict[tuple[int, int], list[int]]:
    """Return the assertions of each cell that is shown, those of the claim before those against it."""
    place = np.full(tally.n_claims, NONE, dtype=np.int32)
    place[claims[shown]] = shown.astype(np.int32)
    column = places(outlets, len(tally.reading.outlets))[tally.file.column("outlet")]
    found: dict[tuple[int, int], list[int]] = {}
    rows = place[tally.file.column("claim")]
    own = np.flatnonzero((rows != NONE) & (column != NONE) & within)
    against, of = _opposing(tally, place)
    kept = (column[against] != NONE) & within[against] if len(against) else np.zeros(0, dtype=np.bool_)
    agrees = (tally.file.column("polarity") == NEGATIVE) == (
        tally.file.column("claim_denied")[tally.file.column("claim")] > 0
    )
    pairs = [*zip(own.tolist(), rows[own].tolist(), strict=True)]
    pairs += [pair for pair in zip(against[kept].tolist(), of[kept].tolist(), strict=True) if agrees[pair[0]]]
    for number, row in pairs:
        found.setdefault((row, int(column[number])), []).append(number)
    return found


def _keys_of(tally: Tally, numbers: Sequence[int]) -> dict[int, str]:
    query = "SELECT id, key FROM assertions WHERE id IN (SELECT value FROM json_each(?))"
    return dict(tally.file.lines_of(query, set(numbers)))


def read_cell(tally: Tally, claim: str, outlet: str, choice: Choice) -> CellPage:
    """Return the sentences behind one cell.

    Raises:
        NotInGraph: where claim or outlet is not there.
    """
    reading, file = tally.reading, tally.file
    number, publisher = reading.number("claims", claim), reading.number("outlets", outlet)
    claims, outlets = np.asarray([number], dtype=np.int64), np.asarray([publisher], dtype=np.int64)
    within = tally.chooser.mask(context_of(replace(choice, claim=None)))
    members = _members(tally, claims, outlets, np.zeros(1, dtype=np.int64), within).get((0, 0), [])
    is_denied = bool(file.column("claim_denied")[number])
    sign = file.column("polarity") == NEGATIVE
    told = [one for one in members if file.column("claim")[one] == number and bool(sign[one]) == is_denied]
    left = 0 if members else int(tally.leaves_out(claims, outlets)[0, 0])
    return CellPage(
        claim=reading.claims([number])[0],
        outlet=reading.outlets[publisher],
        told=reading.assertions(told),
        denied=reading.assertions(one for one in members if one not in set(told)),
        leaves_out=left,
        articles=_silent_articles(tally, number, publisher) if left else (),
    )


def _silent_articles(tally: Tally, claim: int, outlet: int) -> tuple[ArticleLine, ...]:
    told, stories = tally.claim_stories
    wanted = stories[told == claim].tolist()
    query = """SELECT id FROM articles WHERE outlet = ? AND newer IS NULL
      AND story IN (SELECT value FROM json_each(?)) ORDER BY published, id LIMIT 50"""
    return tally.reading.articles(number for (number,) in tally.file.lines(query, (outlet, str(wanted))))
