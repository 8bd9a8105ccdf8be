"""Compare the names of two entities: features whose weights add up to one score, each with a reason.

Weights are bits of evidence, log2 of how much likelier a feature is between two names of one thing than between two
names that merely met in a block (Fellegi and Sunter 1969). `PRIOR` is what they have to outweigh; the score is the
probability that follows. Set by hand, checked on the names of ECB+ train (one thing in several articles).
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from math import log2
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from kg.lexicon.places import canonical_name, country_by_demonym, place_of
from kg.resolve.entity_records import EntityRecord
from kg.resolve.spelling import (
    common_words,
    initials,
    may_be_short_for,
    name_words,
    person_name,
    sound_key,
    without_legal_form,
)

SHORTEST_ACRONYM = 4
"""Letters of an acronym that says enough across articles: three letters have several long names each."""
LONGEST_ACRONYM = 6
SHORTEST_TYPO = 6
"""Letters of a given name or a name's word in which one wrong letter is a slip and not another name."""
SAME = 0.8
"""From this score on two entities are judged the same."""
DIFFERENT = 0.1
"""Below this score two entities are judged different, and nothing else may join them."""
PRIOR = -6.0
"""Bits against two names of one block being one thing, before they are compared."""

SIDE_BY_SIDE = 0.5
"""Bits against for each article that names two side by side."""

WIDE = frozenset({"national", "state", "federal", "royal", "central"})
"""Words that one newspaper gives a body of a country and another leaves out."""
LANDFORMS = frozenset({"sea", "ocean", "peninsula", "desert", "mountains", "archipelago"})
"""Kinds of places that may be left out of their names; rivers are not among them (`Mississippi`)."""
PLACES = frozenset({"GPE", "LOC", "FAC"})


class Evidence(NamedTuple):
    """What one feature says: bits for (positive) or against two entities being one, and why."""

    bits: float
    reason: str


class Comparison(NamedTuple):
    """How likely two entities are one, and why, the strongest reason first."""

    score: float
    reasons: tuple[str, ...]


Feature = Callable[[EntityRecord, EntityRecord], Evidence | None]


def compare_suffixes(left: EntityRecord, right: EntityRecord) -> Evidence | None:
    """Tell fathers from sons."""
    one, other = person_name(left.key), person_name(right.key)
    if one.given and other.given and one.suffix != other.suffix:
        weak = not (one.suffix and other.suffix) and _is_initialled(one.given) != _is_initialled(other.given)
        # "Joseph R. Biden Jr." in one newspaper is "Joe Biden" in others; "Paul Adler" beside "Paul Adler Jr." is not.
        return Evidence(-0.5 if weak else -12.0, "one is called junior or has a number, the other not")
    return None


def compare_given_names(left: EntityRecord, right: EntityRecord) -> Evidence | None:
    """Compare first names: equal, spellings, short forms, initials, or a middle name of the other."""
    one, other = person_name(left.key).given, person_name(right.key).given
    if not one or not other:
        return None
    first, second = one[0], other[0]
    if first == second:
        return Evidence(6.0, "the first names are the same") if len(first) > 1 else Evidence(2.0, "the initials agree")
    if sound_key(first) == sound_key(second):
        return Evidence(5.5, "the first names are spellings of one name")
    if may_be_short_for(first, second):
        return Evidence(5.0, f"{first} and {second} are forms of one first name")
    if _is_slip(first, second):
        return Evidence(4.5, "the first names differ in one letter")
    if _is_middle_name(first, other) or _is_middle_name(second, one):
        return Evidence(4.0, "one goes by a middle name of the other")
    if first[0] == second[0] and 1 in (len(first), len(second)):
        return Evidence(2.5, "the initial agrees with the first name")
    return Evidence(-12.0, "the first names differ")


def compare_middle_names(left: EntityRecord, right: EntityRecord) -> Evidence | None:
    """Compare what stands between first and last name, where both have it."""
    one, other = person_name(left.key).given[1:], person_name(right.key).given[1:]
    if not one or not other or person_name(left.key).given[0] != person_name(right.key).given[0]:
        return None
    if set(one) & set(other) or any(a[0] == b[0] and 1 in (len(a), len(b)) for a in one for b in other):
        return Evidence(1.5, "the middle names agree")
    return Evidence(-8.0, "the middle names differ")


def compare_family_names(left: EntityRecord, right: EntityRecord) -> Evidence | None:
    """Compare family names."""
    one, other = person_name(left.key).family, person_name(right.key).family
    if one == other:
        return Evidence(4.0, "the last names are the same")
    if sound_key(one) == sound_key(other):
        return Evidence(3.0, "the last names are spellings of one name")
    if min(len(one), len(other)) >= SHORTEST_TYPO - 2 and DamerauLevenshtein.distance(one, other) == 1:
        return Evidence(2.0, "the last names differ in one letter")
    return Evidence(-12.0, "the last names differ")


def compare_company(left: EntityRecord, right: EntityRecord) -> Evidence | None:
    """Two names that one article keeps apart are more often two things."""
    shared = len(left.articles & right.articles)
    if not shared:
        return None
    # One article may only have slipped, or its chains did; several that keep two apart mean it.
    reason = f"{shared} article{'s' if shared > 1 else ''} name both and keep them apart"
    return Evidence(-min(SIDE_BY_SIDE * shared, 3.0), reason)


def compare_roles(left: EntityRecord, right: EntityRecord) -> Evidence | None:
    """One office of one country speaks for one person; different offices say nothing, since people change them."""
    shared = sorted(role for role in set(left.roles) & set(right.roles) if role[1])
    return Evidence(2.5, f"both are called {shared[0][0]} of {shared[0][1]}") if shared else None


def compare_words(left: EntityRecord, right: EntityRecord) -> Evidence | None:
    """Compare the words of names that are no person's."""
    one, other = name_words(left.key), name_words(right.key)
    if without_legal_form(left.key) == without_legal_form(right.key):
        return Evidence(10.0, "the names differ only in the legal form")
    if one == other and not common_words().issuperset(one):
        return Evidence(10.0, "the names differ only in small words and abbreviations")
    if len(one) > 1 and sorted(one) == sorted(other) and "of" in f"{left.key}-{right.key}".split("-"):
        return Evidence(9.0, "the names have the same words in another order")
    if len(left.key) > 5 and sound_key(left.key) == sound_key(right.key):
        return Evidence(9.0, "the names are spellings of one name")
    if {left.reference.type, right.reference.type} <= PLACES and _is_with_its_kind(one, other):
        return Evidence(9.0, "one names the kind of place and the other leaves it out")
    if len(one) > 2 and len(other) > 2 and _is_body_of_one_place(left, right):
        return Evidence(8.5, "the names differ in a word such as national, and both name the place")
    differing = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if len(one) == len(other) > 1 and len(differing) == 1 and _is_slip(*differing[0]):
        return Evidence(8.5, "the names differ in one letter")
    return None


def compare_acronyms(left: EntityRecord, right: EntityRecord) -> Evidence | None:
    """Compare an acronym with the initials of a long name."""
    short, long = sorted((left.reference.label.replace(".", ""), right.reference.label), key=len)
    if (
        short.isupper()
        and SHORTEST_ACRONYM <= len(short) <= LONGEST_ACRONYM
        and " " in long
        and initials(long) == short
    ):
        return Evidence(8.5, f"{short} are the initials of {long}")
    return None


def compare_places_in_names(left: EntityRecord, right: EntityRecord) -> Evidence | None:
    """Bodies of two places are two: the police of one city and of another, the navy of one country and of another."""
    one, other = places_in(left.reference.label), places_in(right.reference.label)
    if one and other and one.isdisjoint(other):
        return Evidence(-12.0, f"one is of {min(one)}, the other of {min(other)}")
    return None


def compare_numbers(left: EntityRecord, right: EntityRecord) -> Evidence | None:
    """Names with different numbers are of different things."""
    one, other = ({word for word in name_words(name.key) if word[0].isdigit()} for name in (left, right))
    return Evidence(-12.0, "the names have different numbers") if one != other else None


def compare_countries(left: EntityRecord, right: EntityRecord) -> Evidence | None:
    """Two known places are two."""
    if left.reference.type not in PLACES or right.reference.type not in PLACES:
        return None
    one, other = place_of(left.reference.label), place_of(right.reference.label)
    if one is None or other is None or one == other:
        return None
    return Evidence(-12.0, f"one is the {one.kind} {one.label}, the other the {other.kind} {other.label}")


def compare_kinds(left: EntityRecord, right: EntityRecord) -> Evidence | None:
    """A body is rarely a place, a work or a law."""
    if left.reference.type == right.reference.type:
        return None
    return Evidence(-1.0, f"one was read as {left.reference.type}, the other as {right.reference.type}")


PEOPLE: tuple[Feature, ...] = (
    compare_given_names, compare_family_names, compare_middle_names, compare_suffixes, compare_roles, compare_company,
)  # fmt: skip
OTHERS: tuple[Feature, ...] = (
    compare_words, compare_acronyms, compare_places_in_names, compare_numbers, compare_countries, compare_kinds,
    compare_company,
)  # fmt: skip


def compare(left: EntityRecord, right: EntityRecord) -> Comparison | None:
    """Return how likely two entities are one; None where no feature has anything to say."""
    if left.is_person != right.is_person:
        return Comparison(0.0, ("one is a person, the other is none",))
    features = PEOPLE if left.is_person else OTHERS
    found = [evidence for feature in features if (evidence := feature(left, right)) is not None]
    if not found:
        return None
    return Comparison(probability(PRIOR + sum(evidence.bits for evidence in found)), _reasons(found))


def probability(bits: float) -> float:
    """Turn log2 odds into a probability, to three digits."""
    likely: float = 1 / (1 + 2.0**-bits)
    return round(likely, 3)


def bits(share: float) -> float:
    """Turn a probability into log2 odds."""
    return log2(share / (1 - share))


def _reasons(found: list[Evidence]) -> tuple[str, ...]:
    ordered = sorted(found, key=lambda evidence: (-abs(evidence.bits), evidence.reason))
    return tuple(f"{evidence.reason} ({evidence.bits:+.1f})" for evidence in ordered)


@lru_cache(maxsize=50_000)
def places_in(label: str) -> frozenset[str]:
    """Return the places that words of a name stand for: `Indian Navy` → India, `Tulsa Police` → Tulsa."""
    found = {place for place, _ in leading_places(label)}
    of = re.search(r"\bof (?:the )?([A-Z].*)$", label)
    ending = place_of(of.group(1)) if of is not None else None
    return frozenset(found | ({ending.label} if ending is not None else set()))


def leading_places(label: str) -> Iterator[tuple[str, int]]:
    """Yield the places that a name begins with, each with the number of its words."""
    words = label.split()
    for width in range(min(3, len(words) - 1), 0, -1):
        head = " ".join(words[:width]).removesuffix("'s").removesuffix("’s")
        country = country_by_demonym().get(head) or canonical_name(head, label="GPE")
        place = place_of(country or head)
        if country or (place is not None and place.population is not None and place.population > SMALLEST_CITY):
            yield (country or (place.label if place else head)), width
            return


SMALLEST_CITY = 100_000
"""Inhabitants of a city whose name before another word is taken for the city: smaller ones are words too often."""


def _is_with_its_kind(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=len)
    return bool(short) and long[:-1] == short and long[-1] in LANDFORMS


def _is_body_of_one_place(left: EntityRecord, right: EntityRecord) -> bool:
    words = [set(name_words(name.key)) - WIDE for name in (left, right)]
    places = places_in(left.reference.label) & places_in(right.reference.label)
    return words[0] == words[1] and len(words[0]) > 2 and bool(places)


def _is_initialled(given: tuple[str, ...]) -> bool:
    return any(len(word) == 1 for word in given)


def _is_middle_name(name: str, names: tuple[str, ...]) -> bool:
    return len(name) > 1 and any(name == other or may_be_short_for(name, other) for other in names[1:])


def _is_slip(one: str, other: str) -> bool:
    long_enough = min(len(one), len(other)) >= SHORTEST_TYPO and not any(char.isdigit() for char in one + other)
    is_plural = f"{one}s" == other or f"{other}s" == one
    return long_enough and not is_plural and DamerauLevenshtein.distance(one, other) == 1
