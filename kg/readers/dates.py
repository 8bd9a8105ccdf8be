"""Publication dates, as manifests and web copies write them."""

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
AFTER_YEAR = r"(?:,? (?:mon|tues|wednes|thurs|fri|satur|sun)day)?"  # as archives of newspapers write
TIME = r"(?:(?:,? (?:at )?|t)\d{1,2}[:.]?\d{2}.{0,40})?"
FORMS = tuple(
    re.compile(form + TIME, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",  # ISO 8601, also with a time and a zone
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",  # ISO 8601, basic
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})\d{6}",  # with the time behind it, as GDELT writes
        r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",  # with full stops the day is first everywhere
        rf"{WEEKDAY}{DAY}[ -](?:of )?{MONTH},?[ -](?P<year>\d{{4}}){AFTER_YEAR}",  # RFC 5322 too
        rf"{WEEKDAY}{MONTH} {DAY},? (?P<year>\d{{4}}){AFTER_YEAR}",
        rf"{WEEKDAY}{MONTH} {DAY} \d{{1,2}}:\d{{2}}(?::\d{{2}})? (?:[+-]\d{{4}} |[a-z]{{3,4}} )?(?P<year>\d{{4}})",  # C
    )
)
SLASHES = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})" + TIME, re.IGNORECASE | re.ASCII)


def parse_date(text: str, *, day_first: bool | None = None) -> date | None:
    """Parse a date of publication; None where it is none, or could be two (`03/04/2025`).

    A time and a zone are passed over: the day is the one that the outlet printed.

    Args:
        text: the date as it is written.
        day_first: whether the day stands before the month, where somebody knows that of dates with slashes.
    """
    text = " ".join(text.split())
    for form in FORMS:
        found = form.fullmatch(text)
        if found:
            parts = found.groupdict()
            month = MONTHS.index(parts["name"][:3].lower()) + 1 if "name" in parts else int(parts["month"])
            return _valid_date(int(parts["year"]), month, int(parts["day"]))
    found = SLASHES.fullmatch(text)
    if found is None:
        return None
    first, second = int(found["first"]), int(found["second"])
    if day_first is None:
        return _date_with_slashes(int(found["year"]), first, second)
    day, month = (first, second) if day_first else (second, first)
    return _valid_date(int(found["year"]), month, day)


def _date_with_slashes(year: int, first: int, second: int) -> date | None:
    """Take day and month in the only order that makes a date."""
    readings = {_valid_date(year, first, second), _valid_date(year, second, first)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _valid_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
