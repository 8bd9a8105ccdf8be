"""How alike a name of ours and a name of theirs are: a score from 0 to 1 with its reason.

Names are compared without letter case, diacritics, articles and titles. What stands after a comma in a name says where
a place lies or which degree a person has, so that it may be missing on one side. Similarity of letters is rapidfuzz's.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from kg.lexicon.places import canonical_name
from kg.lexicon.titles import strip_titles
from kg.resolve.wording import slug

SAME, OTHER_NAME, WITHOUT_TAIL, FULL_NAME, LEGAL_FORM, INITIALS, SPELLING = 1.0, 0.97, 0.93, 0.93, 0.95, 0.82, 0.84
PART_OF_PERSON = 0.84
"""A bare surname or first name that somebody with a fuller name is called by in the text."""
COMMON_NOUN = 0.75
"""Theirs is written without a capital, as authorities write kinds of things: a midwife is not the paper Midwife."""
LONGER = 0.66
"""Theirs says more than ours, and ours is at least half of it: for a person or body that may be the full name."""
PART = 0.6
"""One name is a part of the other: the same thing, its part, or its whole."""
UNLIKE = 0.25
"""The names say nothing for it, and nothing against it: an earlier name, a nickname, or something else."""
DIFFERENT = 0.1
"""The names speak against it: other first names, other numbers."""
CLOSE = 90
"""rapidfuzz's ratio, 0 to 100, from which on two names may be spellings of one."""
SHORTEST_SPELLING = 6
"""Letters: among shorter names one letter more often makes another name (Iran, Iraq)."""

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_LEGAL = frozenset(
    {"inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "plc", "ag", "gmbh", "sa"}
)


class Likeness(NamedTuple):
    """How much speaks for two names being of one thing, and why."""

    score: float
    reason: str


@lru_cache(maxsize=200_000)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words that a name is compared by: lower case, no diacritics, no full stops, no article."""
    bare = re.sub(r"^(?:the|an?)\s+(?=\S)", "", name.strip(), flags=re.IGNORECASE)
    return tuple((slug(re.sub(r"(?<=\w)[.'’](?=\w|\s|$)", "", bare)) or bare.casefold()).split("-"))


def compare_to_names(names: Iterable[str], theirs: str, *, is_person: bool) -> Likeness:
    """Return how alike the best of several names is to one of theirs; the first name is the thing's full one."""
    known = tuple(names)
    found = [compare_names(known[0], theirs, is_person=is_person)]
    for alias in known[1:]:
        likeness = compare_names(alias, theirs, is_person=is_person)
        if is_person and len(words_of(alias)) == 1 < len(words_of(known[0])):
            likeness = _as_part(alias, likeness)
        found.append(likeness)
    best = max(found)
    contradicted = is_person and found[0].score == DIFFERENT
    return found[0] if contradicted and best.score <= PART else best


def _as_part(alias: str, likeness: Likeness) -> Likeness:
    """Return what a bare surname or first name says of somebody whose full name is known."""
    if likeness.score >= LEGAL_FORM:
        return Likeness(PART_OF_PERSON, f"the articles also say just {alias!r}")
    return Likeness(min(likeness.score, PART), likeness.reason)


@lru_cache(maxsize=200_000)
def compare_names(ours: str, theirs: str, *, is_person: bool) -> Likeness:
    """Compare two names."""
    left, right = (words_of(strip_titles(name) if is_person else name) for name in (ours, theirs))
    if left == right:
        if theirs.islower() and not ours.islower():
            return Likeness(COMMON_NOUN, f"{theirs!r} is written there as a common noun")
        return Likeness(SAME, f"the name {theirs!r} is the same")
    heads = [words_of(strip_titles(head) if is_person else head) for head in (_head(ours), _head(theirs))]
    if heads[0] == heads[1]:
        return Likeness(WITHOUT_TAIL, f"{ours!r} and {theirs!r} differ only in what follows the comma")
    if _numbers(left) != _numbers(right):
        return Likeness(DIFFERENT, f"the numbers in {ours!r} and {theirs!r} differ")
    found = _compare_people(heads[0], heads[1]) if is_person else _compare_others(ours, theirs, left, right)
    return found or _compare_letters(ours, theirs, left, right, is_person=is_person)


def _head(name: str) -> str:
    """Return a name up to its first comma or bracket."""
    return re.split(r"\s*[,(]", name, maxsplit=1)[0] or name


def _numbers(words: tuple[str, ...]) -> list[str]:
    return sorted(word for word in words if word.isdigit())


def _compare_people(left: tuple[str, ...], right: tuple[str, ...]) -> Likeness | None:
    if _suffix(left) != _suffix(right):
        return Likeness(DIFFERENT, "one is called junior or has a number, the other not")
    first, second = (tuple(word for word in words if word not in _SUFFIXES) for words in (left, right))
    if len(first) < 2 or len(second) < 2:
        return None
    if first[-1] == second[-1] or (fuzz.ratio(first[-1], second[-1]) >= CLOSE and len(first[-1]) >= SHORTEST_SPELLING):
        if _same_first_name(first[0], second[0]):
            return Likeness(FULL_NAME, "first and last name are the same")
        return Likeness(DIFFERENT, "the first names differ")
    return None


def _suffix(words: tuple[str, ...]) -> str:
    return words[-1] if words and words[-1] in _SUFFIXES else ""


def _same_first_name(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return left == right or (len(short) >= SHORTEST_SPELLING and fuzz.ratio(left, right) >= CLOSE)


def _compare_others(ours: str, theirs: str, left: tuple[str, ...], right: tuple[str, ...]) -> Likeness | None:
    if (place := canonical_name(ours)) is not None and place == canonical_name(theirs):
        return Likeness(OTHER_NAME, f"{ours!r} and {theirs!r} are names of {place}")
    if _without_legal_form(left) == _without_legal_form(right):
        return Likeness(LEGAL_FORM, "the names differ only in the legal form")
    short, long = sorted((ours, theirs), key=len)
    letters = re.sub(r"[.\s]", "", short)
    if letters.isupper() and 3 <= len(letters) <= 6 and _initials(long) == letters:
        return Likeness(INITIALS, f"{short!r} are the initials of {long!r}")
    return None


def _without_legal_form(words: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(word for word in words if word not in _LEGAL)
    return kept or words


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper() and word.lower() != "the")


def _compare_letters(
    ours: str, theirs: str, left: tuple[str, ...], right: tuple[str, ...], *, is_person: bool
) -> Likeness:
    first, second = " ".join(left), " ".join(right)
    ratio = fuzz.token_sort_ratio(first, second)
    shortest = min(len(first), len(second))
    if ratio >= CLOSE and shortest >= SHORTEST_SPELLING and not (is_person and _is_plural(first, second)):
        return Likeness(SPELLING, f"{ours!r} and {theirs!r} differ in a letter or two")
    if set(left) < set(right) and (is_person or 2 * len(first) >= len(second)):
        return Likeness(LONGER, f"{theirs!r} may be the full name of {ours!r}")
    if set(left) < set(right) or set(right) < set(left):
        return Likeness(PART, f"of {ours!r} and {theirs!r} one is a part of the other")
    return Likeness(round(max(UNLIKE, min(ratio / 100 * 0.7, PART - 0.05)), 2), f"{ours!r} and {theirs!r} differ")


def _is_plural(left: str, right: str) -> bool:
    """Tell whether one is the plural of the other: the Taylors are a family, not Taylor."""
    return left + "s" == right or right + "s" == left
