"""How long a server asks to be left alone: the Retry-After header (RFC 9110, 10.2.3)."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 999_999_999.0
"""Seconds that a number of any length is taken for, at most."""


def parse_retry_after(asked: str | None, *, now: datetime | None = None) -> float | None:
    """Return the seconds that are asked for, as a number or as a date; None where nothing readable is asked for.

    Args:
        asked: the header; None where there is none.
        now: when the answer came, with its zone; this moment unless it is given.

    >>> parse_retry_after("120")
    120.0
    >>> parse_retry_after("soon")
    """
    asked = (asked or "").strip()
    whole, _, rest = asked.partition(".")
    if asked.isascii() and whole.isdigit() and (not rest or rest.isdigit()):
        return min(float(asked), LONGEST)
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return None
    moment = now or datetime.now(UTC)
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - moment).total_seconds())
