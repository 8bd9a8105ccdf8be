"""What two readings of claims have in common and where they part: numbers between 0 and 1, each with a name.

Readings ×2 → features: weights of atoms come from how rare they are in the story (`rarity`), so that what every
article of it says tells nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import prod

import numpy as np

from kg.records import ClaimCase
from kg.resolve.claim_reading import Reading
from kg.resolve.claim_slots import Slot
from kg.resolve.claim_words import CONCEPT, NAME

Weigh = Callable[[str], float]
"""The weight of an atom, 0 to 1."""
Features = Mapping[str, float]

SAME_LEMMA, SAME_CONCEPT, CONTRARY, SAME_TYPE, MENTIONED = 1.0, 0.85, 0.7, 0.3, 0.4
"""How well two predicates match."""
MISSING = 0.5
"""What a part is taken to match where only one claim has it."""
HEAD = 0.6
"""What the same head alone is worth of a slot."""
ACTING = 0.8
"""How well a capital matches the country that it acts for."""
WIDER = 0.85
"""How well a phrase matches one with the same head and more modifiers."""
MENTIONED_WHOLE = 0.8
"""How well a noun phrase matches a clause that holds all of it."""
REPRESENTATIVES = frozenset({"~official", "~spokesperson", "~soldier", "~deleg"})
"""Heads of phrases for those who act for the country or body that the phrase names."""
SURNAME = 0.7
"""How well two names with the same last word match that nobody has made one."""
PARTIAL = 0.5
"""How well a name matches a phrase that holds it: `Russia`, `Russian army`."""
TOLERANCE = 0.05
"""By how much numbers that are about the same may differ."""
TELLING_ROLES = frozenset({"to", "into", "toward", "towards", "from", "of", "about"})
"""Roles that lead what the predicate needs, and not when or in what case it happens."""
EMPTY_CONCEPTS = frozenset({"~occur", "~say", "~new", "~old", "~many", "~continue", "~begin", "~people", "~official"})


def plain_weight(atom: str) -> float:
    """Weigh an atom where no story tells how rare it is."""
    if atom in EMPTY_CONCEPTS:
        return 0.3
    return 0.6 if atom[0] in (CONCEPT, NAME) else 1.0


def compare_readings(left: Reading, right: Reading, *, weigh: Weigh = plain_weight) -> dict[str, float]:
    """Return the features of a pair; all are the same whichever comes first, but for `more_left`."""
    features = _compare_events(left, right)
    features |= _compare_parts(left, right, weigh=weigh)
    features |= _compare_words(left, right, weigh=weigh)
    features |= _compare_frames(left, right)
    features |= _combine(left, right, features)
    return features


def _combine(left: Reading, right: Reading, features: Features) -> dict[str, float]:
    """Return what only several parts tell together: the weakest of them, and how many match well."""
    parts = [features["predicate"]]
    for name, one, other in (("agent", left.agent, right.agent), ("patient", left.patient, right.patient)):
        if one is not None and other is not None:
            parts.append(features[name])
        elif one is not None or other is not None:
            parts.append(max(MISSING, features["crossed"]))
    return {
        "weakest": min(parts),
        "product": prod(parts) ** (1 / len(parts)) if len(parts) > 1 else MISSING * parts[0],
        "n_matches": sum(part >= HEAD for part in parts[1:]) / 2,
    }


def _compare_events(left: Reading, right: Reading) -> dict[str, float]:
    one, other = left.case, right.case
    contrary = left.core.isdisjoint(right.core) and not left.against.isdisjoint(right.core)
    if contrary:
        match = CONTRARY
    elif not left.core.isdisjoint(right.core):
        match = SAME_LEMMA if one.predicate == other.predicate and left.phase == right.phase else SAME_CONCEPT
    elif not left.core.isdisjoint(right.bag) or not right.core.isdisjoint(left.bag):
        match = MENTIONED
    else:
        match = SAME_TYPE if one.event_type is not None and one.event_type == other.event_type else 0.0
    turned = contrary or {left.phase or "occur", right.phase or "occur"} == {"begin", "end"}
    negated = left.sign != right.sign
    return {
        "predicate": match,
        "contrary": float(turned and not negated),
        "other_sign": float(negated and not turned),
        "same_event": float(one.event is not None and one.event == other.event),
        "other_event": float(one.event is not None and other.event is not None and one.event != other.event),
        "one_says": float(left.says != right.says),
        "one_clause": float((one.object_claim is None) != (other.object_claim is None)),
    }


def _compare_parts(left: Reading, right: Reading, *, weigh: Weigh) -> dict[str, float]:
    agent, patient = (
        compare_slots(left.agent, right.agent, weigh=weigh),
        compare_slots(left.patient, right.patient, weigh=weigh),
    )
    swap_one = compare_slots(left.agent, right.patient, weigh=weigh)
    swap_other = compare_slots(left.patient, right.agent, weigh=weigh)
    shared, clashes = _compare_others(left.others, right.others, weigh=weigh)
    swap = min(swap_one or 0.0, swap_other or 0.0)
    return {
        "agent": agent or 0.0,
        "agent_clash": 1 - agent if agent is not None else 0.0,
        "agent_missing": float((left.agent is None) != (right.agent is None)),
        "patient": patient or 0.0,
        "patient_clash": 1 - patient if patient is not None else 0.0,
        "patient_missing": float((left.patient is None) != (right.patient is None)),
        "crossed": max(swap_one or 0.0, swap_other or 0.0) if agent is None or patient is None else 0.0,
        "swapped": swap if swap > max(agent or 0.0, patient or 0.0) else 0.0,
        "others": shared,
        "others_clash": clashes,
    }


def compare_slots(left: Slot | None, right: Slot | None, *, weigh: Weigh = plain_weight) -> float | None:
    """Return how well two things match, 0 to 1; None where one of them is missing."""
    if left is None or right is None:
        return None
    if left.is_name and right.is_name:
        return _compare_names(left, right)
    overlap = _jaccard(left.atoms, right.atoms, weigh=weigh)
    if left.is_name or right.is_name:
        return max(_compare_name_with_phrase(left, right), overlap)
    if left.is_clause != right.is_clause:
        return max(overlap, MENTIONED_WHOLE * _contained(left.atoms, right.atoms, weigh=weigh))
    if left.head is not None and left.head == right.head:
        if left.atoms <= right.atoms or right.atoms <= left.atoms:
            return WIDER if left.atoms != right.atoms else 1.0
        rest = _jaccard(left.atoms - {left.head}, right.atoms - {right.head}, weigh=weigh)
        return HEAD + (1 - HEAD) * rest
    if left.head in REPRESENTATIVES and right.head in REPRESENTATIVES and left.names & right.names:
        return ACTING
    return overlap


def _compare_name_with_phrase(left: Slot, right: Slot) -> float:
    if left.names.isdisjoint(right.names):
        return 0.0
    phrase = right if left.is_name else left
    return ACTING if phrase.head in REPRESENTATIVES else PARTIAL


def _contained(left: frozenset[str], right: frozenset[str], *, weigh: Weigh) -> float:
    """Return how much of the lighter of two sets of atoms the other one has."""
    shared = sum(map(weigh, left & right))
    return shared / min(sum(map(weigh, left)), sum(map(weigh, right))) if shared else 0.0


def _compare_names(left: Slot, right: Slot) -> float:
    if left.head is not None and left.head == right.head:
        return 1.0
    if left.head is None and right.head is None:
        return len(left.names & right.names) / len(left.names | right.names)
    if left.names.isdisjoint(right.names):
        return SURNAME if left.surname is not None and left.surname == right.surname else 0.0
    return ACTING if left.head is not None and right.head is not None else PARTIAL


def _compare_others(
    left: Iterable[tuple[str, Slot]], right: Iterable[tuple[str, Slot]], *, weigh: Weigh
) -> tuple[float, float]:
    """Return how well the other arguments match, and whether names in one role differ."""
    best, clash = 0.0, 0.0
    for role, slot in left:
        for other_role, other in right:
            match = compare_slots(slot, other, weigh=weigh) or 0.0
            best = max(best, match)
            if role == other_role and slot.is_name and other.is_name and not match:
                clash = 1.0
    return best, clash


def go_apart(left: Iterable[tuple[str, Slot]], right: Iterable[tuple[str, Slot]]) -> bool:
    """Tell whether arguments in one role have nothing in common, and no role has any that have."""
    other_by_role = dict(right)
    pairs = [(slot, other_by_role[role]) for role, slot in left if role in other_by_role and role in TELLING_ROLES]
    return bool(pairs) and all(slot.atoms.isdisjoint(other.atoms) for slot, other in pairs)


def _compare_words(left: Reading, right: Reading, *, weigh: Weigh) -> dict[str, float]:
    shared = sum(map(weigh, left.bag & right.bag))
    only_left, only_right = sum(map(weigh, left.bag - right.bag)), sum(map(weigh, right.bag - left.bag))
    names = left.names | right.names
    return {
        "overlap": shared / (shared + only_left + only_right) if shared else 0.0,
        "contained": shared / (shared + min(only_left, only_right)) if shared else 0.0,
        "names": len(left.names & right.names) / len(names) if names else 0.0,
        "names_clash": float(bool(left.names) and bool(right.names) and left.names.isdisjoint(right.names)),
        "more": abs(only_left - only_right) / (only_left + only_right + shared + 1e-9),
        "more_left": (only_left - only_right) / (only_left + only_right + shared + 1e-9),
        "meaning": cosine(left.case.vector, right.case.vector) or 0.0,
    }


def _compare_frames(left: Reading, right: Reading) -> dict[str, float]:
    one, other = left.case, right.case
    number, time = compare_numbers(left, right), compare_days(left.days, right.days)
    return {
        "number": float(number is True),
        "number_clash": float(number is False),
        "other_bound": float(number is not None and one.bound != other.bound),
        "one_number": float((one.quantity is None) != (other.quantity is None)),
        "time": float(time is True),
        "time_clash": float(time is False),
        "tense_clash": float(_tense_clash(one, other)),
        "one_stated": float(left.stated != right.stated),
        "place_clash": float(one.place is not None and other.place is not None and one.place != other.place),
        "speaker": float(bool(one.speakers) and one.speakers[-1:] == other.speakers[-1:]),
        "type": float(one.event_type is not None and one.event_type == other.event_type),
    }


def compare_numbers(left: Reading, right: Reading) -> bool | None:
    """Tell whether the numbers of two claims can both be right; None where they count other things, or one is missing.

    `at least 400` goes with 450 and not with 200; what is about the same goes together.
    """
    one, other = left.case, right.case
    if one.quantity is None or other.quantity is None:
        return None
    if left.unit and right.unit and left.unit.isdisjoint(right.unit):
        return None
    (low, high), (other_low, other_high) = _range(one), _range(other)
    return low <= other_high and other_low <= high


def _range(case: ClaimCase) -> tuple[float, float]:
    assert case.quantity is not None, "only numbers have a range"
    value = case.quantity
    if case.bound == "at-least":
        return value, float("inf")
    if case.bound == "at-most":
        return float("-inf"), value
    slack = abs(value) * (2 * TOLERANCE if case.bound == "about" else 0)
    return value - slack, value + slack


def compare_days(left: tuple[int, int] | None, right: tuple[int, int] | None) -> bool | None:
    """Tell whether two times overlap; None where one is not known."""
    if left is None or right is None:
        return None
    return left[0] <= right[1] and right[0] <= left[1]


def _tense_clash(left: ClaimCase, right: ClaimCase) -> bool:
    return {left.tense.value, right.tense.value} == {"past", "future"}


def days_between(left: ClaimCase, right: ClaimCase) -> int:
    """Return how many days lie between two publications; 0 where one is not known."""
    if left.published is None or right.published is None:
        return 0
    return abs(date.fromisoformat(left.published).toordinal() - date.fromisoformat(right.published).toordinal())


def cosine(left: bytes | None, right: bytes | None) -> float | None:
    """Return the cosine of two int8 vectors; None where one is missing."""
    if left is None or right is None:
        return None
    one, other = np.frombuffer(left, dtype=np.int8), np.frombuffer(right, dtype=np.int8)
    return float(np.dot(one.astype(np.float32), other.astype(np.float32))) / 127**2


def _jaccard(left: frozenset[str], right: frozenset[str], *, weigh: Weigh) -> float:
    shared = sum(map(weigh, left & right))
    return shared / sum(map(weigh, left | right)) if shared else 0.0
