"""Articles as JSON lines or a JSON array, plain or gzip: `id, outlet, published, title, text, url, author`.

The text is taken exactly as it is given, so that offsets hold in the input. Other fields are passed over; objects with
other names for these (exports of interfaces) are read as rows of tables are.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from kg.readers.dates import parse_date
from kg.readers.decoding import CONTROL, decode_bytes, mend_surrogates
from kg.readers.jsonvalues import is_written_in_lines, read_values
from kg.readers.lines import RawLine, read_lines
from kg.readers.outlets import find_outlet
from kg.readers.screen import refuse_size, screen, set_aside
from kg.readers.source import Source
from kg.readers.textfile import make_bad_date
from kg.records import Article, Place, Problem

MOST_BAD_LINES = 20
"""Unreadable lines of one file that are reported one by one."""


def read_jsonl(source: Source) -> Iterator[Article | Problem]:
    """Read the articles of a file; without an outlet it is the file's name."""
    place = Place(path=source.name)
    n_bad = n_cut = 0
    for line in _read_objects(source):
        if isinstance(line, Problem):  # the last: the file cannot be read to its end
            yield replace(line, place=place, message=_rename(line.message, source), n_aside=line.n_aside + n_cut)
            continue
        if n_bad > MOST_BAD_LINES and not line.is_cut and line.data is not None and not _may_be_object(line.data):
            n_bad += bool(line.data.strip())  # millions of them are only counted
            continue
        for each in _parse_line(line, place, source):
            if isinstance(each, Problem) and each.kind == "bad-json":
                n_cut += line.is_cut  # the problem that follows counts it
                n_bad += not line.is_cut
                if line.is_cut or n_bad > MOST_BAD_LINES:
                    continue
            yield each
    if n_bad > MOST_BAD_LINES:
        message = f"{n_bad - MOST_BAD_LINES} further lines are no JSON objects"
        yield Problem(place=place, kind="bad-json", message=message, n_aside=n_bad - MOST_BAD_LINES)


def _read_objects(source: Source) -> Iterator[RawLine | Problem]:
    """Read what should be objects: each line, or each element of an array."""
    return read_lines(source.path) if is_written_in_lines(source.path) else read_values(source.path)


def _rename(message: str, source: Source) -> str:
    """Name the file in a message as the user does."""
    return message.replace(source.path.name, PurePosixPath(source.name).name, 1)


def parse_object(data: bytes) -> tuple[dict[str, Any] | None, str | None]:
    """Parse a line as a JSON object; return None where it is none, and the encoding's name where it is not UTF-8."""
    if not _may_be_object(data):
        return None, None
    text, encoding = decode_bytes(data)
    try:
        parsed = json.loads(text, strict=False)  # not strict: raw control characters in strings
    except (ValueError, RecursionError):
        return None, None
    return (parsed if isinstance(parsed, dict) else None), (None if encoding == "utf-8" else encoding)


def _may_be_object(data: bytes) -> bool:
    """Tell whether a line begins and ends as an object does, without decoding it."""
    bare = data.strip()
    return bare.startswith(b"{") and bare.endswith(b"}")


def parse_string(value: object) -> str | None:
    """Return a field's words on one line; None where it holds none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(CONTROL.sub("", mend_surrogates(str(value))).split()) or None


def _parse_line(line: RawLine, place: Place, source: Source) -> Iterator[Article | Problem]:
    """Turn one line into an article, and what is wrong with it before that."""
    place = replace(place, line=line.number)
    if line.data is None:
        yield refuse_size(place, "the line")
        return
    if not line.data.strip():
        return
    fields, encoding = parse_object(line.data)
    if fields is None:
        yield Problem(place=place, kind="bad-json", message="the line is no JSON object", n_aside=1)
        return
    if encoding:
        yield Problem(place=place, kind="wrong-encoding", message=f"the line is not UTF-8; it was read as {encoding}")
    if source.columns or not isinstance(fields.get("text"), str):
        yield from _read_foreign(fields, place, source)
        return
    stem = source.id or PurePosixPath(source.name).name.split(".")[0]
    place = replace(place, article=parse_string(fields.get("id")) or f"{stem}-{line.number}")
    yield from _parse_article(fields, place, source, hashlib.sha256(line.data).hexdigest())


def _read_foreign(fields: dict[str, Any], place: Place, source: Source) -> Iterator[Article | Problem]:
    """Read an object with other names for kg's fields."""
    from kg.readers.tables import map_fields, read_object  # what they are made of takes long to import

    mapped = map_fields(fields, source.columns)
    if mapped.get("text") or mapped.get("url"):
        yield from read_object(fields, source, line=place.line or 0)
    else:
        place = replace(place, article=parse_string(fields.get("id")))
        yield set_aside(place, "missing-field", "the line has no field 'text' with a string in it")


def _parse_article(
    fields: dict[str, Any], place: Place, source: Source, bytes_hash: str
) -> Iterator[Article | Problem]:
    """Make an article of its fields."""
    text, written = str(fields["text"]), parse_string(fields.get("published"))
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
    author, url = parse_string(fields.get("author")), parse_string(fields.get("url"))
    known = find_outlet(url)
    default_outlet = source.outlet or PurePosixPath(source.name).name.split(".")[0] or "unknown outlet"
    yield screen(
        Article(
            id=place.article or "",
            outlet=parse_string(fields.get("outlet")) or default_outlet,
            text=mend_surrogates(text),
            published=published,
            title=parse_string(fields.get("title")),
            url=url,
            author=None if author == "None" else author,
            place=place,
            reader="jsonl",
            country=known.country if known else None,
            bytes_hash=bytes_hash,
            retrieved=source.retrieved,
        )
    )
