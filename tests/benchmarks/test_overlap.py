"""Baselines of claims across articles, on texts made by hand."""

import pytest

from tests.benchmarks.overlap import choose_point, compare_meanings, compare_words, count_reached, missing_packages

PAIRS = [
    ("The mayor opened the bridge.", "The mayor opened the bridge!"),
    ("The mayor opened the bridge.", "The bridge was opened by the mayor."),
    ("The mayor opened the bridge.", "Rain fell in the valley."),
]


def test_words_that_are_shared():
    same, passive, other = compare_words(PAIRS)
    assert same == pytest.approx(1)
    assert other < passive < same


def test_rare_words_count_more():
    pairs = [("a ferry", "a barge"), ("a ferry", "the ferry"), ("a dog", "a cat"), ("a hen", "a fox")]
    common, rare, *_ = compare_words(pairs)
    assert rare > common


def test_no_words_share_nothing():
    assert compare_words([("…", "—")]) == [0]


def test_the_point_with_the_best_f1_is_chosen():
    scores, wanted = [0.9, 0.7, 0.6, 0.2], [True, True, False, False]
    assert choose_point(scores, wanted) == 0.7
    assert count_reached(scores, wanted, point=0.7).f1 == 100
    assert count_reached(scores, wanted, point=0.6).precision == pytest.approx(200 / 3)


@pytest.mark.skipif(bool(missing_packages()), reason="the train extra is not installed")
def test_meanings_of_one_thing_said_twice_are_closer():
    same, passive, other = compare_meanings(PAIRS)
    assert same > passive > 0.8 > other
