"""A text while it is being cleaned: its lines, and what was taken out of them."""

import re
from dataclasses import dataclass, replace
from datetime import date

from kg.records import Removal

COMPLETE = re.compile(r"(?<!\.\.)[.!?:;][\"'”’)\]»]*(?:\[\d+\])?$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph."""

    number: int
    """Its line in the decoded input, from 1."""
    text: str
    heading: bool = False
    """Marked as a heading."""

    @property
    def is_complete(self) -> bool:
        """Tell whether it ends as a sentence does; a headline, a caption or a cut teaser does not."""
        return COMPLETE.search(self.text.rstrip()) is not None

    @property
    def n_words(self) -> int:
        """Count the words."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Lines and what is known so far; every pass of `cleaning` takes one and returns one."""

    lines: tuple[Line, ...]
    title: str | None = None
    published: date | None = None
    removed: tuple[Removal, ...] = ()

    def without(self, kinds: "dict[int, str]") -> "Draft":
        """Return the draft without the lines of the given positions, each recorded under its kind."""
        if not kinds:
            return self
        removed = tuple(
            Removal(kind=kind, text=self.lines[at].text, line=self.lines[at].number) for at, kind in kinds.items()
        )
        lines = tuple(line for at, line in enumerate(self.lines) if at not in kinds)
        return replace(self, lines=lines, removed=self.removed + removed)


def normalise_headline(text: str) -> str:
    """Return the letters and digits of a headline, in lower case."""
    return "".join(char for char in text.casefold() if char.isalnum())
