"""Compare two entities: each feature gives a score from 0 to 1 and a reason, or None where it has nothing to say."""

from collections.abc import Callable
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from kg.records import Reference
from kg.resolve.spelling import first_name, initials, sound_key, suffix, surname, without_legal_form

SHORTEST_ACRONYM = 4
"""Letters of an acronym that says enough across articles: three letters have several long names each."""
SAME = 0.8
"""From this score on two entities are judged the same."""


class Comparison(NamedTuple):
    """How much speaks for two entities being one, and why."""

    score: float
    reason: str


Feature = Callable[[Reference, Reference], Comparison | None]


def compare_suffixes(left: Reference, right: Reference) -> Comparison | None:
    """Tell fathers from sons."""
    if first_name(left.key) and first_name(right.key) and suffix(left.key) != suffix(right.key):
        return Comparison(0.0, "one is called junior or has a number, the other not")
    return None


def compare_full_names(left: Reference, right: Reference) -> Comparison | None:
    """Compare first and last names; middle names do not count."""
    first, second = first_name(left.key), first_name(right.key)
    if first is None or second is None:
        return None
    if not _same_first_name(first, second):
        return Comparison(0.1, "the first names differ")
    if surname(left.key) == surname(right.key):
        return Comparison(0.95, "first and last name are the same")
    if sound_key(surname(left.key)) == sound_key(surname(right.key)):
        return Comparison(0.9, "the names are spellings of one name")
    return None


def compare_acronyms(left: Reference, right: Reference) -> Comparison | None:
    """Compare an acronym with the initials of a long name."""
    short, long = sorted((left.label.replace(".", ""), right.label), key=len)
    if short.isupper() and SHORTEST_ACRONYM <= len(short) <= 6 and " " in long and initials(long) == short:
        return Comparison(0.85, f"{short} are the initials of {long}")
    return None


def compare_organisations(left: Reference, right: Reference) -> Comparison | None:
    """Compare names without their legal form and without the ways of spelling them."""
    if without_legal_form(left.key) == without_legal_form(right.key):
        return Comparison(0.9, "the names differ only in the legal form")
    if len(left.key) > 5 and sound_key(left.key) == sound_key(right.key):
        return Comparison(0.85, "the names are spellings of one name")
    return None


PEOPLE: tuple[Feature, ...] = (compare_suffixes, compare_full_names)
OTHERS: tuple[Feature, ...] = (compare_acronyms, compare_organisations)


def compare(left: Reference, right: Reference) -> Comparison | None:
    """Return the first thing that the features have to say about two entities."""
    features = PEOPLE if "PERSON" in (left.type, right.type) else OTHERS
    return next((found for feature in features if (found := feature(left, right)) is not None), None)


def _same_first_name(first: str, second: str) -> bool:
    if first == second or sound_key(first) == sound_key(second):
        return True
    return min(len(first), len(second)) >= 6 and DamerauLevenshtein.distance(first, second) == 1
