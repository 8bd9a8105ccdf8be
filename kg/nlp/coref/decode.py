"""From mentions to chains: each mention goes to the best thing before it, or to none.

    mentions, left to right → candidates → hard constraints → points of the rules + scores of a network → the best thing

The points are those of a scorecard (`points.toml`); a network's scores are added where there is one. The
chances of all mentions of one thing count together, so that a thing is chosen and not a place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from kg.nlp.coref.candidates import AntecedentScores, Candidate, Memory
from kg.nlp.coref.pairs import describe_new, describe_pair, pair_kind
from kg.nlp.coref.profiles import Profile, top_of
from kg.nlp.coref.scene import Scene
from kg.nlp.coref.scorecard import Points, load_points
from kg.nlp.coref.things import Kind, Mention, Thing
from kg.nlp.syntax import conjuncts

if TYPE_CHECKING:
    from numpy.typing import NDArray

SURE, SURE_OF_NOUN = 0.4, 0.7
"""Probabilities from which on a mention goes by the name of its thing: a wrong name of a noun misleads more."""
Choose = Callable[[Scene, Mention, "list[Candidate]"], "Choice | None"]
"""Takes a mention and its candidates; returns the one that it goes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The antecedent of a mention."""

    candidate: Candidate
    probability: float
    """That the thing of this antecedent is meant, by the points."""


def resolve_mentions(scene: Scene, *, choose: Choose, antecedent_scores: AntecedentScores | None = None) -> None:
    """Add every mention of a scene that has no thing yet to the thing that it is one with.

    Args:
        scene: with the things that are known beforehand: names, offices, appositions.
        choose: picks one of the candidates.
        antecedent_scores: where given, nouns also get candidates of other words, those that it holds for likely.
    """
    memory = Memory(scene, antecedent_scores=antecedent_scores)
    for mention in scene.mentions:
        if mention not in scene.thing_of and not scene.is_left_to_speakers(mention):
            candidates = memory.candidates(mention)
            choice = choose(scene, mention, candidates)
            if choice is not None:
                _join(scene, mention, choice)
        memory.add(mention)


def _join(scene: Scene, mention: Mention, choice: Choice) -> None:
    profile, antecedent = scene.profiles[mention], choice.candidate.mention
    thing = scene.thing_for(antecedent)
    thing.gender = thing.gender or scene.profiles[antecedent].gender or profile.gender
    scene.join(
        mention, thing, confidence=round(choice.probability, 2), anchored=_is_sure(profile, choice, mention.kind)
    )


def _is_sure(profile: Profile, choice: Choice, kind: Kind) -> bool:
    """Tell whether a mention goes by the name of its thing: not what it is said to be, nor whoever writes I."""
    if choice.candidate.joined or profile.predicate or profile.form in ("i", "we", "you"):
        return False
    return choice.probability >= (SURE if kind is Kind.PRONOUN else SURE_OF_NOUN)


NETWORK_WEIGHTS = {Kind.PRONOUN: 0.5}
"""What the network's scores of antecedents count beside the points, by the kind of mention: they help with pronouns.
With nouns and names they take from what the points reach alone: half of what they learnt is another program's."""


def best_by_points(
    *,
    points: Points | None = None,
    antecedent_scores: AntecedentScores | None = None,
    weights: Mapping[Kind, float] = NETWORK_WEIGHTS,
) -> Choose:
    """Return the choice by the points of the rules and, where given, the scores of a network.

    Args:
        points: log-odds by feature; those of the scorecard where None.
        antecedent_scores: see `AntecedentScores`.
        weights: what the scores are multiplied by, by the kind of mention; 0 for other kinds.
    """
    used = load_points() if points is None else points

    def choose(scene: Scene, mention: Mention, candidates: list[Candidate]) -> Choice | None:
        if not candidates:
            return None
        scores = _rule_scores(scene, mention, candidates, used)
        heads = [one.mention.head for one in candidates]
        weight = weights.get(mention.kind, 0.0)
        network = antecedent_scores([mention.head], heads) if antecedent_scores is not None and weight else None
        if network is not None:
            scores = scores + weight * np.asarray(network[0], dtype=np.float64)
        choice = _best(candidates, scores, threshold=used.thresholds.get(pair_kind(scene.profiles[mention]), 0.0))
        if choice is not None and mention.kind is Kind.PRONOUN and _is_among_equals(scene, choice, candidates):
            return Choice(candidate=choice.candidate, probability=choice.probability / 2)
        return choice

    return choose


def _is_among_equals(scene: Scene, choice: Choice, candidates: list[Candidate]) -> bool:
    """Tell whether one that is coordinated with the chosen one fits too: "Ann and Eve left; she" may mean either."""
    chosen = {part.i for part in conjuncts(top_of(scene.doc[choice.candidate.mention.head]))}
    others = (one.mention for one in candidates if one.thing is not choice.candidate.thing or one.thing is None)
    return any(one.head in chosen and one != choice.candidate.mention for one in others if one.kind is not Kind.GROUP)


def _rule_scores(scene: Scene, mention: Mention, candidates: list[Candidate], points: Points) -> NDArray[np.float64]:
    """Return the log-odds of each candidate against there being no antecedent."""
    by_feature: Mapping[str, float] = points.by_feature
    none = sum(by_feature.get(one, 0.0) for one in describe_new(scene, mention, n_candidates=len(candidates)))
    found = [
        sum(
            by_feature.get(name, 0.0)
            for name in describe_pair(scene, mention, one.mention, one.thing, between=one.between)
        )
        for one in candidates
    ]
    return np.asarray(found) - none


def _best(candidates: list[Candidate], scores: NDArray[np.float64], *, threshold: float) -> Choice | None:
    """Return the thing that is likeliest; None where none is likelier than no antecedent."""
    weights = np.exp(np.clip(scores, -30, 30))
    total_by_thing: dict[Thing | Mention, float] = {}
    best_by_thing: dict[Thing | Mention, tuple[float, Candidate]] = {}
    for one, weight in zip(candidates, weights.tolist(), strict=True):
        key = one.thing if one.thing is not None else one.mention
        total_by_thing[key] = total_by_thing.get(key, 0.0) + weight
        best_by_thing[key] = max(best_by_thing.get(key, (0.0, one)), (weight, one), key=lambda pair: pair[0])
    key = max(total_by_thing, key=lambda one: total_by_thing[one])
    if total_by_thing[key] <= exp(threshold):
        return None
    probability = total_by_thing[key] / (1 + sum(total_by_thing.values()))
    return Choice(candidate=best_by_thing[key][1], probability=probability)
