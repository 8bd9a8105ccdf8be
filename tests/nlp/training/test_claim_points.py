import numpy as np
import pytest

from kg.nlp.training.claim_points import Table, fit_points


def table(n_pairs=60):
    """Pairs of ten stories: the first feature tells, the second misleads, the third says nothing."""
    random = np.random.default_rng(7)
    told = np.arange(n_pairs) % 2
    features = np.column_stack([told, told, random.random(n_pairs)]).astype(float)
    labels = np.where(told == 1, "same", "none")
    groups = np.array([str(number % 10) for number in range(n_pairs)])
    return Table(
        names=("tells", "misleads", "noise"),
        features=features,
        labels=labels,
        groups=groups,
        weights=np.ones(n_pairs),
    )


def test_points_tell_what_they_were_fitted_to():
    fit = fit_points(table(), positive=("same",), signs={"tells": 1, "noise": 1})
    assert fit.f1 == 1
    assert fit.by_feature["tells"] > 1
    assert fit.by_feature["tells"] > 5 * fit.by_feature["noise"]
    assert fit.bias < 0


def test_points_never_speak_in_the_wrong_direction():
    fit = fit_points(table(), positive=("same",), signs={"tells": 1, "misleads": -1})
    assert fit.by_feature["misleads"] == 0


def test_points_that_are_fixed_stay():
    fit = fit_points(table(), positive=("same",), signs={"tells": 1}, fixed={"place": -0.7})
    assert fit.by_feature["place"] == pytest.approx(-0.7)
