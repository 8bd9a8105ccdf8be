"""Fitting and writing points: a handful of made-up choices."""

import tomllib

from kg.nlp.training.antecedents import (
    MIN_COUNT,
    THRESHOLD_OF_NOUN,
    THRESHOLD_OF_PRONOUN,
    Example,
    fit_points,
    write_points,
)


def test_a_feature_of_right_antecedents_gets_points():
    near = Example([["new|he"], ["he|near"], ["he|far"]], [False, True, False])
    points = fit_points([near] * MIN_COUNT)
    assert points["he|near"] > 0 > points["he|far"]


def test_a_rare_feature_gets_none():
    assert fit_points([Example([["new|he"], ["he|near"]], [False, True])] * (MIN_COUNT - 1)) == {}


def test_classes_have_their_thresholds(tmp_path):
    path = tmp_path / "points.toml"
    write_points({"new|he": 1.0, "new|noun-def": 2.0, "new|i": 0.5, "he|near": 1.5}, path)
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert data["thresholds"] == {"he": THRESHOLD_OF_PRONOUN, "noun-def": THRESHOLD_OF_NOUN}
    assert data["points"]["he|near"] == 1.5
