"""What office a phrase names: `the former Chadian defence minister` is a defence minister, of Chad, no longer."""

import re
from functools import lru_cache
from typing import NamedTuple

from kg.lexicon import load_lexicon
from kg.lexicon.places import acts_for, canonical_name, country_by_demonym, country_by_name
from kg.lexicon.titles import office_of, titles
from kg.resolve.wording import topic_label

LONGEST = 8
"""Words in the longest phrase that names an office."""
PAST = frozenset({"former", "ex", "ex-", "then", "late", "outgoing", "onetime", "previous"})
PASSING = frozenset(
    {"senior", "top", "new", "current", "incoming", "acting", "long-time", "longtime", "the", "a", "an", "his", "her"}
)
SPELLING = {"defense": "defence", "spokesperson": "spokesman", "spokeswoman": "spokesman", "chairwoman": "chairman"}
HEADS = frozenset({"chief", "head", "secretary", "director", "leader", "boss", "chairman"})
"""Words for whoever leads a body; newspapers exchange them: `council chief`, `secretary of the council`."""


class Office(NamedTuple):
    """An office as a phrase names it."""

    title: str
    """In lower case and one spelling, country left out: `defence minister`, `security council chief`."""
    of: str | None
    """The label of the country, body or place that the office belongs to; None where the phrase names none."""
    past: bool
    """Whether the phrase says that the office is held no longer."""


@lru_cache(maxsize=50_000)
def parse_office(text: str) -> Office | None:
    """Return the office that a noun phrase names; None where it names none.

    >>> parse_office("the former Chadian defense minister")
    Office(title='defence minister', of='Chad', past=True)
    >>> parse_office("secretary of Chad's Security Council")
    Office(title='security council secretary', of='Chad', past=False)
    """
    head, _, tail = topic_label(text.split(",")[0]).partition(" of ")
    words = [*_words(tail), *_words(head)] if tail and tail[:1].isalpha() else _words(head)
    if not 0 < len(words) <= LONGEST:
        return None
    of, rest = _take_place(words)
    past = any(word.lower().strip("-") in PAST for word in rest) or text.lower().startswith("ex-")
    kept = [SPELLING.get(word.lower(), word.lower()) for word in rest]
    kept = [word for word in kept if word.strip("-") not in PAST | PASSING | {"the"}]
    if not kept or not _ends_in_title(kept):
        return None
    *qualifiers, last = kept
    return Office(" ".join([*qualifiers, SPELLING.get(office_of(last), office_of(last))]), of, past)


def office_words(title: str) -> frozenset[str]:
    """Return the words that tell an office from others, all words for leading a body as one."""
    return frozenset("head" if word in HEADS else word for word in title.split())


def _ends_in_title(words: list[str]) -> bool:
    return any(" ".join(words[-width:]) in titles() for width in (3, 2, 1) if width <= len(words))


def _words(text: str) -> list[str]:
    return re.sub(r"['’]s\b|['’](?=\s)", "", text.removeprefix("the ")).replace(" . ", ".").split()


def _take_place(words: list[str]) -> tuple[str | None, list[str]]:
    """Take the words that name a country, seat or place out of a phrase."""
    for width in (3, 2, 1):
        for i in range(len(words) - width + 1):
            name = " ".join(words[i : i + width])
            place = place_meant(name)
            if place is not None and (width < len(words)):
                return place, words[:i] + words[i + width :]
    return None, words


def place_meant(name: str) -> str | None:
    """Return the country of a demonym, name, capital or seat; the label of another known place or body."""
    if not name[:1].isupper():
        return None
    acting = acts_for(name)
    return (
        country_by_demonym().get(name)
        or country_by_name().get(name)
        or (acting.label if acting is not None else None)
        or canonical_name(name, label="GPE")
    )


UNIONS = frozenset({"European Union", "United Nations", "NATO", "African Union"})
"""Unions of countries whose officials act for them as a state's do."""


class StateOffice(NamedTuple):
    """Somebody or something that acts for a country by office."""

    country: str
    """The label of the country, or of the union of countries."""
    words: str
    """The office or body, as the phrase has it."""
    is_body: bool


@lru_cache(maxsize=50_000)
def parse_state_office(text: str) -> StateOffice | None:
    """Return the country that a phrase acts for by office; None where it acts for none.

    `senior Chadian officials`, `the Chadian army` and `Chad's president` act for Chad; a former president, an
    opposition leader and the Chadian people do not.
    """
    label = topic_label(text.split(",")[0])
    head, _, tail = label.partition(" of ")
    words = _words(label) if not tail else [*_words(tail), *_words(head)]
    if not 1 < len(words) <= LONGEST or any(
        part in _kind("barring") for word in words for part in word.lower().split("-")
    ):
        return None
    of, rest = _take_place(words)
    if of is None or (of not in country_by_name() and of not in UNIONS) or not rest:
        return None
    lowered = [word.lower() for word in rest]
    for width in range(min(4, len(lowered)), 0, -1):
        office = " ".join(lowered[-width:])
        kind = "body" if office in _kind("body") else "person" if _singular(office) in _kind("person") else None
        if kind is not None and _may_precede(lowered[:-width]):
            return StateOffice(of, office, kind == "body")
    return None


def _may_precede(words: list[str]) -> bool:
    """Tell whether what stands before an office leaves it one of the state: adjectives, or a body of it."""
    known = _kind("leading") | {word for body in _kind("body") for word in body.split()}
    return all(word in known or word.isdigit() for word in words)


def _singular(office: str) -> str:
    if office.endswith("men"):
        return f"{office[:-3]}man"
    return office.removesuffix("s") if not office.endswith("ss") else office


def _kind(kind: str) -> frozenset[str]:
    return load_lexicon("state_offices").words(kind=kind)
