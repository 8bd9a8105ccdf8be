"""Which claims are worth comparing: those of one story that share rare things.

    cases of a story → keys of each → the few others that share the most, the rarest weighted most

Blocks are bounded: a key remembers only its last `BLOCK` cases, and a case keeps only its `MOST_PAIRS` best partners,
so that the work grows with the number of cases and not with its square. Cases outside stories are compared where their
articles appeared within `WINDOW` days of each other.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import groupby
from math import log

from kg.records import ClaimCase, ClaimLink
from kg.resolve.claim_features import Weigh, days_between
from kg.resolve.claim_pairs import link_readings
from kg.resolve.claim_reading import Reading, read_case

BLOCK = 40
"""Cases that a key remembers."""
MOST_PAIRS = 12
"""Partners of a case among those before it."""
LEAST_SCORE = 0.9
"""What the keys that two cases share must weigh together; 1 is a key that no third one has."""
WINDOW = 7
"""Days between articles that belong to no story."""
LEAST_WEIGHT = 0.1
MOST_ATOMS = 24
"""Atoms of a case that are looked at as keys."""

Key = tuple[str, ...]


def candidate_pairs(cases: Iterable[ClaimCase]) -> Iterator[tuple[ClaimCase, ClaimCase]]:
    """Yield pairs of claims that are worth comparing.

    Args:
        cases: those of one story together; one story is held in memory at a time.
    """
    for _, group in groupby(cases, key=lambda case: case.story):
        yield from ((one.case, other.case) for one, other in _pairs_of_story(_read(group)))


def link_claim_cases(cases: Iterable[ClaimCase]) -> Iterator[ClaimLink]:
    """Compare the claims of each story and yield how they relate; words count by how rare they are in the story.

    Args:
        cases: those of one story together; one story is held in memory at a time.
    """
    for _, group in groupby(cases, key=lambda case: case.story):
        found = _read(group)
        weigh = _weigh(found)
        for left, right in _pairs_of_story(found):
            link = link_readings(left, right, weigh=weigh)
            if link is not None:
                yield link


def rarity(cases: Iterable[ClaimCase]) -> Weigh:
    """Return how much each atom tells among some claims: 1 for what one of them has, 0.1 for what all have."""
    return _weigh([read_case(case) for case in cases])


def _weigh(readings: Sequence[Reading]) -> Weigh:
    counts: Counter[str] = Counter()
    for reading in readings:
        counts.update(reading.bag)
    return weigh_by(counts, len(readings))


def weigh_by(counts: Counter[str], n_cases: int) -> Weigh:
    """Return weights of atoms by their inverse frequency, 0.1 to 1."""
    whole = log(n_cases + 2)
    weights = _Weights()
    for atom, count in counts.items():
        weights[atom] = max(LEAST_WEIGHT, log((n_cases + 2) / (count + 0.5)) / whole)
    return weights.__getitem__


class _Weights(dict[str, float]):
    """Weights by atom; one that nothing has is as rare as can be."""

    def __missing__(self, atom: str) -> float:
        return 1.0


def _read(cases: Iterable[ClaimCase]) -> list[Reading]:
    """Read cases, in an order that does not depend on the one they came in."""
    ordered = sorted(cases, key=lambda case: (case.published or "", case.article, case.key))
    return [read_case(case) for case in ordered]


def _pairs_of_story(readings: list[Reading]) -> Iterator[tuple[Reading, Reading]]:
    keys = [frozenset(block_keys(reading)) for reading in readings]
    counts = Counter(key for found in keys for key in found)
    weights = {key: 1 / log(count + 1, 3) for key, count in counts.items() if count > 1}
    recent: dict[Key, deque[int]] = defaultdict(lambda: deque(maxlen=BLOCK))
    for number, reading in enumerate(readings):
        scores: dict[int, float] = defaultdict(float)
        for key in keys[number]:
            weight = weights.get(key)
            if weight is not None:
                for other in recent[key]:
                    scores[other] += weight
                recent[key].append(number)
        best = nlargest(MOST_PAIRS, [(score, -other) for other, score in scores.items() if score >= LEAST_SCORE])
        for _, other in best:
            partner = readings[-other]
            if reading.case.story is not None or days_between(partner.case, reading.case) <= WINDOW:
                yield partner, reading


def block_keys(reading: Reading) -> Iterator[Key]:
    """Yield what a claim shares with those worth comparing: pairs of its parts, its number, and rare words."""
    case = reading.case
    yield ("claim", case.claim)
    if case.event is not None:
        yield ("event", case.event)
    cores = sorted(reading.core)
    names = sorted(reading.names)
    for core in cores:
        for name in names:
            yield (core, name)
        for slot in (reading.agent, reading.patient, *(slot for _, slot in reading.others)):
            if slot is not None and slot.head is not None and not slot.is_name:
                yield (core, slot.head)
    if case.quantity is not None:
        yield ("number", f"{case.quantity:g}")
        for unit in sorted(reading.unit):
            yield ("unit", unit, *cores[:1])
    for atom in sorted(reading.bag)[:MOST_ATOMS]:
        yield (atom,)
