"""Mentions by name: full names and surnames, long names, short forms and acronyms."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from kg.lexicon import load_lexicon
from kg.lexicon.name_endings import plain_name
from kg.lexicon.places import canonical_name
from kg.nlp.coref.mentions import NAMED
from kg.nlp.coref.things import Mention, Thing, gender_of

Name = tuple[int, int]
"""Tokens [start, end) of a name."""
SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
DOMINANT = 2
"""How many times as often as its namesakes a full name must stand for a bare surname to mean it."""


def group_names(doc: Doc, mentions: Iterable[Mention]) -> list[Thing]:
    """Return a thing for every name of an article, with all mentions by that name."""
    mention_by_name = {mention.name: mention for mention in mentions if mention.name is not None}
    people = [ent for ent in doc.ents if ent.label_ == "PERSON"]
    others = [ent for ent in doc.ents if ent.label_ in NAMED and ent.label_ != "PERSON"]
    things = [*_people(people, mention_by_name), *_others(others, mention_by_name)]
    return sorted(things, key=lambda thing: min(mention.start for mention in thing.mentions))


def _words(ent: TokenSpan) -> tuple[str, ...]:
    return tuple(plain_name(re.sub(r"['’]s?$", "", ent.text)).split())


def _person_key(words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave middle names out: Mary B. Jones and Mary Jones are one."""
    core = [word for word in words if word not in SUFFIXES]
    suffix = [word.rstrip(".") for word in words if word in SUFFIXES]
    return (core[0].lower(), core[-1].lower(), *suffix) if len(core) > 1 else tuple(word.lower() for word in words)


def _people(ents: list[TokenSpan], mention_by_name: Mapping[Name, Mention]) -> list[Thing]:
    thing_by_key: dict[tuple[str, ...], Thing] = {}
    full_names = [ent for ent in ents if len(_words(ent)) > 1]
    for ent in full_names:
        thing = thing_by_key.setdefault(_person_key(_words(ent)), Thing(label="PERSON"))
        thing.add(mention_by_name[ent.start, ent.end])
        thing.gender = thing.gender or gender_of(_words(ent)[0]) or _address_gender(ent)
    for ent in ents:
        if len(_words(ent)) == 1:
            thing = _by_surname(ent, thing_by_key) or thing_by_key.setdefault(
                (_words(ent)[0].lower(),), Thing(label="PERSON", gender=gender_of(_words(ent)[0]))
            )
            thing.add(mention_by_name[ent.start, ent.end])
            thing.gender = thing.gender or _address_gender(ent)
    return list(thing_by_key.values())


def _by_surname(ent: TokenSpan, thing_by_key: dict[tuple[str, ...], Thing]) -> Thing | None:
    """Return the one person with this surname or first name; of several the one that is named far more often."""
    word, gender = _words(ent)[0].lower(), _address_gender(ent)
    for place in (1, 0):
        found = [
            thing
            for key, thing in thing_by_key.items()
            if len(key) > 1 and key[place] == word and (gender is None or thing.gender in (None, gender))
        ]
        counts = sorted((_n_full(thing) for thing in found), reverse=True)
        if len(found) == 1:
            return found[0]
        if len(found) > 1 and counts[0] >= DOMINANT * counts[1]:
            return max(found, key=_n_full)
        if found:
            return None
    return None


def _n_full(thing: Thing) -> int:
    return sum(mention.name is not None and mention.name[1] - mention.name[0] > 1 for mention in thing.mentions)


def _address_gender(ent: TokenSpan) -> str | None:
    """Return what the form of address before a name tells: `Mrs.` is female."""
    before = ent.doc[ent.start - 1].lower_ if ent.start > 0 else ""
    return _gender_by_title().get(before)


@cache
def _gender_by_title() -> dict[str, str]:
    entries = load_lexicon("titles").by_word()
    return {word: entry["gender"] for word, entry in entries.items() if "gender" in entry.fields}


def _others(ents: list[TokenSpan], mention_by_name: Mapping[Name, Mention]) -> list[Thing]:
    ents_by_key: dict[str, list[TokenSpan]] = defaultdict(list)
    for ent in ents:
        ents_by_key[_key(ent)].append(ent)
    key_by_key = _short_forms(ents_by_key)
    thing_by_key: dict[str, Thing] = {}
    for key, group in ents_by_key.items():
        thing = thing_by_key.setdefault(_follow(key, key_by_key), Thing(label=None))
        for ent in group:
            thing.add(mention_by_name[ent.start, ent.end])
    for key, thing in thing_by_key.items():
        labels = Counter(
            ent.label_ for other, group in ents_by_key.items() if _follow(other, key_by_key) == key for ent in group
        )
        thing.label = min(labels, key=lambda label: (-labels[label], label))
    return list(thing_by_key.values())


def _key(ent: TokenSpan) -> str:
    name = re.sub(r"^[Tt]he ", "", " ".join(_words(ent)))
    return canonical_name(name) or name


def _follow(key: str, key_by_key: dict[str, str]) -> str:
    seen = {key}
    while key in key_by_key and key_by_key[key] not in seen:
        key = key_by_key[key]
        seen.add(key)
    return key


def _short_forms(ents_by_key: dict[str, list[TokenSpan]]) -> dict[str, str]:
    """Map acronyms and short forms of organisations to the one long name in the article that they fit."""
    long_names = [
        key for key, group in ents_by_key.items() if len(key.split()) > 1 and group[0].label_ in ("ORG", "FAC", "EVENT")
    ]
    found: dict[str, str] = {}
    for key, group in ents_by_key.items():
        if group[0].label_ not in ("ORG", "FAC", "EVENT", "GPE", "PERSON"):
            continue
        fitting = [name for name in long_names if name != key and _shortens(key, name)]
        if len(fitting) == 1:
            found[key] = fitting[0]
    return found


def _shortens(short: str, name: str) -> bool:
    if short.isupper() and 2 <= len(short) <= 6:
        initials = "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())
        return initials == short.replace(".", "")
    if canonical_name(short):
        return False
    words, parts = short.split(), name.split()
    return len(words) < len(parts) and (parts[: len(words)] == words or parts[-len(words) :] == words)
