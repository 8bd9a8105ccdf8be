"""How likely it is that readers see an attribution in a candidate: a scorecard of additive points.

Every feature of a candidate has points (log-odds) in `scorecard.toml`; their sum, squeezed to 0–1, is the confidence.
The points were fitted on PolNeAR's training half by `kg.nlp.training.scorecard`, without names and without the words of
sources or contents, so that they speak about English and not about one country's politics.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from math import exp

from spacy.tokens import Token

from kg.nlp.attribution.candidates import Candidate
from kg.nlp.attribution.cues import bare_stance, is_negated

THRESHOLD = 0.35
"""Candidates below are no attributions: near the best F1 on PolNeAR, on the side of precision."""
PLAIN_THRESHOLDS = {
    "according": 0.15,
    "adjective-clause": 0.15,
    "adverb": 0.15,
    "as": 0.15,
    "clause": 0.15,
    "clause-before": 0.15,
    "closing": 0.15,
    "colon-quote": 0.15,
    "inserted": 0.15,
    "noun-clause": 0.15,
    "passive-clause": 0.15,
    "quote": 0.15,
    "infinitive": 0.25,
    "object-infinitive": 0.25,
}
"""The same for the plainest forms of known cues. PolNeAR's annotators left many out where another attribution holds
them; who traces hearsay and demands needs them, and their low confidence goes with them."""


COMMON_PRONOUNS = frozenset(
    {"i", "you", "we", "he", "she", "they", "it", "who", "which", "that", "this", "some", "many", "one"}
)


def probability(candidate: Candidate, *, in_quotes: bool) -> float:
    """Return the confidence of a candidate, 0 to 1."""
    points = load_points()
    total = points.get("bias", 0.0)
    for feature in features(candidate, in_quotes=in_quotes):
        total += points.get(feature, 0.0)
    return 1 / (1 + exp(-total))


def threshold_of(candidate: Candidate) -> float:
    """Return the confidence from which a candidate is an attribution."""
    is_known = bare_stance(candidate, default="") != ""
    return PLAIN_THRESHOLDS.get(candidate.frame, THRESHOLD) if is_known else THRESHOLD


def features(candidate: Candidate, *, in_quotes: bool) -> Iterator[str]:
    """Yield the names of a candidate's features."""
    trigger, frame, lemma = candidate.trigger, candidate.frame, candidate.lemma.lower()
    source = _describe_source(candidate)
    length = f"length={len(candidate.content).bit_length()}"
    quoted = "in-quotes" if in_quotes else "outside"
    yield f"frame={frame}"
    yield f"lemma={lemma}"
    yield f"stance={bare_stance(candidate, default='none')}/{frame}"
    yield f"source={source}"
    yield f"source={source}/{frame}"
    yield f"label={trigger.dep_}"
    yield f"label={trigger.dep_}/{frame}"
    yield quoted
    yield f"{quoted}/{frame}"
    yield length
    yield f"{length}/{frame}"
    if is_negated(trigger):
        yield "negated"
    if any(trigger.doc[i].is_quote for i in candidate.content):
        yield "holds-quotes"


def _describe_source(candidate: Candidate) -> str:
    """Name the kind of source: none, a pronoun, or part of speech with entity label."""
    if not candidate.source:
        return "none"
    head = _head(candidate)
    if head.pos_ == "PRON":
        return head.lower_ if head.lower_ in COMMON_PRONOUNS else "pronoun"
    return f"{head.pos_}:{head.ent_type_}"


def _head(candidate: Candidate) -> Token:
    """Return the source's head: the word whose own head lies outside."""
    doc, inside = candidate.trigger.doc, set(candidate.source)
    return next((doc[i] for i in candidate.source if doc[i].head.i not in inside), doc[candidate.source[-1]])


@cache
def load_points() -> dict[str, float]:
    """Load the points of each feature (`scorecard.toml`); `bias` is where every candidate starts."""
    text = resources.files("kg.nlp.attribution").joinpath("scorecard.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return {feature: float(points) for feature, points in data["points"].items()}
