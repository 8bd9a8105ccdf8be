"""Things that take part in claims, read for comparison: `entity/…` and `topic/…` keys → Slot."""

from dataclasses import dataclass
from functools import cache, lru_cache

from kg.lexicon import load_lexicon
from kg.lexicon.events import noun_event_type
from kg.lexicon.pronouns import empty_words, personal_pronouns
from kg.resolve.claim_words import NAME, acting_country, atoms, stem
from kg.resolve.spelling import surname

PHRASE_BREAKS = frozenset({"between", "against", "under", "that", "who"})
"""Words besides prepositions and conjunctions that what follows a head begins with."""


@cache
def _transparent() -> frozenset[str]:
    return load_lexicon("claim_frames").words(kind="transparent")


@cache
def _breaks() -> frozenset[str]:
    words = load_lexicon("function_words")
    return words.words(**{"class": "preposition"}) | words.words(**{"class": "conjunction"}) | PHRASE_BREAKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A thing that takes part in a claim."""

    atoms: frozenset[str]
    head: str | None
    """The atom of the head word; of a name the name's."""
    names: frozenset[str]
    """Names in it, countries of adjectives among them."""
    is_name: bool
    is_clause: bool = False
    surname: str | None = None
    """The stem of a name's last word."""
    label: str
    """Its words, for people."""


@lru_cache(maxsize=100_000)
def read_slot(key: str | None) -> Slot | None:
    """Read a thing given by room and key; None for none, and for a pronoun that nobody was found for."""
    if key is None:
        return None
    room, _, name = key.partition("/")
    if room == "entity":
        return _named(name)
    words = name.replace("-", " ")
    if room != "topic" or words in personal_pronouns() | empty_words():
        return None
    if "-and-" in name and all(_is_country(part) for part in name.split("-and-")):
        return _joint(name.split("-and-"))
    found = atoms(words)
    tail = _tail(words)
    heads = atoms(words[: -len(tail)] if tail else words) or found
    return Slot(
        atoms=frozenset(found),
        head=heads[-1] if heads else None,
        names=frozenset(one for one in found if one.startswith(NAME)),
        is_name=False,
        label=words,
    )


def _is_country(part: str) -> bool:
    return bool(found := atoms(part.replace("-", " "))) and found[0].startswith(NAME)


def _named(name: str) -> Slot:
    this = f"{NAME}{name}"
    principal = acting_country(name)
    last = stem(surname(name).rpartition("-")[2])
    names = frozenset({this} if principal is None else {this, principal})
    return Slot(atoms=names | {last}, head=this, names=names, is_name=True, surname=last, label=name.replace("-", " "))


def _joint(parts: list[str]) -> Slot:
    found = frozenset(one for part in parts for one in atoms(part.replace("-", " ")) if one.startswith(NAME))
    return Slot(atoms=found, head=None, names=found, is_name=True, label=" and ".join(parts))


def is_event(slot: Slot) -> bool:
    """Tell whether a thing is an event by its head noun."""
    return not slot.is_name and slot.head is not None and _names_event(slot.label)


@lru_cache(maxsize=50_000)
def _names_event(label: str) -> bool:
    head = label[: -len(_tail(label))].split() if _tail(label) else label.split()
    return bool(head) and (noun_event_type(head[-1]) is not None)


def _tail(label: str) -> str:
    """Return what follows the head of a phrase, from its first preposition on."""
    words = label.split()
    for place, word in enumerate(words[1:], 1):
        if word in _breaks() and not (word == "of" and _says_little(words[place - 1])):
            return " " + " ".join(words[place:])
    return ""


def _says_little(noun: str) -> bool:
    return noun in _transparent() or noun.removesuffix("s") in _transparent()
