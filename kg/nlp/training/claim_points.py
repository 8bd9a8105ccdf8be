"""Fit the points by which claims are compared: logistic regressions whose points keep their sign.

    features and labels of pairs → points by feature, with the F1 of five-fold cross-validation

A feature that can only speak for a question never gets negative points, and the reverse, so that few labelled pairs
teach no oddities. What no labelled pair shows keeps points set by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

N_FOLDS = 5
N_STEPS = 4000
PENALTY = 0.5
"""How much large points cost (ridge)."""
THRESHOLDS = tuple(round(0.2 + 0.025 * step, 3) for step in range(25))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Labelled pairs: a row of features each."""

    names: tuple[str, ...]
    features: Matrix
    labels: NDArray[np.str_]
    groups: NDArray[np.str_]
    """What a pair belongs to, such as its story; a group is never split between folds."""
    weights: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Points with what they reach."""

    bias: float
    by_feature: Mapping[str, float]
    threshold: float
    """Where the F1 of cross-validation is best."""
    f1: float
    """The F1 of cross-validation at that threshold, on the pairs of weight 1."""


def fit_points(
    table: Table, *, positive: Sequence[str], signs: Mapping[str, int], fixed: Mapping[str, float] | None = None
) -> Fit:
    """Fit points that tell the pairs with some labels from the others.

    Args:
        table: labelled pairs.
        positive: the labels that are to be told.
        signs: 1 for features that can only speak for it, -1 for those that can only speak against it; features that
            are left out get no points.
        fixed: points that are set by hand.
    """
    wanted = np.isin(table.labels, positive).astype(np.float64)
    columns = [table.names.index(name) for name in signs]
    features, bounds = table.features[:, columns], np.array(list(signs.values()), dtype=np.float64)
    folds = _folds(table.groups)
    scores = np.zeros(len(wanted))
    for fold in range(N_FOLDS):
        held = folds == fold
        points, bias = _descend(features[~held], wanted[~held], table.weights[~held], bounds)
        scores[held] = _sigmoid(features[held] @ points + bias)
    gold = table.weights >= 1
    f1, threshold = max((_f1(wanted[gold], scores[gold] >= at), at) for at in THRESHOLDS)
    points, bias = _descend(features, wanted, table.weights, bounds)
    by_feature = {name: round(float(value), 3) for name, value in zip(signs, points, strict=True)}
    return Fit(bias=round(bias, 3), by_feature={**by_feature, **(fixed or {})}, threshold=threshold, f1=f1)


def _folds(groups: NDArray[np.str_]) -> NDArray[np.int64]:
    number_by_group = {group: number for number, group in enumerate(sorted(set(groups.tolist())))}
    return np.array([number_by_group[group] % N_FOLDS for group in groups.tolist()])


def _descend(features: Matrix, wanted: Matrix, weights: Matrix, signs: Matrix) -> tuple[Matrix, float]:
    """Return points and bias by projected gradient descent with momentum (Nesterov 1983)."""
    points, bias = np.zeros(features.shape[1]), 0.0
    ahead, ahead_bias = points.copy(), bias
    rate = 1 / (
        0.25 * float((weights[:, None] * np.hstack([features, np.ones((len(features), 1))]) ** 2).sum()) + PENALTY
    )
    for step in range(N_STEPS):
        error = weights * (_sigmoid(features @ ahead + ahead_bias) - wanted)
        new = ahead - rate * (features.T @ error + 2 * PENALTY * ahead)
        new = np.where(new * signs < 0, 0.0, new)
        new_bias = ahead_bias - rate * float(error.sum())
        momentum = step / (step + 3)
        ahead, ahead_bias = new + momentum * (new - points), new_bias + momentum * (new_bias - bias)
        points, bias = new, new_bias
    return points, bias


def _sigmoid(values: Matrix) -> Matrix:
    return np.asarray(1 / (1 + np.exp(-values)), dtype=np.float64)


def _f1(wanted: Matrix, found: NDArray[np.bool_]) -> float:
    hits = float((wanted * found).sum())
    return 2 * hits / (float(wanted.sum()) + float(found.sum())) if hits else 0.0
