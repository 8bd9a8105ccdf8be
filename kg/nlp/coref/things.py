"""Things on the way: what an article mentions, while its mentions are still being collected."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from kg.lexicon import load_lexicon


class Kind(StrEnum):
    """What a mention is made of."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    GROUP = "group"
    """Several noun phrases joined by `and`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mention:
    """Tokens [start, end) of a Doc, with their head; two are equal where they are one object."""

    start: int
    end: int
    head: int
    core: tuple[int, int]
    """Tokens [start, end) that it is labelled by: the name, or the noun phrase without clauses."""
    kind: Kind
    name: tuple[int, int] | None = None
    """Tokens [start, end) of the name that it consists of."""


@dataclass(slots=True, kw_only=True, eq=False)
class Thing:
    """One thing with its mentions so far."""

    label: str | None
    mentions: list[Mention] = field(default_factory=list)
    anchored: set[Mention] = field(default_factory=set)
    """Mentions that are sure enough to go by the thing's name."""
    relatives: list[int] = field(default_factory=list)
    """The relative pronouns of its mentions, which coreference corpora count as parts of these."""
    gender: str | None = None
    titles: set[str] = field(default_factory=set)
    """Offices that go with a person's name, such as `minister`."""
    office_words: set[str] = field(default_factory=set)
    """The words around these offices in lower case, such as `foreign`."""
    countries: set[str] = field(default_factory=set)
    """Countries that go with these offices."""
    confidence: float = 1.0

    @property
    def is_person(self) -> bool:
        """Tell whether the thing is a person with a name."""
        return self.label == "PERSON"

    def add(self, mention: Mention, *, confidence: float = 1.0, anchored: bool = True) -> None:
        """Add a mention; the thing is as sure as its least sure anchored link."""
        if mention not in self.mentions:
            self.mentions.append(mention)
            if anchored:
                self.anchored.add(mention)
                self.confidence = min(self.confidence, confidence)


def gender_of(word: str) -> str | None:
    """Return the gender that a given name tells."""
    return _gender_by_name().get(word)


@cache
def _gender_by_name() -> dict[str, str]:
    return {word: str(entry["gender"]) for word, entry in load_lexicon("given_names").by_word().items()}
