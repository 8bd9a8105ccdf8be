"""Scores of coreference: MUC, B-cubed, CEAF-phi4 and their mean, CoNLL's F1.

Definitions: Pradhan et al. 2014, "Scoring Coreference Partitions of Predicted Mentions: A Reference Implementation";
MUC is Vilain et al. 1995, B-cubed Bagga, Baldwin 1998, CEAF Luo 2005 (phi4, entity-based). A cluster is a set of
mentions; no mention is in two clusters of one side. Counts of several texts are added, as CoNLL's scorer does.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

import rustworkx

from tests.benchmarks.counts import Counts

Cluster = frozenset[Hashable]
PRECISION = 10**9
"""The matching wants whole numbers as weights."""


def score_muc(found: Sequence[Cluster], wanted: Sequence[Cluster]) -> Counts:
    """Count the links that hold clusters together: a cluster has one fewer than mentions."""
    return Counts(
        right=_shared_links(found, wanted),
        found=sum(len(cluster) - 1 for cluster in found),
        wanted=sum(len(cluster) - 1 for cluster in wanted),
        right_of_wanted=_shared_links(wanted, found),
    )


def _shared_links(clusters: Iterable[Cluster], others: Iterable[Cluster]) -> int:
    """Links of the clusters that are left when the others cut them; a mention that no other has stands alone."""
    number = _number_by_mention(others)
    return sum(len(cluster) - len({number.get(mention, mention) for mention in cluster}) for cluster in clusters)


def _number_by_mention(clusters: Iterable[Cluster]) -> dict[Hashable, tuple[str, int]]:
    return {mention: ("cluster", i) for i, cluster in enumerate(clusters) for mention in cluster}


def score_b_cubed(found: Sequence[Cluster], wanted: Sequence[Cluster]) -> Counts:
    """Count for every mention the share of its cluster that the other side puts with it too."""
    return Counts(
        right=_shared_mentions(found, wanted),
        found=sum(map(len, found)),
        wanted=sum(map(len, wanted)),
        right_of_wanted=_shared_mentions(wanted, found),
    )


def _shared_mentions(clusters: Iterable[Cluster], others: Iterable[Cluster]) -> float:
    number = _number_by_mention(others)
    parts = ((Counter(number[mention] for mention in cluster if mention in number), cluster) for cluster in clusters)
    return sum(n * n / len(cluster) for part, cluster in parts for n in part.values())


def score_ceaf(found: Sequence[Cluster], wanted: Sequence[Cluster]) -> Counts:
    """Pair clusters of both sides one to one as well as can be, and count how alike the partners are (phi4)."""
    return Counts(right=_best_pairing(found, wanted), found=len(found), wanted=len(wanted))


def _best_pairing(found: Sequence[Cluster], wanted: Sequence[Cluster]) -> float:
    number = _number_by_mention(wanted)
    graph: rustworkx.PyGraph[None, float] = rustworkx.PyGraph()
    graph.add_nodes_from([None] * (len(found) + len(wanted)))
    for i, cluster in enumerate(found):
        shared = Counter(number[mention][1] for mention in cluster if mention in number)
        for j, n_shared in shared.items():
            graph.add_edge(i, len(found) + j, 2 * n_shared / (len(cluster) + len(wanted[j])))
    pairs = rustworkx.max_weight_matching(graph, weight_fn=lambda weight: round(PRECISION * weight))
    return sum(graph.get_edge_data(*pair) for pair in pairs)


SCORES: dict[str, Callable[[Sequence[Cluster], Sequence[Cluster]], Counts]] = {
    "MUC": score_muc,
    "B-cubed": score_b_cubed,
    "CEAF": score_ceaf,
}


def score_mentions(found: Iterable[Cluster], wanted: Iterable[Cluster]) -> Counts:
    """Count the mentions that are right, whatever their clusters."""
    ours, theirs = (frozenset[Hashable]().union(*clusters) for clusters in (found, wanted))
    return Counts(len(ours & theirs), len(ours), len(theirs))


def conll_f1(counts: dict[str, Counts]) -> float:
    """Return the mean of the three F1."""
    return sum(counts[name].f1 for name in SCORES) / len(SCORES)
