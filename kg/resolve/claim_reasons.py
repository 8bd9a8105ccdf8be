"""Why two claims were judged to relate as they do, in words for people."""

from collections.abc import Iterator

from kg.records import ClaimCase
from kg.resolve.claim_features import Features
from kg.resolve.claim_reading import Reading
from kg.resolve.claim_slots import Slot
from kg.resolve.claim_words import CONCEPT, NAME

GOOD = 0.75
"""From this match on a part is given as a reason."""
MOST_WORDS = 4
SHARED_WORDS = 0.25
"""From this overlap on the words in common are given as a reason."""
CLOSE = 0.8
"""From this cosine on the meaning is given as a reason."""


def render_reasons(left: Reading, right: Reading, features: Features) -> tuple[str, ...]:
    """Return what speaks for the relation of two claims, the strongest first."""
    return (*_clashes(left, right, features), *_agreements(left, right, features))


def _clashes(left: Reading, right: Reading, features: Features) -> Iterator[str]:
    one, other = left.case, right.case
    if features["contrary"]:
        yield f"“{one.predicate}” and “{other.predicate}” are contraries"
    if features["other_sign"]:
        yield "one is negated, the other is not"
    if features["number_clash"]:
        yield f"{render_number(one)} against {render_number(other)}"
    if features["swapped"]:
        yield "who acts and who is acted on are swapped"
    if features["time_clash"]:
        yield f"{one.time} against {other.time}"


def _agreements(left: Reading, right: Reading, features: Features) -> Iterator[str]:
    one, other = left.case, right.case
    if one.predicate == other.predicate:
        yield f"both say “{one.predicate}”"
    elif features["same_event"]:
        yield "both tell of one event"
    elif not features["contrary"] and (shared := left.core & right.core):
        yield f"“{one.predicate}” and “{other.predicate}” are one sense: {_name(min(shared))}"
    if features["agent"] >= GOOD and left.agent and right.agent:
        yield _same_part("subject", left.agent, right.agent)
    if features["patient"] >= GOOD and left.patient and right.patient and one.object_claim is None:
        yield _same_part("object", left.patient, right.patient)
    if features["number"] and features["time_clash"] == 0:
        yield f"{render_number(one)} and {render_number(other)} go together"
    if features["time"]:
        yield f"{one.time} and {other.time} overlap" if one.time != other.time else f"both on {one.time}"
    words = sorted(
        (word for word in left.bag & right.bag if word[0] not in (CONCEPT, NAME)), key=lambda word: (-len(word), word)
    )
    if words and features["overlap"] >= SHARED_WORDS:
        yield f"words in common: {', '.join(sorted(words[:MOST_WORDS]))}"
    if features["meaning"] >= CLOSE:
        yield f"their sentences mean nearly the same ({features['meaning']:.2f})"


def _same_part(part: str, left: Slot, right: Slot) -> str:
    if left.label == right.label:
        return f"both have {_titled(left)} as {part}"
    return f"{_titled(left)} and {_titled(right)} match as {part}"


def _titled(slot: Slot) -> str:
    return slot.label.title() if slot.is_name else f"“{slot.label}”"


def _name(atom: str) -> str:
    return atom.lstrip(CONCEPT + NAME)


def render_number(case: ClaimCase) -> str:
    """Return the number of a claim with its bound and unit: `at least 400 drones`, `450 exact`."""
    value = f"{case.quantity:g}" if case.quantity is not None else "no number"
    bound = f"{case.bound.replace('-', ' ')} " if case.bound is not None else ""
    return f"{bound}{value} {case.unit}" if case.unit is not None else f"{bound}{value}"
