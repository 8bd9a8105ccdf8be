"""One article in one text or Markdown file."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from kg.readers.cleaning import Cleaned, clean
from kg.readers.dates import parse_date
from kg.readers.decoding import Decoded, decode
from kg.readers.outlets import find_outlet
from kg.readers.screen import LARGEST, LONGEST_TEXT, refuse_length, refuse_size, screen, set_aside
from kg.readers.source import Source
from kg.records import Article, Place, Problem, Removal

MOST_LINES = 50_000
MOST_CHARACTERS = 2 * LONGEST_TEXT
"""Before cleaning, which takes out a third at most of what is an article, and a minute for a file of 5 MB."""
LINE_ENDS = (b"\n", b"\r", b"\x0b", b"\x0c")
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What is known of an article before its file is opened; None is filled from front matter or text."""

    id: str
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None
    author: str | None = None


def read_text(source: Source, *, reader: str = "text") -> Iterator[Article | Problem]:
    """Read the one article of a text or Markdown file; without an outlet it is its folder's."""
    name = PurePosixPath(source.name)
    details = Details(id=source.id or name.stem, url=source.url)
    outlet = source.outlet or name.parent.name or "unknown outlet"
    yield from read_text_file(source.path, details, default_outlet=outlet, reader=reader, name=source.name)


def read_text_file(
    path: Path,
    details: Details,
    *,
    default_outlet: str,
    reader: str = "text",
    listed: Place | None = None,
    name: str | None = None,
) -> Iterator[Article | Problem]:
    """Read one text file; what is wrong with it but does not hinder reading comes before the article.

    `listed` is the place of the manifest's row, which problems with the row's fields name; `name` what places call the
    file, where that is not its path.
    """
    place = Place(path=name or str(path), article=details.id)
    data = _read_bytes(path, place)
    if isinstance(data, Problem):
        yield data
        return
    decoded = _decode(data, place)
    if isinstance(decoded, Problem):
        yield decoded
        return
    for kind, message in decoded.defects:
        yield Problem(place=place, kind=kind, message=message)
    cleaned = clean(decoded.lines, title=details.title)
    published = _choose_date(details, cleaned, listed or place)
    if isinstance(published, Problem):
        yield published
        published = cleaned.published
    url = details.url or cleaned.fields.get("url")
    known = find_outlet(url)
    outlet = details.outlet or cleaned.fields.get("outlet")
    yield screen(
        Article(
            id=details.id,
            outlet=outlet or default_outlet,
            text=cleaned.text,
            published=published,
            title=cleaned.title,
            url=url,
            author=details.author or cleaned.fields.get("author"),
            place=place,
            reader=reader,
            removed=_in_order(decoded.removed + cleaned.removed),
            country=known.country if known else None,
            bytes_hash=hashlib.sha256(data).hexdigest(),
        )
    )


def name_outlet(path: Path) -> str:
    """Return the name of a folder, which stands for the outlet where nobody names one."""
    return path.resolve().name or "unknown outlet"


def _read_bytes(path: Path, place: Place) -> bytes | Problem:
    """Read a file's bytes, unless it is missing, too large or closed to us."""
    try:
        if not path.is_file():
            path.stat()  # says why, where it is not there
            return set_aside(place, "unreadable", "is no file")
        if path.stat().st_size > LARGEST:
            return refuse_size(place)
        return path.read_bytes()
    except FileNotFoundError:
        return Problem(place=place, kind="missing-file", message="there is no such file", n_aside=1)
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        return set_aside(place, "unreadable", f"cannot be read ({reason})")


def _decode(data: bytes, place: Place) -> Decoded | Problem:
    """Decode a file, unless it is no text or one that is longer than any article."""
    if max(map(data.count, LINE_ENDS)) > MOST_LINES:
        return set_aside(place, "too-large", f"has more than {MOST_LINES:,} lines")
    decoded = decode(data)
    if not decoded.is_text:
        return set_aside(place, "not-text", "is no text")
    n_characters = sum(len(line.strip()) for line in decoded.lines)
    if n_characters > MOST_CHARACTERS:
        return refuse_length(place, n_characters)
    return decoded


def _choose_date(details: Details, cleaned: Cleaned, place: Place) -> date | Problem | None:
    """Take the date of the manifest, else of the front matter, else of a date line."""
    written = details.published or cleaned.fields.get("published")
    if not written:
        return cleaned.published
    return parse_date(written) or make_bad_date(written, place)


def make_bad_date(written: str, place: Place) -> Problem:
    """Make the problem of a date that does not parse; its article is read all the same."""
    message = f"the date {written[:60]!r} is none that kg can read; the article is read without it"
    return Problem(place=place, kind="bad-date", message=message)


def _in_order(removed: tuple[Removal, ...]) -> tuple[Removal, ...]:
    return tuple(sorted(removed, key=lambda removal: removal.line))
