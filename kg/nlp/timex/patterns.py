"""Find expressions of time by the patterns of `lexicon/times.toml`, joined into one regular expression."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.lexicon import load_lexicon
from kg.nlp.timex.calendar import value_by_word
from kg.records import Span

_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_YEAR_LIKE = re.compile(r"(?:1[5-9]|20)\d\d(?:s|Q\d)?|\d0s|Q[1-4]")
_WORD = re.compile(r"\w+")
REACH = 40
"""Characters before and after a trigger that an expression of time may take."""
_NUMBER_PARTS = r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?"


class Match(NamedTuple):
    """A place that a pattern matches."""

    span: Span
    read: str
    """The name of the reading."""
    parts: dict[str, str]
    """The named groups that took part."""


def find_times(text: str) -> Iterator[Match]:
    """Yield what the patterns match, from left to right and without overlaps; years and durations included."""
    pattern, reads = _joint_pattern()
    for window in _windows(text):
        for match in pattern.finditer(text, *window):
            number = (match.lastgroup or "").removeprefix("entry_")
            suffix = f"_{number}"
            parts = {
                name.removesuffix(suffix): value
                for name, value in match.groupdict().items()
                if value is not None and name.endswith(suffix) and not name.startswith("entry_")
            }
            yield Match(Span(match.start(), match.end()), reads[int(number)], parts)


def _windows(text: str) -> Iterator[Span]:
    """Yield the stretches around words that every pattern needs one of: the joint pattern is slow on all the rest."""
    triggers, start, end = _triggers(), 0, 0
    for word in _WORD.finditer(text):
        if word[0].lower() not in triggers and not (word[0][0].isdigit() and _YEAR_LIKE.fullmatch(word[0])):
            continue
        if word.start() - REACH > end:
            if end > start:
                yield Span(start, min(end, len(text)))
            start = _word_start(text, word.start() - REACH)
        end = _word_end(text, word.end() + REACH)
    if end > start:
        yield Span(start, min(end, len(text)))


def _word_start(text: str, place: int) -> int:
    place = max(0, place)
    while place > 0 and not text[place - 1].isspace():
        place -= 1
    return place


def _word_end(text: str, place: int) -> int:
    while place < len(text) and not text[place].isspace():
        place += 1
    return place


@cache
def _triggers() -> frozenset[str]:
    kinds = ("weekday", "month", "season", "period", "day", "feast")
    words = {part for kind in kinds for word in value_by_word(kind) for part in re.findall(r"[^\W\d_]+", word)}
    return frozenset(words - {"the", "this", "s", "before", "after"}) | {"weekend"}


@cache
def _joint_pattern() -> tuple[re.Pattern[str], tuple[str, ...]]:
    entries = load_lexicon("times").entries
    branches = []
    for number, entry in enumerate(entries):
        pattern = fill_pattern(entry["pattern"])
        named = re.sub(r"\(\?P<(\w+)>", lambda group, n=number: f"(?P<{group[1]}_{n}>", pattern)  # type: ignore[misc]
        branches.append(f"(?P<entry_{number}>{named})")
    joined = re.compile(r"(?<![\w$€£])(?<![\w][-–.])" + "(?:" + "|".join(branches) + ")")
    return joined, tuple(entry["read"] for entry in entries)


def fill_pattern(pattern: str) -> str:
    """Put the words of the calendar into a pattern."""
    words = {
        "day": _DAY,
        "year": _YEAR,
        "weekday": _alternatives("weekday", title=True),
        "month": _alternatives("month", title=True),
        "feast": _alternatives("feast", title=True),
        "number": f"(?i:{_NUMBER_PARTS}{_alternatives('number')})",
        "deictic": f"(?i:{_alternatives('day')})",
        **{kind: f"(?i:{_alternatives(kind)})" for kind in ("period", "season", "part", "ordinal")},
    }
    return re.sub(r"\{(\w+)\}", lambda name: words.get(name[1], name[0]), pattern)


def _alternatives(kind: str, *, title: bool = False) -> str:
    words = value_by_word(kind)
    shown = [_title(word) if title else word for word in words]
    return "(?:" + "|".join(re.escape(word).replace("'", "['’]") for word in sorted(shown, key=len, reverse=True)) + ")"


def _title(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split(" "))
