"""Times of day: clock times and parts of the day, without their day (`T20:00`, `TMO`), which a neighbour gives."""

from kg.nlp.timex.calendar import number_of
from kg.nlp.timex.context import Context, Parts, part_of_day

AFTER_NOON = ("p", "afternoon", "evening", "night")
NAMED = {"noon": "T12:00", "midday": "T12:00", "midnight": "T00:00"}


def clock(parts: Parts, _: Context) -> str | None:
    """Read `8:30 p.m.`, `noon`, `1430 GMT`."""
    if "named" in parts:
        return NAMED[parts["named"].lower()]
    hour = int(parts["h"]) if "h" in parts else number_of(parts["hour"]) or 0
    minute, half = int(parts.get("min", "0")), parts.get("half", "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith(AFTER_NOON) and (half, hour) != ("night", 12) else 0)
    return f"T{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def part(parts: Parts, _: Context) -> str | None:
    """Read `in the morning`, `overnight`."""
    return part_of_day(parts.get("part") or parts["part2"]) or None
