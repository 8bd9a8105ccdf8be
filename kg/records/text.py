"""Places: spans of characters in a text, and places in the input."""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


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
    """Where in the input something stands.

    >>> print(Place(path="news.csv", line=3, article="n3"))
    news.csv:3 (article n3)
    """

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
    """Something wrong in the data: reported and set aside, never raised.

    >>> print(Problem(place=Place(path="news.csv", line=3), kind="no-text", message="the row has no text"))
    news.csv:3: the row has no text
    """

    place: Place
    kind: str
    """A short name that stays the same across versions, such as `duplicate-id`."""
    message: str
    """One sentence for a person."""
    n_aside: int = 0
    """How many articles it sets aside, or pieces of input that should have been one; 0 where the article was read."""

    def __post_init__(self) -> None:
        """Put U+FFFD for what no terminal and no table takes: names and words of the input may hold anything."""
        if UNPRINTABLE.search(self.message):
            object.__setattr__(self, "message", UNPRINTABLE.sub("\ufffd", self.message))
        if UNPRINTABLE.search(str(self.place)):
            article = self.place.article and UNPRINTABLE.sub("\ufffd", self.place.article)
            place = replace(self.place, path=UNPRINTABLE.sub("\ufffd", self.place.path), article=article)
            object.__setattr__(self, "place", place)

    def __str__(self) -> str:
        """Write the problem as one line."""
        return f"{self.place}: {self.message}"
