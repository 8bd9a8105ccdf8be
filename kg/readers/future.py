"""Articles from a day to come: read without their date, and said."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kg.records import Article, Problem

SLACK = timedelta(days=1)
"""A day may have begun elsewhere."""


def pass_over_future(found: Iterable[Article | Problem]) -> Iterator[Article | Problem]:
    """Pass on what was read; an article that says it is from the future loses that date, with a problem before it."""
    latest = datetime.now(UTC).date() + SLACK
    for each in found:
        if isinstance(each, Article) and each.published and each.published > latest:
            message = f"says that it was published on {each.published}, which is after today; that date was passed over"
            yield Problem(place=each.place, kind="future-date", message=message)
            yield replace(each, published=None)
        else:
            yield each
