"""Counting over integer columns: what most pages need, each in a few milliseconds at 100,000 assertions."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

import numpy as np

from kg.flat.choosing import Chooser
from kg.flat.contests import Contest, find_contests
from kg.flat.file import Ids, Ints, Mask
from kg.flat.making import NONE
from kg.flat.reading import Reading
from kg.flat.records import ClaimLine, Contested, Counted, FacetValue, Outlet, PeriodCount

EPOCH = date(1970, 1, 1).toordinal()


class Tally:
    """Counts.

    Args:
        reading: the open table.
        chooser: of the same.

    Attributes:
        reading: the open table.
        chooser: finds the assertions of a choice.
        file: its columns.
    """

    def __init__(self, reading: Reading, chooser: Chooser) -> None:
        self.reading = reading
        self.chooser = chooser
        self.file = reading.file

    # What never changes while the table is open

    @cached_property
    def contests(self) -> tuple[Contest, ...]:
        """Return everything that outlets stand on two sides of, the broadest first."""
        return find_contests(self.file)

    @cached_property
    def articles_on(self) -> Ints:
        """Return how many articles (without earlier revisions) each outlet has on each story: stories by outlets."""
        stories, outlets = self.file.column("article_story"), self.file.column("article_outlet")
        there = (stories != NONE) & (self.file.column("article_latest") == 1)
        n_stories = int(stories.max()) + 1 if len(stories) else 0
        counts = np.zeros((max(n_stories, 0), len(self.reading.outlets)), dtype=np.int32)
        np.add.at(counts, (stories[there], outlets[there]), 1)
        return counts

    @cached_property
    def claim_stories(self) -> tuple[Ints, Ints]:
        """Return the pairs of claims and the stories in which they are told."""
        claims, stories = self.file.column("claim"), self.file.column("story")
        there = stories != NONE
        return unpaired(distinct(paired(claims[there], stories[there])))

    @cached_property
    def contradictions(self) -> tuple[Ints, Ints]:
        """Return the pairs of claims that contradict each other, in both directions."""
        found = self.file.lines("SELECT claim, other FROM claim_links WHERE relation = 'contradicts'")
        pairs = np.asarray([*found, *((other, one) for one, other in found)], dtype=np.int32).reshape(-1, 2)
        return unpaired(distinct(paired(pairs[:, 0], pairs[:, 1])))

    @cached_property
    def mirrored(self) -> tuple[tuple[int, int], ...]:
        """Return the claims that all who tell them deny, each with the claim of the same words that it contradicts."""
        found = self.file.lines(
            """SELECT a.id, b.id FROM claim_links l JOIN claims a ON a.id IN (l.claim, l.other)
              JOIN claims b ON b.id IN (l.claim, l.other)
            WHERE l.relation = 'contradicts' AND a.is_denied AND NOT b.is_denied AND a.text = b.text"""
        )
        return tuple((denial, claim) for denial, claim in found)

    def without_mirrored(self, claims: Ids) -> Ids:
        """Return claims without those that only say the contrary of another one of them."""
        there = set(claims.tolist())
        gone = [denial for denial, claim in self.mirrored if claim in there]
        return claims[~np.isin(claims, gone)]

    # Claims by outlets

    def tells(self, claims: Ids, outlets: Ids) -> Mask:
        """Return which of some outlets ever tells which of some claims: claims by outlets."""
        rows = places(claims, self.n_claims)[self.file.column("claim")]
        columns = places(outlets, len(self.reading.outlets))[self.file.column("outlet")]
        there = (rows != NONE) & (columns != NONE)
        found = np.zeros((len(claims), len(outlets)), dtype=np.bool_)
        found[rows[there], columns[there]] = True
        return found

    def leaves_out(self, claims: Ids, outlets: Ids) -> Ints:
        """Return for some claims how many articles some outlets have on their stories without ever telling them.

        0 where the outlet tells the claim or one that contradicts it, in whatever article; see `kg.query.compare`.
        """
        place = places(claims, self.n_claims)
        tells = self.tells(claims, outlets)
        one, other = self.contradictions
        one, other = one[place[one] != NONE], other[place[one] != NONE]
        opposed = distinct(other).astype(np.int64)
        against = self.tells(opposed, outlets)
        np.logical_or.at(tells, place[one], against[places(opposed, self.n_claims)[other]])
        told, stories = self.claim_stories
        rows = place[told]
        there = rows != NONE
        found = np.zeros((len(claims), len(outlets)), dtype=np.int32)
        np.add.at(found, rows[there], self.articles_on[stories[there]][:, outlets])
        found[tells] = 0
        return found

    @property
    def n_claims(self) -> int:
        """Return how many claims there are."""
        return len(self.file.column("claim_outlets"))

    # Counts of some assertions

    def n_different(self, name: str, mask: Mask) -> int:
        """Return how many different values an integer column has."""
        found = np.bincount(self.file.column(name)[mask] + 1)
        return int(np.count_nonzero(found[1:]))

    def days(self, mask: Mask) -> tuple[str | None, str | None]:
        """Return the first and the last day of some assertions."""
        days = self.file.column("day")[mask]
        days = days[days != NONE]
        return (day_of(int(days.min())), day_of(int(days.max()))) if len(days) else (None, None)

    def by_period(self, mask: Mask, keys: Ints, names: Sequence[str], *, unit: str = "M") -> tuple[PeriodCount, ...]:
        """Count assertions by month (`M`) or day (`D`) and by the value of another column, in order of time."""
        days = self.file.column("day")
        there = mask & (days != NONE)
        periods = (days[there] - EPOCH).astype("datetime64[D]").astype(f"datetime64[{unit}]")
        pairs, counts = np.unique(paired(periods.astype(np.int64), keys[there]), return_counts=True)
        found, numbers = unpaired(pairs)
        words = np.datetime_as_string(found.astype(np.int64).astype(f"datetime64[{unit}]")).tolist()
        return tuple(
            PeriodCount(period=str(period), key=names[number], n=int(n))
            for period, number, n in zip(words, numbers.tolist(), counts.tolist(), strict=True)
        )

    def values(self, name: str, mask: Mask) -> tuple[FacetValue, ...]:
        """Return the values of a plain field among some assertions, most frequent first; those of none are left out."""
        words = self.file.words.get(name, [])
        counts = self.chooser.count(name, mask)
        order = [int(one) for one in np.argsort(-counts[: len(words)], kind="stable") if counts[one]]
        return tuple(FacetValue(value=words[one], label=words[one], n=int(counts[one]), chosen=False) for one in order)

    def by_outlet(self, mask: Mask) -> tuple[tuple[Outlet, int], ...]:
        """Return outlets with the number of their assertions among some, most first."""
        counts = np.bincount(self.file.column("outlet")[mask], minlength=len(self.reading.outlets))
        order = [int(one) for one in np.argsort(-counts, kind="stable") if counts[one]]
        return tuple((self.reading.outlets[one], int(counts[one])) for one in order)

    def top_things(self, column: str, mask: Mask, *, limit: int, without: Iterable[int] = ()) -> tuple[Counted, ...]:
        """Return the things that most assertions name, as `speaker` or as `thing`, with counts."""
        counts = self.chooser.count_things(column, mask)[:-1]
        counts[[one for one in without if one < len(counts)]] = 0
        numbers = top(counts, limit)
        wanted = np.zeros(len(counts), dtype=np.bool_)
        wanted[numbers] = True
        rows, things = self.file.column(f"{column}_row"), self.file.column(f"{column}_id")
        entries = wanted[things] & mask[rows]
        pairs = distinct(paired(things[entries], self.file.column("outlet")[rows[entries]]))
        n_outlets = np.bincount(unpaired(pairs)[0], minlength=len(counts))
        named = self.reading.things(numbers)
        return tuple(
            Counted(thing=named[one], n=int(counts[one]), n_outlets=int(n_outlets[one]))
            for one in numbers
            if one in named
        )

    def top_claims(self, mask: Mask, *, limit: int, by: str = "outlets") -> tuple[ClaimLine, ...]:
        """Return the claims of some assertions that most outlets or origins tell, then those of most assertions."""
        claims = self.file.column("claim")[mask]
        if not len(claims):
            return ()
        counts = np.bincount(claims, minlength=self.n_claims).astype(np.int64)
        weight = np.where(counts > 0, self.file.column(f"claim_{by}").astype(np.int64) * (1 << 20) + counts, 0)
        return self.reading.claims(top(weight, limit))

    def contested(self, *, among: Mask | None = None, outlet: int | None = None, limit: int) -> tuple[Contested, ...]:
        """Return what outlets stand on two sides of.

        Args:
            among: only of claims of which one of these assertions is.
            outlet: only where this outlet stands on a side.
            limit: at most so many.
        """
        kept = None
        if among is not None:
            kept = np.zeros(self.n_claims, dtype=np.bool_)
            kept[self.file.column("claim")[among]] = True
        found = [
            one
            for one in self.contests
            if (kept is None or kept[one.claim] or (one.other is not None and kept[one.other]))
            and (outlet is None or outlet in one.outlets_for or outlet in one.outlets_against)
        ][:limit]
        numbers = {number for one in found for number in (one.claim, one.other) if number is not None}
        lines = dict(zip(sorted(numbers), self.reading.claims(sorted(numbers)), strict=True))
        return tuple(
            Contested(
                claim=lines[one.claim],
                against=lines[one.other] if one.other is not None else None,
                outlets_for=self.reading.outlet_keys(one.outlets_for),
                outlets_against=self.reading.outlet_keys(one.outlets_against),
                score=one.score,
                reasons=one.reasons,
            )
            for one in found
        )


def day_of(number: int) -> str | None:
    """Return a day by its number as an ISO date; None for `NONE`."""
    return date.fromordinal(number).isoformat() if number != NONE else None


def distinct(values: "np.ndarray") -> "np.ndarray":
    """Return the different values in order; of 100,000 numbers three times as fast as `np.unique`."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def places(numbers: Ids, n: int) -> Ints:
    """Return the place of each number from 0 to n in a list of numbers; `NONE` for those that it lacks."""
    found = np.full(n, NONE, dtype=np.int32)
    found[numbers] = np.arange(len(numbers), dtype=np.int32)
    return found


def top(counts: "np.ndarray", limit: int) -> list[int]:
    """Return the numbers of the largest counts above 0, the largest first; of equal ones the lower number."""
    numbers = np.flatnonzero(counts > 0)
    if len(numbers) > limit:
        kept = np.argpartition(-counts[numbers], limit - 1)[:limit] if limit else numbers[:0]
        edge = counts[numbers[kept]].min() if limit else 0
        numbers = numbers[counts[numbers] >= edge]
    order = np.argsort(-counts[numbers], kind="stable")
    return [int(one) for one in numbers[order][:limit]]


def paired(one: "np.ndarray", other: "np.ndarray") -> Ids:
    """Return two columns of numbers of at most 31 bits as one."""
    return (one.astype(np.int64) << 32) | other.astype(np.int64)


def unpaired(pairs: Ids) -> tuple[Ints, Ints]:
    """Return the two columns of `paired`."""
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
