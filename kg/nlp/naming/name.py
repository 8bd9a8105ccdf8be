"""A name as the passes hand it on: half-open token indices with a label."""

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Doc


class Name(NamedTuple):
    """Tokens [start, end) of a Doc that name something."""

    start: int
    end: int
    label: str

    def text(self, doc: Doc) -> str:
        """Return the words of the name."""
        return str(doc[self.start : self.end].text)


def names_of(doc: Doc) -> list[Name]:
    """Return the entities of a Doc as names."""
    return [Name(ent.start, ent.end, ent.label_) for ent in doc.ents]


def is_capital(text: str) -> bool:
    """Tell whether a word begins with a capital letter."""
    return text[:1].isupper()


def free(names: Iterable[Name], n_tokens: int) -> list[bool]:
    """Tell for every token whether no name holds it."""
    found = [True] * n_tokens
    for name in names:
        for i in range(name.start, name.end):
            found[i] = False
    return found


def without_overlaps(names: Iterable[Name]) -> list[Name]:
    """Keep of overlapping names the longer one, at equal length the first; sorted by place."""
    kept: list[Name] = []
    taken: set[int] = set()
    for name in sorted(set(names), key=lambda one: (one.start - one.end, one.start, one.label)):
        tokens = range(name.start, name.end)
        if tokens and taken.isdisjoint(tokens):
            kept.append(name)
            taken.update(tokens)
    return sorted(kept)
