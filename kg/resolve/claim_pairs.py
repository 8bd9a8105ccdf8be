"""Compare two claims of different places: the same, one that says more, or one that cannot hold beside the other.

    ClaimCase ×2 → Reading ×2 → features → points → ClaimLink or None

The points are logistic regressions (`claim_points.toml`, fitted by `kg.nlp.training.claim_points`); what makes a
contradiction of two claims about one thing is told by rules: the other sign, a contrary, clashing numbers, swapped
roles or another time of one event (after de Marneffe, Rafferty and Manning 2008, Finding contradictions in text).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp

from kg.records import ClaimCase, ClaimLink, ClaimRelation
from kg.resolve.claim_features import CONTRARY, SAME_CONCEPT, Features, Weigh, compare_readings, go_apart, plain_weight
from kg.resolve.claim_reading import Reading, read_case
from kg.resolve.claim_reasons import render_reasons

DECIDED_BY = "claim-points"
FEWEST_SHARED = 2
"""Atoms that two claims must share to be compared at all."""
FEWEST_WITHOUT_NAMES = 3
"""The same where both name somebody and nobody is named in both."""
LEAST_SHARE = 0.2
"""Of the atoms of both claims, where the predicates have nothing in common."""
OTHER_WORDS, OTHER_OBJECT = 0.1, 0.25
"""How much surer one must be where the predicates, or only the objects, have nothing in common."""
MORE = 0.15
"""How much more one claim must say than the other for it to refine it."""
LEAST_PATIENT = 0.1
"""How well what is acted on must match where the predicates do."""
LEAST_SAID = 0.25
"""How well what is said must match."""
GOOD_PART = 0.6
"""From this match on two parts are taken to be one thing."""
SWAPPED = 0.8
SAID_ALIKE = 0.5
COUNTED_ALIKE = 0.3
"""How much of their words claims with clashing numbers must share."""
CLASHES = ("other_sign", "contrary", "number_clash", "swapped", "time_clash")
"""Features that make a contradiction of claims that are about one thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """One logistic regression: a score from features."""

    bias: float
    threshold: float
    """From this probability on the answer is yes."""
    by_feature: Mapping[str, float]

    def score(self, features: Features) -> float:
        """Return the probability, 0 to 1."""
        total = self.bias + sum(points * features[name] for name, points in self.by_feature.items())
        return 1 / (1 + exp(-total))


@cache
def load_points() -> Mapping[str, Points]:
    """Load the points by the question that they answer: `same`, `close`."""
    data = tomllib.loads(resources.files("kg.resolve").joinpath("claim_points.toml").read_text(encoding="utf-8"))
    return {
        name: Points(bias=table["bias"], threshold=table["threshold"], by_feature=table["points"])
        for name, table in data.items()
        if isinstance(table, dict)
    }


def compare_claims(left: ClaimCase, right: ClaimCase, *, weigh: Weigh = plain_weight) -> ClaimLink | None:
    """Compare two claims; None where they are about different things or nothing can be told.

    Args:
        left: one assertion's claim; `refines` and `entails` are read from it to the right one.
        right: another assertion's claim.
        weigh: how much each atom tells in the story, 0 to 1 (`claim_blocks.rarity`).
    """
    return link_readings(read_case(left), read_case(right), weigh=weigh)


def link_readings(one: Reading, other: Reading, *, weigh: Weigh) -> ClaimLink | None:
    """Compare two claims as they were read; see `compare_claims`."""
    if is_hopeless(one, other):
        return None
    left, right = one.case, other.case
    features = compare_readings(one, other, weigh=weigh)
    if left.article == right.article and features["predicate"] < SAME_CONCEPT:
        return None  # what one sentence says of one thing in two clauses shares most of its words
    judged = _judge(one, other, features)
    if judged is None:
        return None
    relation, score = judged
    turned = relation is ClaimRelation.REFINES and features["more_left"] < 0
    return ClaimLink(
        left=right.key if turned else left.key,
        right=left.key if turned else right.key,
        relation=relation,
        score=round(score, 3),
        reasons=render_reasons(one, other, features),
        decided_by=DECIDED_BY,
    )


def is_hopeless(left: Reading, right: Reading) -> bool:
    """Tell at a glance that two claims share too little for any relation."""
    shared = len(left.bag & right.bag)
    if left.core.isdisjoint(right.core) and left.against.isdisjoint(right.core):
        return shared < LEAST_SHARE * (len(left.bag) + len(right.bag) - shared)
    if left.names and right.names and left.names.isdisjoint(right.names):
        return shared < FEWEST_WITHOUT_NAMES
    return shared < FEWEST_SHARED


def _judge(left: Reading, right: Reading, features: Features) -> tuple[ClaimRelation, float] | None:
    points = load_points()
    if any(features[name] for name in CLASHES):
        if not clashes(left, right, features):
            return None
        score = points["close"].score(_without_clashes(features))
        return (ClaimRelation.CONTRADICTS, score) if score >= points["contradicts"].threshold else None
    score = points["same"].score(features)
    if score >= points["same"].threshold + _doubt(left, right, features) and not _are_others(left, right, features):
        return ClaimRelation.SAME, score
    if (
        abs(features["more_left"]) < MORE
        or features["predicate"] < SAME_CONCEPT
        or not _parts_match(left, right, features)
    ):
        return None
    close = points["close"].score(features)
    return (ClaimRelation.REFINES, close) if close >= points["refines"].threshold else None


def _without_clashes(features: Features) -> Features:
    """Return features as if nothing clashed, so that what is left tells whether two claims are about one thing."""
    if features["swapped"]:
        turned = {
            "agent": features["swapped"],
            "patient": features["swapped"],
            "agent_clash": 0.0,
            "patient_clash": 0.0,
        }
        return {**features, **dict.fromkeys(CLASHES, 0.0), **turned}
    return {**features, **dict.fromkeys(CLASHES, 0.0)}


def clashes(left: Reading, right: Reading, features: Features) -> bool:
    """Tell whether two claims could not both hold: they tell of one thing, and clash.

    Only what is stated can clash: what is demanded, feared or not confirmed leaves its contrary open.
    """
    if not (left.stated and right.stated) or features["one_says"] or features["tense_clash"]:
        return False
    one, other = left.case, right.case
    if one.article == other.article and one.speakers == other.speakers:
        return False  # nobody contradicts himself in one article: the two tell of different things
    if features["swapped"] >= SWAPPED and features["predicate"] >= SAME_CONCEPT:
        return True
    if features["predicate"] < CONTRARY or not _parts_match(left, right, features) or features["others_clash"]:
        return False
    if left.says and (features["overlap"] < SAID_ALIKE or left.case.subject != right.case.subject):
        return False
    if features["number_clash"]:
        return _count_one_thing(left, right, features)
    differs = bool(features["other_sign"] or features["contrary"])
    if features["time_clash"]:  # what did not happen in May may happen in June
        return bool(features["same_event"]) and not differs
    return differs


def _doubt(left: Reading, right: Reading, features: Features) -> float:
    """Return how much surer one must be where the predicates have nothing in common, or where the objects have not."""
    both = left.patient is not None and right.patient is not None
    if both and features["predicate"] >= SAME_CONCEPT and features["patient"] < LEAST_PATIENT:
        return OTHER_OBJECT
    return OTHER_WORDS if features["predicate"] < CONTRARY else 0.0


def _are_others(left: Reading, right: Reading, features: Features) -> bool:
    """Tell whether who acts, or what is acted on, is somebody else by name, or something else is said.

    Where no object tells, the other arguments do: who travels to Oslo does not travel to Rome.
    """
    for name, one, other in (("agent", left.agent, right.agent), ("patient", left.patient, right.patient)):
        if one is not None and other is not None and one.is_name and other.is_name and not features[name]:
            return True
    if left.says and right.says and (left.patient is None or right.patient is None):
        return left.case.claim != right.case.claim or features["overlap"] < SAID_ALIKE
    if left.patient is None or right.patient is None or left.case.predicate == right.case.predicate == "be":
        return go_apart(left.others, right.others)
    return left.says and right.says and features["patient"] < LEAST_SAID


def _count_one_thing(left: Reading, right: Reading, features: Features) -> bool:
    """Tell whether two numbers count the same: units share a word, or neither has one and somebody does it to them."""
    said = len(left.said & right.said) / min(len(left.said), len(right.said))
    if max(features["contained"], said) < COUNTED_ALIKE:
        return False
    if left.unit and right.unit:
        return not left.unit.isdisjoint(right.unit)
    return not (left.unit or right.unit) and features["agent"] >= GOOD_PART


def _parts_match(left: Reading, right: Reading, features: Features) -> bool:
    """Tell whether who acts and what is acted on match wherever both claims name them, and one of them does."""
    agents = left.agent is not None and right.agent is not None
    patients = left.patient is not None and right.patient is not None
    if (left.agent is None) != (right.agent is None) and (left.patient is None) != (right.patient is None):
        return features["crossed"] >= GOOD_PART
    return (
        (agents or patients or features["others"] >= GOOD_PART)
        and (not agents or features["agent"] >= GOOD_PART)
        and (not patients or features["patient"] >= GOOD_PART)
    )
