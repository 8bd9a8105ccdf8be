"""Join what belongs together: a clock time and its day (`8 p.m. on Tuesday`), a weekday and its date."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from kg.nlp.timex.dated import when_of
from kg.nlp.timex.reading import Reading
from kg.records import Span

_BEFORE_DAY = re.compile(r",? (?:on |this |of )?")
_BEFORE_CLOCK = re.compile(r",? (?:at |around |about |at about |at around |by |in )?")
_BEFORE_DATE = re.compile(r",? \(?(?:the )?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[A-Z]\w)?")
REACH = 200
"""Characters back in which a day that was named still holds for a clock time."""


def join_times(found: Iterable[Reading], *, text: str, published: date | None) -> Iterator[Reading]:
    """Yield the times in the order of the text, each clock time with its day."""
    before: Reading | None = None
    day: Reading | None = None
    for reading in found:
        joined = _joined(before, reading, text) if before is not None else None
        if joined is None and before is not None:
            yield from _with_day(before, day, published)
            day = before if _DAY.match(before.value) else day
        before = joined or reading
    if before is not None:
        yield from _with_day(before, day, published)


def _joined(left: Reading, right: Reading, text: str) -> Reading | None:
    """Return two neighbours as one time; None where they are two."""
    gap, span = text[left.span.end : right.span.start], Span(left.span.start, right.span.end)
    if left.value.startswith("T") and _DAY.fullmatch(right.value) and _BEFORE_DAY.fullmatch(gap):
        return right._replace(span=span, value=right.value[:10] + left.value)
    if right.value.startswith("T") and _DAY.fullmatch(left.value) and _BEFORE_CLOCK.fullmatch(gap):
        return left._replace(span=span, value=left.value[:10] + right.value)
    if left.read == "weekday" and right.read in ("month_day", "slash_date") and _BEFORE_DATE.fullmatch(gap):
        return right._replace(span=span)
    return None


def _with_day(reading: Reading, day: Reading | None, published: date | None) -> Iterator[Reading]:
    """Yield a time; one without a day gets the one named before, else that of the publication."""
    if not reading.value.startswith("T"):
        yield reading
        return
    near = day is not None and reading.span.start - day.span.end < REACH
    this = day.value[:10] if day is not None and near else published.isoformat() if published else None
    if this is not None:
        value = this + reading.value
        yield reading._replace(value=value, when=when_of(value) if near else None)
