"""What outlets stand on two sides of: claims that contradict each other, or that some assert and others deny."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from kg.flat.file import FlatFile
from kg.flat.make_assertions import NEGATIVE
from kg.flat.making import NONE

LATE = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """A claim with two sides; claims and outlets by their numbers."""

    claim: int
    other: int | None
    """The claim that contradicts it; None where the polarities of the claim itself differ."""
    outlets_for: tuple[int, ...]
    """Earliest first."""
    outlets_against: tuple[int, ...]
    score: float | None
    reasons: tuple[str, ...]

    @property
    def breadth(self) -> tuple[int, int, float]:
        """Return the outlets on the smaller side, those on both, and how sure it is."""
        sides = len(self.outlets_for), len(self.outlets_against)
        return min(sides), sum(sides), self.score or 0.0


def find_contests(file: FlatFile) -> tuple[Contest, ...]:
    """Return all contests, the broadest first."""
    query = "SELECT claim, other, score, reasons FROM claim_links WHERE relation = 'contradicts' ORDER BY claim, other"
    links = file.lines(query)
    sides = _sides(file, {number for one, other, *_ in links for number in (one, other)})
    found: dict[frozenset[int], Contest] = {}
    for one, other, score, reasons in links:
        left, right = _own(sides[one]), _own(sides[other])
        if left and right and frozenset((one, other)) not in found:
            told = ((one, left), (other, right))
            (claim, outlets_for), (against, outlets_against) = told if len(left) >= len(right) else told[::-1]
            found[frozenset((one, other))] = Contest(
                claim=claim,
                other=against,
                outlets_for=outlets_for,
                outlets_against=outlets_against,
                score=score,
                reasons=tuple(reasons.split("; ")) if reasons else (),
            )
    alone = [
        Contest(claim=claim, other=None, outlets_for=one[0], outlets_against=one[1], score=None, reasons=())
        for claim, one in sides.items()
        if one[0] and one[1]
    ]
    return tuple(sorted((*found.values(), *alone), key=lambda one: (*(-n for n in one.breadth), one.claim)))


_Sides = dict[int, tuple[int, ...]]


def _sides(file: FlatFile, linked: set[int]) -> dict[int, _Sides]:
    """Return the outlets that tell a claim, by polarity (1 for negative), of linked claims and those told both ways."""
    claims, outlets, days = (file.column(name) for name in ("claim", "outlet", "day"))
    negative = file.column("polarity") == NEGATIVE
    n_claims = len(file.column("claim_outlets"))
    wanted = (np.bincount(claims[negative], minlength=n_claims) > 0) & (
        np.bincount(claims[~negative], minlength=n_claims) > 0
    )
    wanted[list(linked)] = True
    rows = np.flatnonzero(wanted[claims])
    rows = rows[np.lexsort((np.where(days[rows] == NONE, LATE, days[rows]), claims[rows]))]
    found: dict[int, dict[int, dict[int, None]]] = defaultdict(lambda: {0: {}, 1: {}})
    for claim, outlet, sign in zip(claims[rows].tolist(), outlets[rows].tolist(), negative[rows].tolist(), strict=True):
        found[claim][int(sign)][outlet] = None
    for claim in linked:
        found.setdefault(claim, {0: {}, 1: {}})
    return {claim: {sign: tuple(told) for sign, told in one.items()} for claim, one in found.items()}


def _own(sides: _Sides) -> tuple[int, ...]:
    """Return the outlets that tell a claim as it is mostly told: denied only where all who tell it deny it."""
    return sides[0] or sides[1]
