"""Articles as JSON lines, plain or gzip: `id, outlet, published, title, text, url, author`.

The text is taken exactly as it is given, so that offsets hold in the input. Other fields are passed over.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.readers.dates import parse_date
from kg.readers.decoding import CONTROL, decode_bytes, mend_surrogates
from kg.readers.lines import LONGEST, RawLine, read_lines
from kg.readers.screen import screen, set_aside
from kg.readers.textfile import make_bad_date
from kg.records import Article, Place, Problem

MOST_BAD_LINES = 20
"""Unreadable lines of one file that are reported one by one."""


def read_jsonl(path: Path, *, outlet: str | None = None) -> Iterator[Article | Problem]:
    """Read the articles of a file; `outlet` is who publishes those that name none (the file's name, if not given)."""
    default_outlet = outlet or path.name.split(".")[0] or "unknown outlet"
    n_bad = 0
    for line in read_lines(path):
        found = list(_parse_line(line, Place(path=str(path)), default_outlet)) if isinstance(line, RawLine) else [line]
        for each in found:
            n_bad += isinstance(each, Problem) and each.kind == "bad-json"
            if not (isinstance(each, Problem) and each.kind == "bad-json" and n_bad > MOST_BAD_LINES):
                yield each
    if n_bad > MOST_BAD_LINES:
        message = f"{n_bad - MOST_BAD_LINES} further lines are no JSON objects"
        yield Problem(place=Place(path=str(path)), kind="bad-json", message=message, n_aside=n_bad - MOST_BAD_LINES)


def parse_object(data: bytes) -> tuple[dict[str, Any] | None, str | None]:
    """Parse a line as a JSON object; return None where it is none, and the encoding's name where it is not UTF-8."""
    text, encoding = decode_bytes(data)
    try:
        parsed = json.loads(text, strict=False)  # not strict: raw control characters in strings
    except (ValueError, RecursionError):
        return None, None
    return (parsed if isinstance(parsed, dict) else None), (None if encoding == "utf-8" else encoding)


def parse_string(value: object) -> str | None:
    """Return a field's words on one line; None where it holds none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(CONTROL.sub("", mend_surrogates(str(value))).split()) or None


def _parse_line(line: RawLine, place: Place, default_outlet: str) -> Iterator[Article | Problem]:
    """Turn one line into an article, and what is wrong with it before that."""
    place = replace(place, line=line.number)
    if line.data is None:
        yield set_aside(place, "too-large", f"the line has more than {LONGEST / 1e6:.0f} MB")
        return
    if not line.data.strip():
        return
    fields, encoding = parse_object(line.data)
    if fields is None:
        if not line.is_cut:  # the file's own problem follows
            yield Problem(place=place, kind="bad-json", message="the line is no JSON object", n_aside=1)
        return
    stem = Path(place.path).name.split(".")[0]
    place = replace(place, article=parse_string(fields.get("id")) or f"{stem}-{line.number}")
    if encoding:
        yield Problem(place=place, kind="wrong-encoding", message=f"the line is not UTF-8; it was read as {encoding}")
    yield from _parse_article(fields, place, default_outlet)


def _parse_article(fields: dict[str, Any], place: Place, default_outlet: str) -> Iterator[Article | Problem]:
    """Make an article of its fields."""
    text, written = fields.get("text"), parse_string(fields.get("published"))
    if not isinstance(text, str):
        yield set_aside(place, "missing-field", "the line has no field 'text' with a string in it")
        return
    n_nulls = text.count("\x00")
    if n_nulls:
        message = f"the text holds {n_nulls} null bytes; they were kept, so that offsets hold"
        yield Problem(place=place, kind="control-characters", message=message)
    if mend_surrogates(text) != text:
        message = "the text holds halves of characters (lone surrogates); U+FFFD stands in their place"
        yield Problem(place=place, kind="wrong-encoding", message=message)
    published = parse_date(written) if written else None
    if written and published is None:
        yield make_bad_date(written, place)
    author = parse_string(fields.get("author"))
    yield screen(
        Article(
            id=place.article or "",
            outlet=parse_string(fields.get("outlet")) or default_outlet,
            text=mend_surrogates(text),
            published=published,
            title=parse_string(fields.get("title")),
            url=parse_string(fields.get("url")),
            author=None if author == "None" else author,
            place=place,
            reader="jsonl",
        )
    )
