"""What TIMEX3 values CoreNLP's own, unanchored values of expressions of time allow.

SUTime wrote them without the day of publication: `XXXX-WXX-1` is some Monday, `THIS P1W OFFSET P-1W` the week before
the publication. Where it leaves the week or year open, every one near the publication is allowed; where it counts back,
any exactness. Values that it could not build (`INTERSECT`, ordinals, sets without a value) allow nothing and are not
counted.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from kg.nlp.timex.calendar import period_value, shift

ALIASES = (
    ("P(\\d+)DE", lambda n: f"P{int(n) * 10}Y"),
    ("P(\\d+)CE", lambda n: f"P{int(n) * 100}Y"),
    ("PX(?:DE|CE)", lambda: "PXY"),
)


def allows(silver: str | None, ours: str, published: date) -> bool | None:
    """Tell whether a silver value allows one of ours; None where it says nothing that can be compared."""
    if silver is None:
        return None
    for shape, values in _SHAPES:
        if found := shape.fullmatch(silver):
            return any(re.fullmatch(value, plain(ours)) for value in values(found, published))
    return None


def is_comparable(silver: str | None) -> bool:
    """Tell whether a silver value can be compared at all."""
    return silver is not None and any(shape.fullmatch(silver) for shape, _ in _SHAPES)


def plain(value: str) -> str:
    """Return a value with decades and centuries counted in years, as SUTime does."""
    for shape, written in ALIASES:
        if found := re.fullmatch(shape, value):
            return str(written(*found.groups()))
    return value


def _same(found: re.Match[str], _: date) -> Iterator[str]:
    yield re.escape(found[0])


def _weekday(found: re.Match[str], published: date) -> Iterator[str]:
    for n in range(-14, 15):
        day = published + timedelta(days=n)
        if day.isoweekday() == int(found["weekday"]):
            yield re.escape(day.isoformat() + (found["part"] or ""))


def _any_year(found: re.Match[str], _: date) -> Iterator[str]:
    yield rf"\d{{4}}-{found['rest']}"


def _any_day(found: re.Match[str], _: date) -> Iterator[str]:
    yield rf"\d{{4}}-\d\d-\d\d{found['part']}"


def _this(found: re.Match[str], published: date) -> Iterator[str]:
    designator = {"10Y": "DE", "100Y": "CE"}.get(found["period"], found["period"].removeprefix("1"))
    step = int(f"{found['sign']}{found['n']}") if found["n"] else 0
    shifted = shift(published, step, designator)
    if shifted and (value := period_value(shifted, designator)):
        yield value


def _offset(found: re.Match[str], published: date) -> Iterator[str]:
    shifted = shift(published, int(f"{found['sign']}{found['n']}"), found["unit"])
    if shifted:
        yield from (value for unit in "DWMY" if (value := period_value(shifted, unit)))


def _part_of_today(found: re.Match[str], published: date) -> Iterator[str]:
    yield (published - timedelta(days=int(found["back"] or 0))).isoformat() + f"T{found['part']}"


def _length(found: re.Match[str], _: date) -> Iterator[str]:
    yield plain(found["length"])


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Iterator[str]]], ...] = tuple(
    (re.compile(shape), values)
    for shape, values in (
        (
            r"\d{4}(?:-\d\d(?:-\d\d(?:T[\w:]+)?)?)?|\d{4}-(?:SU|SP|FA|WI|Q\d)|\d{3}X|\d\dXX|(?:PAST|PRESENT|FUTURE)_REF",
            _same,
        ),
        (r"(?:THIS )?XXXX-WXX-(?P<weekday>\d)(?P<part>T[A-Z]{2}|T\d\d:\d\d)?(?: OFFSET P-?1W)?", _weekday),
        (
            r"(?:THIS )?XXXX-(?P<rest>\d\d(?:-\d\d)?(?:T[A-Z]{2}|T\d\d:\d\d)?|SU|SP|FA|WI|Q\d)(?: OFFSET P-?1Y)?",
            _any_year,
        ),
        (r"THIS (?P<rest>SU|SP|FA|WI)", _any_year),
        (r"(?:XXXX-|THIS )WE(?: OFFSET P-?1W)?", lambda _, __: iter([r"\d{4}-W\d\d-WE"])),
        (r"XX(?P<rest>\dX|\d\d)", lambda found, _: iter([rf"\d\d{found['rest']}"])),
        (r"(?P<part>T(?:\d\d:\d\d|[A-Z]{2}))(?:-\d{4})?", _any_day),
        (r"(?:THIS |T)(?P<part>NI|MO|AF|EV)(?: OFFSET P-(?P<back>1)D)?", _part_of_today),
        (r"THIS P(?P<period>1[DWMY]|10Y|100Y)(?: OFFSET P(?P<sign>-?)(?P<n>1)[DWMY])?", _this),
        (r"OFFSET P(?P<sign>-?)(?P<n>\d+)(?P<unit>[DWMY])", _offset),
        (r"(?:PREV|NEXT)_IMMEDIATE (?P<length>P(?:T?(?:\d+|X)[YMWDHS]))", _length),
        (r"(?P<length>P(?:T?(?:\d+|X)[YMWDHS]))", _length),
    )
)
