"""Which agency an article's text comes from, by what the article itself says: byline, dateline, closing line.

Names and wordings are data: `agencies.toml` and `credits.toml`. What one sentence says of an agency ("told AFP") is
no credit of the article; see `origin_told.py`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.lexicon.agencies import Agency, agencies, agency_key, agency_named, any_of, credit_words, names_pattern
from kg.records.origin import Credit

HEAD, TAIL = 6, 4
"""Lines at the top and at the end in which credits stand."""
LONGEST = 160
"""Characters of a line that may be a credit as a whole."""
LONGEST_SMALL = 3
"""Letters of the words of a dateline that begin small: `de`, `of`."""

_DATELINE = re.compile(
    r"(?P<place>[^()\n/]{0,70})(?:\((?P<round>[^()\n]{2,60})\)\s*(?:[-–—―]|$)|/(?P<slashed>[^/\n]{2,40})/)"
)
_DOMAIN = re.compile(r"(?:www\.)?(?P<name>[\w-]+)\.[a-z]{2,5}")
_SEPARATOR = re.compile(r"\s*(?:[,|;/&]|\s[-–—]\s|\b(?:and|with|for)\b)\s*")
_JOINED = re.compile(r"&|\b(?:and|with)\b")
_BY = re.compile(r"^(?:by|from)[:\s]\s*", re.IGNORECASE)
_STAFF = re.compile(r"\s+(?:staff|reporters?|writers?|correspondents?|news agency|wire|international)$", re.IGNORECASE)
_YEAR = r"(?:\s*(?:19|20)\d\d(?:[-–]\d+)?)?"
_NAMES = r"(?:the\s+)?(?P<names>[A-ZÀ-Þ][\w.'’&-]*(?:\s+(?:[A-ZÀ-Þ][\w.'’&-]*|of|the|de|and))*)"


def article_credits(
    text: str, *, author: str | None = None, outlet: str | None = None, removed: Iterable[str] = ()
) -> tuple[Credit, ...]:
    """Return the agencies that an article credits, each once; a credit for the whole text goes before one for a part.

    Args:
        text: the article's text.
        author: its author field, as it was given.
        outlet: who publishes it; what an agency publishes is the agency's.
        removed: the lines that a reader took out of the text as credits (`Removal.kind == "credit"`).
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    closing = [*lines[-TAIL:], *(piece.strip() for piece in removed)]
    found = [
        *_of_outlet(outlet),
        *_of_author(author),
        *(credit for line in lines[:HEAD] for credit in (*_of_dateline(line), *_of_byline(line))),
        *(credit for line in closing for credit in _of_closing(line)),
        *(credit for piece in removed for credit in _of_byline(piece.strip())),
    ]
    best: dict[str, Credit] = {}
    for credit in sorted(found, key=lambda credit: not credit.whole):
        best.setdefault(credit.agency, credit)
    return tuple(best.values())


def _of_outlet(outlet: str | None) -> Iterator[Credit]:
    """Yield the agency that the outlet is: `TASS`, `tass.com`."""
    if outlet is not None:
        found = _DOMAIN.fullmatch(outlet.strip())
        agency = agency_named(found["name"] if found else outlet, in_credit=True)
        yield from _credit(agency, whole=True, kind="outlet", words=outlet)


def _of_author(author: str | None) -> Iterator[Credit]:
    yield from _named_among(_BY.sub("", author or ""), kind="author", words=author or "")


def _of_dateline(line: str) -> Iterator[Credit]:
    """Yield `LISBON (AP) —`, `MOSCOW, March 3 /TASS/.`: a place, perhaps a date, then the agency."""
    found = _DATELINE.match(line)
    if found and all(_may_be_place(word) for word in found["place"].split()):
        for name in re.split(r"\s*[/,]\s*|\s+and\s+", found["round"] or found["slashed"]):
            yield from _credit(agency_named(name, in_credit=True), whole=True, kind="dateline", words=found[0].strip())


def _may_be_place(word: str) -> bool:
    return not word[0].islower() or len(word) <= LONGEST_SMALL


def _of_byline(line: str) -> Iterator[Credit]:
    """Yield `By Jane Roe | AP`, `The Associated Press`: a line of nothing else."""
    bare = line.strip(" *_.–—-|()[]")
    is_sentence = len(line) > LONGEST or line.endswith((".", "?", "!", ":", "”", '"'))
    if not is_sentence and (
        _BY.match(bare) or bare.count("|") == 1 or agency_named(_STAFF.sub("", bare), in_credit=True)
    ):
        yield from _named_among(_BY.sub("", bare), kind="byline", words=line)


def _named_among(names: str, *, kind: str, words: str) -> Iterator[Credit]:
    """Yield the agencies in a list of names; one that is joined to people by `and` wrote a part of the text."""
    parts = [_STAFF.sub("", part.strip()) for part in _SEPARATOR.split(names) if part.strip()]
    found = [agency for part in parts if (agency := agency_named(part, in_credit=True))]
    whole = len(found) == len(parts) or not _JOINED.search(names)
    for agency in found:
        yield from _credit(agency, whole=whole, kind=kind, words=words)


def _of_closing(line: str) -> Iterator[Credit]:
    """Yield `(AFP)`, `Source: Reuters`, `With files from AP`, `AP contributed to this report`, `© 2024 AFP`."""
    bare = line.strip(" *_[]")
    yield from _of_signature(line)
    if found := _end().search(bare):
        for name in re.split(r"\s*[/,]\s*|\s+and\s+", found["names"]):
            yield from _credit(agency_named(name, in_credit=True), whole=True, kind="closing", words=found[0].strip())
    if len(line) > LONGEST:
        return
    bare = bare.strip(" ()–—-")
    for place, whole in (("source", True), ("thanks", False), ("work", False)):
        if found := _thanks(place).match(bare):
            yield from _thanked(found["names"], whole=whole, others=place == "thanks", words=bare)
    if found := _rights().match(bare):
        yield from _credit(agency_named(found["name"], in_credit=True), whole=True, kind="closing", words=bare)
    if found := _contributed().search(bare):
        yield from _credit(agency_named(found["name"]), whole=False, kind="thanks", words=bare)


def _of_signature(line: str) -> Iterator[Credit]:
    for agency in agencies():
        if agency.signature and (found := re.search(rf"\((?:[^();]+; ?)?{agency.signature}\)?\W*$", line)):
            yield from _credit(agency, whole=True, kind="signature", words=found[0])


def _thanked(names: str, *, whole: bool, others: bool, words: str) -> Iterator[Credit]:
    """Yield each name of a list after `With information from`; with `others`, names of no known agency too."""
    for name in re.split(r"\s*,\s*|\s+and\s+", names):
        agency = agency_named(name, in_credit=True)
        label = name.strip(" .,;")
        if agency is not None:
            yield from _credit(agency, whole=whole, kind="thanks", words=words)
        elif label and others:
            yield Credit(agency=agency_key(label), label=label, whole=False, kind="thanks", words=words)


def _credit(agency: Agency | None, *, whole: bool, kind: str, words: str) -> Iterator[Credit]:
    if agency is not None:
        yield Credit(agency=agency.key, label=agency.label, whole=whole, kind=kind, words=words)


@cache
def _end() -> re.Pattern[str]:
    """Return what matches agencies in brackets or after a dash at the end of a line, a sentence before them or none."""
    name = names_pattern(in_credit=True)
    names = rf"(?P<names>(?:[Tt]he )?{name}(?:(?:\s*[/,]\s*|\s+and\s+){name})*)"
    return re.compile(rf"(?<!\w)(?:\(|[–—-]{{1,2}}\s*){names}\)?\W*$")


@cache
def _thanks(place: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:{any_of(credit_words(place))}){':' if place == 'source' else '[:,]?'}\s*{_NAMES}")


@cache
def _rights() -> re.Pattern[str]:
    phrases, name = any_of(credit_words("rights")), names_pattern(in_credit=True)
    return re.compile(rf"(?i:{phrases}){_YEAR}[\s,]*(?:by\s+)?(?:[Tt]he\s+)?(?P<name>{name})(?!\w)")


@cache
def _contributed() -> re.Pattern[str]:
    phrases, name = any_of(credit_words("after")), names_pattern(in_credit=False)
    return re.compile(rf"(?<!\w)(?P<name>{name})(?!\w)[^.]{{0,80}}\s(?i:{phrases})\b")
