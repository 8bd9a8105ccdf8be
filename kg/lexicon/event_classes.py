"""Which kinds of things take part in events: noun phrases to classes, read from `event_classes.toml`."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from kg.lexicon.loader import load_lexicon

LONGEST_PHRASE = 4
"""Words in the longest phrase of the lexicon."""
IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "people",
    "wives": "wife",
    "thieves": "thief",
}
_TITLED = frozenset({"official"})
"""Classes that a person has by the words before the name: "President Reyes"."""


def singulars(noun: str) -> tuple[str, ...]:
    """Return a noun in lower case with the forms it may be the regular plural of, itself first."""
    lower = noun.lower()
    return (
        lower,
        *([IRREGULAR[lower]] if lower in IRREGULAR else []),
        *([lower[:-3] + "man"] if lower.endswith("men") else []),
        *([lower[:-3] + "y"] if lower.endswith("ies") else []),
        *([lower[:-2]] if lower.endswith("es") else []),
        *([lower[:-1]] if lower.endswith("s") else []),
    )


@lru_cache(maxsize=20_000)
def classes_of_phrase(text: str, *, head: str, label: str | None = None) -> frozenset[str]:
    """Return the classes of a noun phrase: those of its head, its phrases and its label, wider ones included.

    `=word` stands for its head word, and every phrase of two words or more for itself.
    """
    heads = singulars(head)
    found = {f"={word}" for word in heads}
    for phrase in _phrases(text.lower().split()):
        found.add(phrase)
        found |= _classes_by_word().get(phrase, frozenset())
    for word in heads:
        found |= _classes_by_word().get(word, frozenset())
    if label is not None:
        found |= {label} | _classes_by_label().get(label, frozenset())
    if label == "PERSON":
        for word in text.lower().split():
            found |= _classes_by_word().get(word, frozenset()) & _TITLED
    return frozenset(found)


@cache
def classes_of_verb(lemma: str) -> frozenset[str]:
    """Return the classes of what a clause says: `words` and `hostile`."""
    by_word = _classes_by_word()
    found = by_word.get(lemma, frozenset()) | by_word.get(lemma.partition(" ")[0], frozenset())
    return found & {"words", "hostile"}


def _phrases(words: list[str]) -> Iterator[str]:
    for length in range(2, LONGEST_PHRASE + 1):
        for start in range(len(words) - length + 1):
            *first, last = words[start : start + length]
            for form in singulars(last):
                yield " ".join((*first, form))


@cache
def _classes_by_word() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in load_lexicon("event_classes").entries:
        for word in entry.words:
            found[word] = found.get(word, frozenset()) | _with_wider(entry["class"])
    return found


@cache
def _classes_by_label() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in load_lexicon("event_classes").entries:
        for label in entry.fields.get("labels", ()):
            found[label] = found.get(label, frozenset()) | _with_wider(entry["class"])
    return found


@cache
def _with_wider(name: str) -> frozenset[str]:
    """Return a class with all that hold it."""
    found = {name}
    for entry in load_lexicon("event_classes").entries:
        if entry["class"] == name:
            for wider in entry.fields.get("within", ()):
                found |= _with_wider(wider)
    return frozenset(found)
