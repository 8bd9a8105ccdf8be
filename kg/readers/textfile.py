"""One article in one text or Markdown file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.readers.cleaning import Cleaned, clean
from kg.readers.dates import parse_date
from kg.readers.decoding import decode
from kg.readers.screen import LARGEST_FILE, screen, set_aside
from kg.records import Article, Place, Problem, Removal

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


def read_text_file(
    path: Path, details: Details, *, default_outlet: str, reader: str = "text", listed: Place | None = None
) -> Iterator[Article | Problem]:
    """Read one text file; what is wrong with it but does not hinder reading comes before the article.

    `listed` is the place of the manifest's row, which problems with the row's fields name.
    """
    place = Place(path=str(path), article=details.id)
    data = _read_bytes(path, place)
    if isinstance(data, Problem):
        yield data
        return
    decoded = decode(data)
    if not decoded.is_text:
        yield set_aside(place, "not-text", "is no text")
        return
    for kind, message in decoded.defects:
        yield Problem(place=place, kind=kind, message=message)
    cleaned = clean(decoded.lines, title=details.title)
    published = _choose_date(details, cleaned, listed or place)
    if isinstance(published, Problem):
        yield published
        published = cleaned.published
    outlet = details.outlet or cleaned.fields.get("outlet") or default_outlet
    yield screen(
        Article(
            id=details.id,
            outlet=outlet,
            text=cleaned.text,
            published=published,
            title=cleaned.title,
            url=details.url or cleaned.fields.get("url"),
            author=details.author or cleaned.fields.get("author"),
            place=place,
            reader=reader,
            removed=_in_order(decoded.removed + cleaned.removed),
        )
    )


def name_outlet(path: Path) -> str:
    """Return the name of a folder, which stands for the outlet where nobody names one."""
    return path.resolve().name or "unknown outlet"


def _read_bytes(path: Path, place: Place) -> bytes | Problem:
    """Read a file's bytes, unless it is missing, too large or closed to us."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            return set_aside(place, "unreadable", "is no file")
        if size > LARGEST_FILE:
            return set_aside(
                place, "too-large", f"has {size / 1e6:.1f} MB; at most {LARGEST_FILE / 1e6:.0f} MB are read"
            )
        return path.read_bytes()
    except FileNotFoundError:
        return Problem(place=place, kind="missing-file", message="there is no such file", n_aside=1)
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        return set_aside(place, "unreadable", f"cannot be read ({reason})")


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
