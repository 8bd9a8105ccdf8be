"""Event types of PLOVER: which predicate with which arguments, and which noun, names what kind of event.

The patterns stand in four lexicons, one for each of PLOVER's quarters (verbal and material cooperation and conflict).
An entry has a type, perhaps a mode, predicates, and conditions that must all hold:

    subject, object    what must fill the slot: a class of `event_classes.toml`, an OntoNotes label, PLOVER's type of
                       the noun, `=word` for one head word, words of several parts, `*` anything, `-` nothing, `?` a
                       noun of no known class
    clause             what the clause must be: a kind (`event_frames.py`), PLOVER's type of what it states, `*`
    roles              prepositions (or `complement`) with what one of them must lead
    without            the same slots, and `any` for all of them, with what must not fill them
    several, agent, future, passive    the subject is more than one, is named, lies ahead, is what it is done to

A subject that is not there ("was arrested") meets every condition. The first entry that fits decides.
Source: the PLOVER codebook of the Open Event Data Alliance (2023) and its table from CAMEO.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.lexicon.event_classes import singulars
from kg.lexicon.loader import Entry, load_lexicon

LEXICONS = ("plover_talk", "plover_help", "plover_words", "plover_force")
"""Asked in this order."""

Condition = Mapping[str, frozenset[str]]
"""By slot or preposition: what may fill it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPattern:
    """What a predicate and its arguments must be to name a type of event."""

    type: str
    """PLOVER's event type."""
    mode: str | None
    """PLOVER's mode of the type, such as `release` of RETREAT."""
    words: tuple[str, ...]
    slots: Condition
    """Of `subject`, `object` and `clause`."""
    roles: Condition
    without: Condition
    without_roles: Condition
    flags: frozenset[str]
    """Of `several`, `agent`, `future`, `passive`."""


@cache
def patterns_by_predicate() -> Mapping[str, tuple[EventPattern, ...]]:
    """Map each predicate lemma, particle or preposition included, to its patterns in the order of the lexicons."""
    found: dict[str, list[EventPattern]] = {}
    for entry in (entry for name in LEXICONS for entry in load_lexicon(name).entries):
        pattern = parse_pattern(entry)
        for word in dict.fromkeys(pattern.words):
            found.setdefault(word, []).append(pattern)
    return {word: tuple(patterns) for word, patterns in found.items()}


def parse_pattern(entry: Entry) -> EventPattern:
    """Return the pattern of an entry."""
    fields = entry.fields
    without = dict(fields.get("without", {}))
    return EventPattern(
        type=fields["type"],
        mode=fields.get("mode"),
        words=entry.words,
        slots=_condition({slot: fields[slot] for slot in ("subject", "object", "clause") if slot in fields}),
        roles=_condition(fields.get("roles", {})),
        without_roles=_condition(without.pop("roles", {})),
        without=_condition(without),
        flags=frozenset(flag for flag in ("several", "agent", "future", "passive") if fields.get(flag)),
    )


def _condition(slots: Mapping[str, Any]) -> Condition:
    return {slot: frozenset(wanted) for slot, wanted in slots.items()}


def noun_event_type(noun: str) -> str | None:
    """Return PLOVER's event type of a noun, singular or plural; None where it names no event."""
    entry = _noun_entry(noun)
    return str(entry["type"]) if entry is not None else None


def event_type_of_phrase(words: str) -> str | None:
    """Return the event type of the last two words of a noun phrase, else of its last: "an air strike"."""
    parts = words.lower().split()
    pair = _noun_entry(" ".join(parts[-2:])) if len(parts) > 1 else None
    entry = pair or (_noun_entry(parts[-1]) if parts else None)
    return str(entry["type"]) if entry is not None else None


def is_event_alone(noun: str) -> bool:
    """Tell whether a noun says enough for a claim that it happens: "the attack", but not "the call"."""
    entry = _noun_entry(noun)
    return entry is not None and not entry.fields.get("topic_only")


def _noun_entry(noun: str) -> Entry | None:
    entries = _entry_by_noun()
    return next((entries[word] for word in singulars(noun) if word in entries), None)


@cache
def _entry_by_noun() -> Mapping[str, Entry]:
    return load_lexicon("plover_nouns").by_word()


@cache
def happening_verbs() -> frozenset[str]:
    """Return the verbs that say of an event that it happens, or is brought about."""
    return load_lexicon("occurrence_verbs").words() | load_lexicon("holding_verbs").words()
