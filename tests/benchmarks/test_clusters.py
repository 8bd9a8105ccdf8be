"""The scores of coreference on hand-made clusters, and on the worked example of their reference implementation."""

from itertools import permutations

import pytest

from tests.benchmarks.clusters import SCORES, conll_f1, score_b_cubed, score_ceaf, score_mentions, score_muc
from tests.benchmarks.counts import Counts


def clusters(text):
    return [frozenset(part) for part in text.split()]


# Pradhan et al. 2014, figure 1: K = {a b c} {d e f g}, R = {a b} {c d} {f g h i}
KEY = clusters("abc defg")
RESPONSE = clusters("ab cd fghi")


@pytest.mark.parametrize(
    ("score", "precision", "recall", "f1"),
    [
        (score_muc, 40.0, 40.0, 40.0),
        (score_b_cubed, 50.0, 100 * 35 / 12 / 7, 45.45),
        (score_ceaf, 100 * 1.3 / 3, 65.0, 52.0),
    ],
)
def test_worked_example_of_the_reference_implementation(score, precision, recall, f1):
    counts = score(RESPONSE, KEY)
    assert counts.precision == pytest.approx(precision, abs=0.01)
    assert counts.recall == pytest.approx(recall, abs=0.01)
    assert counts.f1 == pytest.approx(f1, abs=0.01)


def test_mentions_of_the_worked_example():
    assert score_mentions(RESPONSE, KEY) == Counts(6, 8, 7)


@pytest.mark.parametrize("score", SCORES.values())
def test_the_gold_scores_100_and_nothing_scores_0(score):
    assert score(KEY, KEY).f1 == pytest.approx(100)
    assert score([], KEY).f1 == 0
    assert score(KEY, []).f1 == 0
    assert score(clusters("xy"), KEY).f1 == 0


def test_conll_is_the_mean_of_the_three():
    counts = {name: score(RESPONSE, KEY) for name, score in SCORES.items()}
    assert conll_f1(counts) == pytest.approx((40 + 45.4545 + 52) / 3, abs=0.01)


def test_one_big_cluster_has_full_recall_and_little_precision():
    everything = clusters("abcdefg")
    assert score_muc(everything, KEY).recall == 100
    assert score_b_cubed(everything, KEY).recall == pytest.approx(100)
    assert score_b_cubed(everything, KEY).precision == pytest.approx(100 * (9 + 16) / 49)


def test_clusters_are_paired_so_that_the_sum_is_best():
    found, wanted = clusters("abc de fgh ij"), clusters("ad bcfg ehi j")
    alike = [[2 * len(one & other) / (len(one) + len(other)) for other in wanted] for one in found]
    best = max(sum(alike[i][j] for i, j in enumerate(order)) for order in permutations(range(len(wanted))))
    assert score_ceaf(found, wanted).right == pytest.approx(best)


def test_counts_of_texts_are_added():
    total = score_muc(KEY, KEY) + score_muc([], KEY)
    assert (total.precision, total.recall) == (100, 50)
