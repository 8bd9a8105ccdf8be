"""Rows that are downloaded: written bit by bit, as `kg claims` writes them."""

import io
from collections.abc import Iterable, Iterator
from itertools import islice

from kg.query.claims import Claims
from kg.records import ClaimRow

MEDIA_TYPES = {"csv": "text/csv; charset=utf-8; header=present", "jsonl": "application/jsonl; charset=utf-8"}
"""What a download is called, by its suffix (RFC 4180; JSON Lines)."""
BATCH = 200
"""Rows that are in memory at a time."""


def write_rows(rows: Iterable[ClaimRow], suffix: str) -> Iterator[str]:
    """Yield rows as text, some hundred at a time.

    Args:
        rows: the rows; walked once.
        suffix: `csv` or `jsonl`.
    """
    left = iter(rows)
    batch = tuple(islice(left, BATCH))
    yield _text(batch, suffix)
    while batch := tuple(islice(left, BATCH)):
        text = _text(batch, suffix)
        yield text.partition("\n")[2] if suffix == "csv" else text  # the names of the columns stand there already


def _text(batch: tuple[ClaimRow, ...], suffix: str) -> str:
    stream = io.StringIO()
    Claims(lambda: batch).write(stream, suffix)
    return stream.getvalue()
