"""Claims of different stories whose articles appeared within days of each other: what everybody repeats.

A story holds what is told of one event; a claim that runs through several of them (who leads the polls, what a speaker
said last week) is found here. Only the cases of `WINDOW` days are in memory.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from heapq import nlargest
from itertools import groupby
from math import log

from kg.records import ClaimCase, ClaimLink, ClaimRelation
from kg.resolve.claim_blocks import BLOCK, WINDOW, Key, block_keys, weigh_by
from kg.resolve.claim_pairs import link_readings
from kg.resolve.claim_reading import Reading, read_case

MOST_PAIRS = 8
"""Partners of a case among those of other stories before it."""
LEAST_SCORE = 0.9
"""What the keys that two cases share must weigh together; 1 is a key that no third one has."""
SURE = 0.55
"""The least score of a link: two stories share less than two articles of one."""
LINKED = 0.5
"""The share of the smaller of two groups that must be linked to the other for them to join."""


def link_across_stories(cases: Iterable[ClaimCase]) -> Iterator[ClaimLink]:
    """Compare claims of different stories and yield how they relate; undated articles are left out.

    Args:
        cases: in the order of their publication.
    """
    window = _Window()
    dated = (case for case in cases if case.published is not None)
    for day, group in groupby(dated, key=lambda case: case.published):
        assert day is not None, "only dated cases are grouped"
        window.forget(before=date.fromisoformat(day).toordinal() - WINDOW)
        for case in sorted(group, key=lambda case: (case.article, case.key)):
            reading = read_case(case)
            for partner in window.partners(reading):
                link = link_readings(partner, reading, weigh=window.weigh)
                if link is not None and link.score >= SURE:
                    yield link
            window.add(reading, day=date.fromisoformat(day).toordinal())


class _Window:
    """The readings of the last days by their keys, and how often atoms and keys have been seen in them."""

    def __init__(self) -> None:
        self._by_key: dict[Key, deque[Reading]] = {}
        self._days: deque[tuple[int, Reading, tuple[Key, ...]]] = deque()
        self._atoms: Counter[str] = Counter()
        self.weigh = weigh_by(self._atoms, 0)

    def partners(self, reading: Reading) -> Iterator[Reading]:
        """Yield the readings of other stories that share most with one."""
        scores: dict[str, float] = defaultdict(float)
        known: dict[str, Reading] = {}
        for key in _keys(reading):
            found = self._by_key.get(key, ())
            weight = 1 / log(len(found) + 2, 3) if found else 0.0
            for other in found:
                if other.case.story != reading.case.story:
                    scores[other.case.key] += weight
                    known[other.case.key] = other
        best = nlargest(MOST_PAIRS, [(score, key) for key, score in scores.items() if score >= LEAST_SCORE])
        return (known[key] for _, key in best)

    def add(self, reading: Reading, *, day: int) -> None:
        """Remember a reading."""
        keys = tuple(_keys(reading))
        self._days.append((day, reading, keys))
        self._atoms.update(reading.bag)
        for key in keys:
            self._by_key.setdefault(key, deque(maxlen=BLOCK)).append(reading)

    def forget(self, *, before: int) -> None:
        """Forget readings of earlier days, and weigh atoms anew."""
        while self._days and self._days[0][0] < before:
            _, reading, keys = self._days.popleft()
            self._atoms.subtract(reading.bag)
            for key in keys:
                self._drop(key, reading)
        self._atoms = +self._atoms
        self.weigh = weigh_by(self._atoms, len(self._days))

    def _drop(self, key: Key, reading: Reading) -> None:
        found = self._by_key.get(key)
        if found and found[0] is reading:
            found.popleft()
            if not found:
                del self._by_key[key]


def _keys(reading: Reading) -> Iterator[Key]:
    """Yield what a claim is found by in other stories; events are of one story."""
    return (key for key in dict.fromkeys(block_keys(reading)) if key[0] != "event")


def join_across(links: Iterable[ClaimLink], cluster_by_assertion: Mapping[str, str]) -> dict[str, str]:
    """Map the key of every cluster that is the same as another story's to the key of their canonical cluster.

    Groups of clusters join, best link first, where half of the smaller group is linked to the other and no link says
    that any of them contradict. The canonical one has the most assertions among those linked, ties by the key.

    Args:
        links: between assertions of different stories.
        cluster_by_assertion: the cluster of every assertion that is linked.
    """
    scores: dict[tuple[str, str], float] = {}
    apart: set[tuple[str, str]] = set()
    for link in links:
        left, right = sorted((cluster_by_assertion[link.left], cluster_by_assertion[link.right]))
        if link.relation is ClaimRelation.CONTRADICTS:
            apart.add((left, right))
        elif link.relation is ClaimRelation.SAME and left != right:
            scores[left, right] = max(scores.get((left, right), 0.0), link.score)
    groups = _Groups(frozenset(scores), apart)
    for (left, right), _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        groups.join(left, right)
    sizes = Counter(cluster_by_assertion.values())
    return {one: min(group, key=lambda key: (-sizes[key], key)) for group in groups.found() for one in group}


class _Groups:
    """Clusters that were joined, never over a pair that must stay apart."""

    def __init__(self, linked: frozenset[tuple[str, str]], apart: set[tuple[str, str]]) -> None:
        self._linked, self._apart = linked, apart
        self._group_by_key: dict[str, frozenset[str]] = {}

    def join(self, left: str, right: str) -> None:
        """Join the groups of two clusters if enough of them are linked and none must stay apart."""
        one, other = (self._group_by_key.get(key, frozenset({key})) for key in (left, right))
        small, large = sorted((one, other), key=lambda group: (len(group), min(group)))
        if one is other or any(self._holds(self._apart, key, large) for key in small):
            return
        if sum(self._holds(self._linked, key, large) for key in small) >= LINKED * len(small):
            self._group_by_key.update(dict.fromkeys(one | other, one | other))

    @staticmethod
    def _holds(pairs: Container[tuple[str, str]], key: str, group: frozenset[str]) -> bool:
        return any((min(key, other), max(key, other)) in pairs for other in group)

    def found(self) -> list[frozenset[str]]:
        """Return the groups, each once."""
        return sorted(set(self._group_by_key.values()), key=min)
