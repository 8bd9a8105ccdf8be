"""From links between assertions to clusters of claims: what all of a cluster say is one claim.

    links → average linkage, best first, never over what clashes → clusters → a key for each → relations of clusters

Correlation clustering by greedy average linkage (Bansal, Blum and Chawla 2004; Gionis, Mannila and Tsaparas 2007):
two clusters join where the links between them say `same` on the whole and none says that they contradict.
People's verdicts come first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from itertools import pairwise

from kg.records import ClaimCase, ClaimLink, ClaimRelation, ClusterLink
from kg.resolve.claim_hollow import is_hollow
from kg.resolve.wording import digest

LEAST_MEAN = 0.3
"""What the scores between two clusters must be on average for them to join; others count `UNLINKED`."""
UNLINKED = 0.1
AGAINST = -1.0
"""The score of a pair that contradicts."""
STATIVE = frozenset({"be"})
"""Predicates whose claims hold whenever they are told, so that equal claims of two stories are one."""

Pair = tuple[str, str]


def cluster_claims(
    cases: Iterable[ClaimCase],
    links: Iterable[ClaimLink],
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> dict[str, str]:
    """Map the key of every assertion to the key of its canonical claim.

    The canonical claim of a cluster is the one in most articles, ties by the shortest text, then by the key. Where the
    same words stand in several clusters (another story, another round), the largest keeps their key and the others
    get one of their own.

    Args:
        cases: the assertions.
        links: how pairs of them relate.
        together: pairs of assertions that people say are one claim.
        apart: pairs of assertions that people say are not.
    """
    found = {case.key: case for case in cases}
    clusters = _join(found, list(links), together=set(map(_sorted, together)), apart=set(map(_sorted, apart)))
    return _name_clusters(found, clusters)


def relate_clusters(links: Iterable[ClaimLink], cluster_by_assertion: Mapping[str, str]) -> list[ClusterLink]:
    """Lift relations between assertions to their clusters, sorted; two clusters have their best link of each kind."""
    best: dict[tuple[str, str, ClaimRelation], ClaimLink] = {}
    for link in links:
        left, right = cluster_by_assertion.get(link.left), cluster_by_assertion.get(link.right)
        if left is None or right is None or left == right or link.relation is ClaimRelation.SAME:
            continue
        if link.relation is ClaimRelation.CONTRADICTS:
            left, right = _sorted((left, right))
        known = best.get((left, right, link.relation))
        if known is None or (-link.score, link.left, link.right) < (-known.score, known.left, known.right):
            best[left, right, link.relation] = link
    return [
        ClusterLink(
            left=left,
            right=right,
            relation=relation,
            score=link.score,
            reasons=link.reasons,
            decided_by=link.decided_by,
        )
        for (left, right, relation), link in sorted(best.items(), key=lambda item: item[0])
    ]


def _sorted(pair: Pair) -> Pair:
    return (pair[0], pair[1]) if pair[0] <= pair[1] else (pair[1], pair[0])


def _join(
    cases: Mapping[str, ClaimCase], links: list[ClaimLink], *, together: set[Pair], apart: set[Pair]
) -> list[frozenset[str]]:
    scores = _scores(cases, links)
    for pairs, score in ((together, float("inf")), (apart, float("-inf"))):
        scores.update({pair: score for pair in pairs if pair[0] in cases and pair[1] in cases})
    return _Linkage(cases, scores).run()


def _scores(cases: Mapping[str, ClaimCase], links: Iterable[ClaimLink]) -> dict[Pair, float]:
    """Return the score of each pair that is linked, and of equal claims that are told in one story."""
    scores: dict[Pair, float] = {}
    for link in links:
        if link.left not in cases or link.right not in cases:
            continue
        if link.relation is ClaimRelation.SAME:
            scores.setdefault(_sorted((link.left, link.right)), link.score)
        elif link.relation is ClaimRelation.CONTRADICTS:
            scores[_sorted((link.left, link.right))] = AGAINST
    for group in _equal_claims(cases):
        for one, other in pairwise(group):
            scores.setdefault(_sorted((one, other)), 1.0)
    return scores


def _equal_claims(cases: Mapping[str, ClaimCase]) -> list[list[str]]:
    """Return assertions with one claim key and one sign, of one story unless the claim tells of a state."""
    groups: dict[tuple[str | None, ...], list[str]] = defaultdict(list)
    for key in sorted(cases):
        case = cases[key]
        if is_hollow(case):
            continue
        lasting = case.predicate in STATIVE and case.time is None
        story = None if lasting else case.story or (case.published or "")[:7]
        groups[case.claim, case.polarity.value, story].append(key)
    return [group for group in groups.values() if len(group) > 1]


class _Linkage:
    """Greedy average linkage over a sparse graph of scores."""

    def __init__(self, cases: Mapping[str, ClaimCase], scores: Mapping[Pair, float]) -> None:
        self._members: dict[str, list[str]] = {key: [key] for key in sorted(cases)}
        self._sums: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
        for (left, right), score in scores.items():
            self._sums[left][right] = self._sums[right][left] = (score, 1)
        self._heap: list[tuple[float, str, str]] = []

    def run(self) -> list[frozenset[str]]:
        self._heap = [
            (-self._mean(left, right), left, right) for left in self._sums for right in self._sums[left] if left < right
        ]
        heapify(self._heap)
        while self._heap:
            score, left, right = heappop(self._heap)
            if -score < LEAST_MEAN:
                break
            if left in self._members and right in self._members and -score == self._mean(left, right):
                self._merge(left, right)
        return [frozenset(members) for members in self._members.values()]

    def _mean(self, left: str, right: str) -> float:
        total, n_linked = self._sums[left][right]
        n_pairs = len(self._members[left]) * len(self._members[right])
        return (total + UNLINKED * (n_pairs - n_linked)) / n_pairs

    def _merge(self, left: str, right: str) -> None:
        """Join the right cluster to the left one, whose key is the smaller, and score its neighbours anew."""
        self._members[left] += self._members.pop(right)
        of_right = self._sums.pop(right)
        of_left = self._sums[left]
        of_left.pop(right, None)
        for other, (total, n_linked) in of_right.items():
            if other == left:
                continue
            known_total, known_n = of_left.get(other, (0.0, 0))
            of_left[other] = self._sums[other][left] = (total + known_total, n_linked + known_n)
            self._sums[other].pop(right, None)
        for other in of_left:
            first, second = _sorted((left, other))
            heappush(self._heap, (-self._mean(first, second), first, second))


def _name_clusters(cases: Mapping[str, ClaimCase], clusters: Iterable[frozenset[str]]) -> dict[str, str]:
    """Give each cluster the key of its canonical claim, the largest first, so that it keeps a key that several want."""
    taken: set[str] = set()
    named: dict[str, str] = {}
    for members in sorted(clusters, key=lambda members: (-len(members), min(members))):
        key = _canonical([cases[member] for member in members])
        if key in taken:
            key = digest(key, min(members))
        taken.add(key)
        named.update(dict.fromkeys(members, key))
    return dict(sorted(named.items()))


def _canonical(cases: list[ClaimCase]) -> str:
    articles = Counter(claim for claim, _ in {(case.claim, case.article) for case in cases})
    texts = {case.claim: case.text for case in sorted(cases, key=lambda case: (case.claim, case.text))}
    return min(articles, key=lambda claim: (-articles[claim], len(texts[claim]), claim))
