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
_YEAR_LIKE = re.compile(r"(?:1[5-9]|20)\d\d(?:s|Q\d)?|\d0s|Q[1-4]|\d?\d(?:am|pm|AM|PM)")
_AMOUNT = r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d)?"
_ZONE = (
    r"(?:[ECMP][SD]?T|GMT|BST|UTC|CET|CEST"
    r"|(?:Eastern|Central|Mountain|Pacific|Moscow|[Ll]ocal)(?: [Ss]tandard| [Dd]aylight)?(?: [Tt]ime)?)"
)
_WORD = re.compile(r"\w+")
REACH = 40
"""Characters before and after a trigger that an expression of time may take."""
CORE = "core"
"""The group that holds the expression itself, where the pattern asks for words around it."""
PIECES = ("first", "second", "third")
"""The groups that hold two times of one expression."""
_NUMBER_PARTS = r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?"


class Match(NamedTuple):
    """A place that a pattern matches."""

    span: Span
    read: str
    """The name of the reading."""
    parts: dict[str, str]
    """The named groups that took part."""
    pieces: tuple[Span, ...] = ()
    """The places of two times, where it holds two."""
    dated: bool = True
    """Whether an event can be put at such a time."""


def find_times(text: str) -> Iterator[Match]:
    """Yield what the patterns match, from left to right and without overlaps; years and durations included."""
    pattern, entries = _joint_pattern()
    for window in _windows(text):
        for match in pattern.finditer(text, *window):
            number = int((match.lastgroup or "").removeprefix("entry_"))
            read, dated, names = entries[number]
            parts = {name: value for name in names if (value := match[f"{name}_{number}"]) is not None}
            pieces = tuple(
                Span(*match.span(f"{name}_{number}")) for name in PIECES if parts.pop(name, None) is not None
            )
            core = f"{CORE}_{number}" if parts.pop(CORE, None) else 0
            yield Match(Span(*match.span(core)), read, parts, pieces, dated)


def _windows(text: str) -> Iterator[Span]:
    """Yield the stretches around words that every pattern needs one of: the joint pattern is slow on all the rest."""
    start, end = 0, 0
    for word in _WORD.finditer(text):
        if not _is_trigger(word[0], text, word.start()):
            continue
        if word.start() - REACH > end:
            if end > start:
                yield Span(start, min(end, len(text)))
            start = _word_start(text, word.start() - REACH)
        end = _word_end(text, word.end() + REACH)
    if end > start:
        yield Span(start, min(end, len(text)))


def _is_trigger(word: str, text: str, place: int) -> bool:
    if word[0].isdigit() or word[0] == "Q":
        return bool(_YEAR_LIKE.fullmatch(word))
    if word in ("m", "M"):  # of p.m.
        return place > 0 and text[place - 1] == "."
    small = word.lower()
    return small in _triggers() or (not word.islower() and small in _names())


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
    """Return the words one of which every pattern needs, in small letters."""
    kinds = ("season", "period", "day", "part", "decade", "frequency", "vague")
    words = {word.rsplit(" ", 1)[-1] for kind in kinds for word in value_by_word(kind)}
    return frozenset(words | {"weekend", "overnight", "clock", "noon", "midday", "midnight", "pm", "gmt", "cet", "utc"})


@cache
def _names() -> frozenset[str]:
    """Return the words that only count with a capital: `May`, not `may`."""
    words = {
        part.removesuffix(".")
        for kind in ("weekday", "month", "feast")
        for word in value_by_word(kind)
        for part in word.split(" ")
    }
    return frozenset(words | {f"{word}s" for word in value_by_word("weekday")} | {"am"})


@cache
def _joint_pattern() -> tuple[re.Pattern[str], tuple[tuple[str, bool, tuple[str, ...]], ...]]:
    """Return all patterns as one, and for each its reading, whether it is dated, and its groups."""
    branches, entries = [], []
    for number, entry in enumerate(load_lexicon("times").entries):
        pattern = fill_pattern(entry["pattern"])
        names = tuple(re.findall(r"\(\?P<(\w+)>", pattern))
        named = re.sub(r"\(\?P<(\w+)>", lambda group, n=number: f"(?P<{group[1]}_{n}>", pattern)  # type: ignore[misc]
        branches.append(f"(?P<entry_{number}>{named})")
        entries.append((entry["read"], bool(entry.fields.get("dated", True)), names))
    joined = re.compile(r"(?<![\w$€£])(?<![A-Za-z][-–.])" + "(?:" + "|".join(branches) + ")")
    return joined, tuple(entries)


def fill_pattern(pattern: str) -> str:
    """Put the words of the calendar into a pattern."""
    number = f"(?i:{_NUMBER_PARTS}{_alternatives('number')})"
    words = {
        "day": _DAY,
        "year": _YEAR,
        "zone": _ZONE,
        "weekday": _alternatives("weekday", title=True),
        "month": _alternatives("month", title=True),
        "feast": _alternatives("feast", title=True),
        "number": number,
        "n": f"(?P<n>{number}|(?i:{_alternatives('vague-number')})|{_AMOUNT})",
        "deictic": f"(?i:{_alternatives('day')})",
        **{kind: f"(?i:{_alternatives(kind)})" for kind in ("period", "season", "part", "ordinal")},
        **{kind: _alternatives(kind) for kind in ("decade", "century", "frequency", "vague")},
    }
    return re.sub(r"\{(\w+)\}", lambda name: words.get(name[1], name[0]), pattern)


def _alternatives(kind: str, *, title: bool = False) -> str:
    words = value_by_word(kind)
    shown = [_title(word) if title else word for word in words]
    return "(?:" + "|".join(re.escape(word).replace("'", "['’]") for word in sorted(shown, key=len, reverse=True)) + ")"


def _title(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split(" "))
