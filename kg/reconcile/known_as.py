"""Which names of an entity are asked for, and in which order.

Labels come first, then what the articles call it. A chain of coreference also holds pronouns and common nouns ("he",
"the company"): what is asked is only what looks like a name and has something of the thing's own names.
"""

import re
from collections.abc import Iterator

from kg.lexicon.name_endings import plain_name
from kg.lexicon.places import canonical_name
from kg.lexicon.pronouns import empty_words, personal_pronouns
from kg.lexicon.titles import strip_titles, titles
from kg.reconcile.likeness import words_of
from kg.store.reconciled import NamedEntity

MOST_NAMES = 6
"""Names that are asked for at most, one after the other, while nothing is found."""
LONGEST_NAME = 80
_LINKING = frozenset(
    {"of", "the", "and", "for", "in", "on", "a", "an", "to", "de", "la", "le", "du", "al", "el", "von", "van"}
)
_EDGES = " \t\n\"'“”‘’„«»,;:()[]-–—"


def names_of(entity: NamedEntity) -> tuple[str, ...]:
    """Return the names to ask for, the most telling first; empty where the entity has none."""
    return tuple(dict.fromkeys(_names(entity)))[:MOST_NAMES]


def _names(entity: NamedEntity) -> Iterator[str]:
    labels = [label for label in entity.labels if label.strip() and len(label) <= LONGEST_NAME]
    yield from labels[:1]
    spellings = sorted(entity.spellings.items(), key=lambda item: (-item[1], -len(item[0]), item[0]))
    cleaned = dict.fromkeys(_clean(words) for words, _ in spellings)
    fitting = [words for words in cleaned if _is_label(words, entity) or (_is_name(words) and _fits(words, entity))]
    yield from sorted(fitting, key=lambda words: " " not in words)
    yield from labels[1:]
    if entity.type == "PERSON":
        yield from (strip_titles(words) for words in fitting)


def _is_label(words: str, entity: NamedEntity) -> bool:
    """Tell whether words are a label in other letter case: some names are written small."""
    return words.casefold() in {label.casefold() for label in entity.labels}


def _clean(words: str) -> str:
    flat = " ".join(words.split()).strip(_EDGES)
    return plain_name(re.sub(r"['’]s?$", "", flat))


def _is_name(words: str) -> bool:
    """Tell whether words look like a name: capitals or digits in all words that are not linking ones."""
    parts = words.split()
    if not 1 < len(words) <= LONGEST_NAME or words.lower() in personal_pronouns() | empty_words():
        return False
    telling = [part for part in parts if part.lower() not in _LINKING]
    return bool(telling) and all(any(char.isupper() or char.isdigit() for char in part) for part in telling)


def _fits(words: str, entity: NamedEntity) -> bool:
    """Tell whether words share a word with a label of the entity, or are its initials or another name of its place."""
    if entity.type == "PERSON" and words.lower() in titles():
        return False
    ours = set(words_of(words)) - _LINKING
    for label in entity.labels:
        theirs = set(words_of(label)) - _LINKING
        if (
            ours & theirs
            or canonical_name(words) == label
            or _are_initials(words, label)
            or _are_initials(label, words)
        ):
            return True
    return False


def _are_initials(short: str, long: str) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", short)
    found = "".join(word[0] for word in re.split(r"[\s-]+", long) if word[:1].isupper())
    return len(letters) > 1 and letters.isupper() and letters == found
