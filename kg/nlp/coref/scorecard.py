"""The points of the rules: how much each feature of a pair speaks for or against its being one.

Fitted by `kg.nlp.training.antecedents`, without names and hardly any words, so that they speak about English and not
about a topic.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Log-odds by feature."""

    by_feature: Mapping[str, float]
    thresholds: Mapping[str, float] = field(default_factory=dict)
    """Log-odds from which a mention of a class has an antecedent, 0 where not given."""


@cache
def load_points() -> Points:
    """Load `points.toml`."""
    text = resources.files("kg.nlp.coref").joinpath("points.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Points(by_feature=data["points"], thresholds=data.get("thresholds", {}))
