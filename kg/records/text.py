"""Places: spans of characters in a text, and places in the input."""

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open interval [start, end) of Unicode code points in an article's text."""

    start: int
    end: int

    def within(self, other: "Span") -> bool:
        """Tell whether every character of this span lies in the other."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the input something stands."""

    path: str
    """The file or folder as the user named it."""
    line: int | None = None
    """The line in the file, from 1."""
    article: str | None = None
    """The article's id, where one is known."""

    def __str__(self) -> str:
        """Write the place as compilers do: path:line (article)."""
        line = f":{self.line}" if self.line is not None else ""
        article = f" (article {self.article})" if self.article else ""
        return f"{self.path}{line}{article}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong in the data: reported and set aside, never raised."""

    place: Place
    kind: str
    """A short name that stays the same across versions, such as `duplicate-id`."""
    message: str
    """One sentence for a person."""
    n_aside: int = 0
    """How many articles it sets aside, or pieces of input that should have been one; 0 where the article was read."""

    def __str__(self) -> str:
        """Write the problem as one line."""
        return f"{self.place}: {self.message}"
