"""How likely it is that a relation says what its sentence says.

Every feature of a relation has points (log-odds) in `confidence.toml`; their sum, squeezed to 0–1, is the confidence.
The points were fitted by `kg.nlp.training.confidence` on relations that people read and found right or wrong, so that
of the relations with 0.8 about 8 of 10 are right; `tests.benchmarks.confidence` shows how far that holds.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from math import exp, log
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kg.nlp.relation.drafts import Draft
from kg.nlp.relation.tree import Node


class Assess(Protocol):
    """Gives a relation its confidence, 0 to 1."""

    def __call__(self, draft: Draft, *, certainties: NDArray[np.float32] | None, in_headline: bool) -> float:
        """Return the confidence."""


USUAL_CERTAINTY = 0.9
"""Probability of a word's place in the tree where the parser tells none."""
FLOOR, CEILING = 0.05, 0.995
"""Least and greatest probability that is told apart."""


def probability(draft: Draft, *, certainties: NDArray[np.float32] | None, in_headline: bool) -> float:
    """Return the confidence of a relation, 0 to 1."""
    points = load_points()
    total = points["bias"]
    for feature, value in features(draft, certainties=certainties, in_headline=in_headline):
        total += points.get(feature, 0.0) * value
    return 1 / (1 + exp(-total))


def features(
    draft: Draft, *, certainties: NDArray[np.float32] | None, in_headline: bool
) -> Iterator[tuple[str, float]]:
    """Yield the names and values of a relation's features."""
    yield f"rule={draft.rule}", 1.0
    logits = sorted(_logit(certainties[i]) for i in _skeleton(draft)) if certainties is not None else []
    yield "certainty", sum(logits[:2]) / len(logits[:2]) if logits else _logit(USUAL_CERTAINTY)
    if in_headline:
        yield "headline", 1.0
    subject = draft.subject.phrase.head if draft.subject is not None else None
    if subject is not None and subject.pos == "PRON":
        yield f"subject={subject.lower}" if subject.lower in ("it", "that", "which", "this") else "subject=pronoun", 1.0
    if not draft.arguments:
        yield "no-argument", 1.0
    yield "more-arguments", float(max(0, len(draft.arguments) - 1))


def _skeleton(draft: Draft) -> Iterator[int]:
    """Yield the tokens that the relation stands on: its predicate and the heads of its parts."""
    yield draft.head.i
    slots = [*([draft.subject] if draft.subject is not None else []), *draft.arguments]
    heads: list[Node] = [slot.clause or slot.phrase.head for slot in slots]
    yield from sorted({head.i for head in heads} - {draft.head.i})


def _logit(share: float) -> float:
    share = min(max(float(share), FLOOR), CEILING)
    return log(share / (1 - share))


@cache
def load_points() -> dict[str, float]:
    """Load the points of each feature; `bias` is where every relation starts."""
    text = resources.files("kg.nlp.relation").joinpath("confidence.toml").read_text(encoding="utf-8")
    return {feature: float(points) for feature, points in tomllib.loads(text)["points"].items()}
