"""Lines that a web page put around the article: pictures, credits, share bars, forms (`lexicon/leftovers.toml`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.lexicon import Entry, load_lexicon
from kg.readers.draft import Draft, Line

WORD_OF_NAME = r"(?:[A-Z0-9][\w.'’&-]*|and|the|of|de|van|von|al|in|for|&)"
NAMES = rf"(?:the )?[A-Z][\w.'’&-]*(?:(?:[,;]?\s+|\s?[/|]\s?){WORD_OF_NAME})*"
DECORATION = ' \t\xa0[](){}*_|•·–—-»«>#"“”'
MOST_CHARACTERS = 600
"""A longer line is a paragraph."""
MOST_WORDS = 12
BYLINE = re.compile(rf"(?i:by):? (?P<author>[A-Z][\w.'’-]+(?:,? (?:and )?{WORD_OF_NAME}){{1,10}})")
HEAD = 6
"""A byline stands in one of the first lines."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """What a line that is no part of the article is."""

    kind: str
    block: str | None = None
    """`weak` or `strong` where the line heads a list of other stories."""


@dataclass(frozen=True, slots=True)
class _Start:
    word: str
    leftover: Leftover
    max_words: int
    may_be_sentence: bool

    def fits(self, text: str, line: Line) -> bool:
        cut = text[len(self.word) : len(self.word) + 1]
        whole_word = not (self.word[-1].isalnum() and cut.isalnum() and not self.word[-1].isdigit())
        return whole_word and line.n_words <= self.max_words and (self.may_be_sentence or not line.is_complete)


def remove_leftovers(draft: Draft) -> Draft:
    """Take out the lines that the lexicon knows, headings of lists of other stories aside."""
    kinds = {}
    for at, line in enumerate(draft.lines):
        leftover = classify_line(line)
        if leftover and leftover.block is None:
            kinds[at] = leftover.kind
    return draft.without(kinds)


def remove_bylines(draft: Draft) -> Draft:
    """Take out "By Jane Roe" at the top."""
    kinds = {
        at: "credit"
        for at, line in enumerate(draft.lines[:HEAD])
        if not line.is_complete and BYLINE.fullmatch(line.text.strip())
    }
    return draft.without(kinds)


def classify_line(line: Line) -> Leftover | None:
    """Say what a leftover line is; None for a line of the article."""
    if len(line.text) > MOST_CHARACTERS:
        return None
    return _by_line().get(_normalise(line.text)) or _match_start(line) or _match_pattern(line)


def _match_start(line: Line) -> Leftover | None:
    text = _normalise_start(line.text)
    for start in _starts().get(text[:1], ()):
        if text.startswith(start.word) and start.fits(text, line):
            return start.leftover
    return None


def _match_pattern(line: Line) -> Leftover | None:
    text = line.text.strip(DECORATION).removesuffix(".").rstrip(DECORATION)
    lower = text.casefold()
    for words, pattern, leftover in _patterns():
        if any(word in lower for word in words) and pattern.fullmatch(text):
            return leftover
    return None


def _normalise(text: str) -> str:
    return _normalise_start(text).rstrip(DECORATION + ".:!…*")


def _normalise_start(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("‘", "'").casefold().split()).lstrip(DECORATION + "…")


def _entries(match: str) -> Iterator[tuple[Entry, Leftover]]:
    for entry in load_lexicon("leftovers").entries:
        if entry["match"] == match:
            yield entry, Leftover(entry["kind"], entry.fields.get("block"))


@cache
def _by_line() -> dict[str, Leftover]:
    return {_normalise(word): leftover for entry, leftover in _entries("line") for word in entry.words}


@cache
def _starts() -> dict[str, list[_Start]]:
    """Return the beginnings of lines under their first character."""
    starts: dict[str, list[_Start]] = {}
    for entry, leftover in _entries("start"):
        for word in map(_normalise_start, entry.words):
            sentence = bool(entry.fields.get("sentence"))
            start = _Start(word, leftover, entry.fields.get("max_words", MOST_WORDS), sentence)
            starts.setdefault(word[:1], []).append(start)
    return starts


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str], Leftover], ...]:
    return tuple(
        (entry.words, re.compile(entry["pattern"].replace("NAMES", NAMES)), leftover)
        for entry, leftover in _entries("pattern")
    )
