"""Records without the articles' words, where those stay at home: short quotes, and marks within them."""

import re
from dataclasses import replace
from typing import Any

from kg.exports.shortening import LONGEST_QUOTE, shorten_quote, shorten_row
from kg.flat.page_records import ArticlePage, ClaimPage
from kg.flat.records import AssertionRow, Mark

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:|[./#])\S*", re.IGNORECASE)


def shorten_shown(value: Any) -> Any:  # noqa: ANN401 - whatever a template shows
    """Return what a template shows, cut where it is a long text and neither markup nor an address."""
    if type(value) is not str or len(value) <= LONGEST_QUOTE or _ADDRESS.fullmatch(value):
        return value
    return f"{shorten_quote(value)} …"


def shorten_assertion(row: AssertionRow) -> AssertionRow:
    """Return an assertion with the beginning of its sentence alone, and the marks that stand there."""
    short = shorten_row(row.row)
    if len(short.sentence) < len(row.row.sentence):
        short = replace(short, sentence=f"{short.sentence} …")
    length = len(shorten_quote(row.row.sentence))
    marks = tuple(
        Mark(start=mark.start, end=min(mark.end, length), kind=mark.kind) for mark in row.marks if mark.start < length
    )
    return replace(row, row=short, marks=marks, claim_text=shorten_shown(row.claim_text))


def shorten_claim(page: ClaimPage) -> ClaimPage:
    """Return the page of a claim with short quotes."""
    told = tuple(replace(one, rows=tuple(map(shorten_assertion, one.rows))) for one in page.told_by)
    return replace(page, told_by=told, claim=replace(page.claim, text=shorten_shown(page.claim.text)))


def shorten_article(page: ArticlePage) -> ArticlePage:
    """Return the page of an article with short quotes and no text."""
    assertions = tuple(replace(one, row=shorten_assertion(one.row)) for one in page.assertions)
    return replace(page, text="", marks=(), assertions=assertions)
