"""Fitting the points of pairs of mentions; what it imports needs torch and onnx, which belong to the `train` extra."""

import numpy as np
import pytest

from kg.resolve.mention_nodes import thing_nodes
from tests.resolve.story_mentions import Shelf

pytest.importorskip("torch", reason="torch belongs to the train extra")
pytest.importorskip("onnx", reason="onnx belongs to the train extra")
mention_points = pytest.importorskip("kg.nlp.training.mention_points")


def test_points_are_the_log_odds_that_made_the_answers():
    random = np.random.default_rng(1)
    rows = np.column_stack([np.ones(20_000), random.integers(0, 2, 20_000), random.normal(size=20_000)]).astype(float)
    points = np.array([-2.0, 3.0, 0.5])
    answers = (random.random(20_000) < 1 / (1 + np.exp(-rows @ points))).astype(float)
    assert mention_points._regress(rows, answers) == pytest.approx(points, abs=0.15)


def test_a_feature_that_never_occurs_has_no_points():
    rows = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0]])
    bias, none = mention_points._regress(rows, np.array([1.0, 0.0, 0.0, 0.0]))
    assert none == 0
    assert bias == pytest.approx(np.log(1 / 3))


def test_an_article_s_words_are_those_of_its_mentions():
    shelf = Shelf()
    shelf.name("a", "Port Ellis", "port-ellis")
    shelf.nominal("a", "ferry")
    shelf.verb("a", "say")
    assert mention_points.words(shelf.mentions) == {"port": 1, "ellis": 1, "ferry": 1}


def test_a_node_belongs_to_the_gold_cluster_of_most_of_its_mentions():
    shelf = Shelf()
    for _ in range(3):
        shelf.nominal("a", "ferry", chain=1)
    (node,) = thing_nodes(shelf.mentions)
    first, second, third = (mention.start for mention in shelf.mentions)
    gold = {
        "a": [
            (first, first + 5, "entity", "one"),
            (second, second + 4, "entity", "one"),
            (third, third + 5, "entity", "two"),
            (first, first + 5, "event", "three"),
        ]
    }
    assert mention_points._cluster(node, shelf.mentions, gold, "entity") == "one"
    assert mention_points._cluster(node, shelf.mentions, {"a": [(0, 2, "entity", "one")]}, "entity") is None
