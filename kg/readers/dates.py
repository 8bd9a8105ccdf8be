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
TIME = r"(?:(?:,? (?:at )?|t)\d{1,2}[:.]?\d{2}.{0,40})?"
FORMS = tuple(
    re.compile(form + TIME, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",  # ISO 8601, also with a time and a zone
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",  # ISO 8601, basic
        r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",  # with full stops the day is first everywhere
        rf"{WEEKDAY}{DAY}[ -](?:of )?{MONTH},?[ -](?P<year>\d{{4}})",  # RFC 5322 too
        rf"{WEEKDAY}{MONTH} {DAY},? (?P<year>\d{{4}})",
    )
)
SLASHES = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})" + TIME, re.IGNORECASE | re.ASCII)


def parse_date(text: str) -> date | None:
    """Parse a date of publication; None where it is none, or could be two (`03/04/2025`).

    A time and a zone are passed over: the day is the one that the outlet printed.
    """
    text = " ".join(text.split())
    for form in FORMS:
        found = form.fullmatch(text)
        if found:
            parts = found.groupdict()
            month = MONTHS.index(parts["name"][:3].lower()) + 1 if "name" in parts else int(parts["month"])
            return _valid_date(int(parts["year"]), month, int(parts["day"]))
    found = SLASHES.fullmatch(text)
    return _date_with_slashes(int(found["year"]), int(found["first"]), int(found["second"])) if found else None


def _date_with_slashes(year: int, first: int, second: int) -> date | None:
    """Take day and month in the only order that makes a date."""
    readings = {_valid_date(year, first, second), _valid_date(year, second, first)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _valid_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
