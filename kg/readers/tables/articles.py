"""One row under kg's names → one article, or the problem that says why there is none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import PurePosixPath

from kg.lexicon import load_lexicon
from kg.readers.outlets import find_outlet, host_of
from kg.readers.screen import screen, set_aside
from kg.readers.source import Source
from kg.readers.tables.cell_text import is_page, read_cell, read_line
from kg.readers.tables.days import UNTOLD, DayOrder, has_two_readings, parse_cell_date, parse_moment
from kg.readers.tables.presets import Preset
from kg.readers.textfile import make_bad_date
from kg.records import Article, Place, Problem

CUT = re.compile(r"\[\+?\d[\d,.]* ?char(?:s|acters)?\]\s*$")
"""What NewsAPI and GNews put where they cut a text: `[+2134 chars]`."""
HOST = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
QUOTED = re.compile(r"'([^']+)'|\"([^\"]+)\"")
ENGLISH = re.compile(r"en|eng|english|en[-_].*|english\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is the same for all rows of a table."""

    source: Source
    reader: str
    """The name that articles say they were read by."""
    preset: Preset | None = None
    order: DayOrder = UNTOLD


def read_fields(
    fields: Mapping[str, str], setting: Setting, *, line: int, bytes_hash: str
) -> Iterator[Article | Problem]:
    """Read the article of a row; what is wrong with it but does not hinder reading comes before it.

    Args:
        fields: the row's filled cells, by kg's fields.
        setting: the table.
        line: where the row begins, or its number in a table without lines.
        bytes_hash: the hash of the row.
    """
    url = _parse_url(fields.get("url"))
    id_ = read_line(fields.get("id", "")) or url or f"{setting.source.id or stem_of(setting.source)}-{line}"
    place = Place(path=setting.source.name, line=line, article=id_)
    aside = _refuse(fields, place, url=url)
    if aside:
        yield aside
        return
    published = _parse_published(fields.get("published"), setting.order, place)
    if isinstance(published, Problem):
        yield published
        published = None
    outlet, country = _choose_outlet(fields, setting, url)
    details = Article(
        id=id_,
        outlet=outlet,
        text="",
        published=published,
        title=read_line(fields.get("title", "")) or None,
        url=url,
        author=_parse_author(fields.get("author", "")),
        place=place,
        reader=setting.reader,
        country=country,
        bytes_hash=bytes_hash,
        retrieved=parse_moment(fields.get("retrieved", "")) or setting.source.retrieved,
    )
    yield from _read_page(fields["text"], details) if is_page(fields["text"]) else _read_text(fields["text"], details)


def _refuse(fields: Mapping[str, str], place: Place, *, url: str | None) -> Problem | None:
    """Return why a row is no article: another language, no text, half a text."""
    language = read_line(fields.get("language", ""))
    if language and not any(ENGLISH.fullmatch(each.strip()) for each in re.split("[,;|]", language)):
        return set_aside(place, "not-english", f"is in another language, as its column says: {language[:40]}")
    if not fields.get("text", "").strip():
        if not url:
            return set_aside(place, "empty", "holds no text")
        message = f"names an address but holds no text; fetch the pages with: kg fetch {place.path}"
        return Problem(place=place, kind="no-text", message=message, n_aside=1)
    if CUT.search(fields["text"][-60:]):
        what = "holds only the beginning of its text"
        how = f"; fetch the pages with: kg fetch {place.path}" if url else ""
        return Problem(place=place, kind="truncated-text", message=f"{what}, so it was set aside{how}", n_aside=1)
    return None


def _read_text(cell: str, details: Article) -> Iterator[Article | Problem]:
    """Read a text, or a piece of HTML."""
    read = read_cell(cell, line=details.place.line or 1)
    for kind, message in read.defects:
        yield Problem(place=details.place, kind=kind, message=message)
    yield screen(replace(details, text=read.text, removed=read.removed))


def _read_page(cell: str, details: Article) -> Iterator[Article | Problem]:
    """Read a whole web page that stands in a cell; the row's own columns go before what the page says."""
    from kg.readers.html import read_page  # it takes long to import, and few tables hold pages

    for found in read_page(
        cell.encode("utf-8", errors="replace"),
        place=details.place,
        id=details.id,
        url=details.url,
        retrieved=details.retrieved,
        outlet=details.outlet,
        charset="utf-8",
        reader=details.reader,
    ):
        if isinstance(found, Problem):
            yield found
            continue
        yield replace(
            found,
            outlet=details.outlet,
            country=details.country or found.country,
            published=details.published or found.published,
            title=details.title or found.title,
            author=details.author or found.author,
            bytes_hash=details.bytes_hash,
        )


def _parse_published(written: str | None, order: DayOrder, place: Place) -> date | Problem | None:
    if written is None:
        return None
    published = parse_cell_date(written, order)
    if published or not has_two_readings(written):
        return published or make_bad_date(written, place)
    why = "its column has dates of both orders" if order.is_mixed else "no row tells whether the day stands first"
    message = f"the date {written[:60]!r} could be two, for {why}; the article is read without it"
    return Problem(place=place, kind="bad-date", message=message)


def _choose_outlet(fields: Mapping[str, str], setting: Setting, url: str | None) -> tuple[str, str | None]:
    """Return who publishes a row and in which country: by its column, else its address, else the file's name."""
    named = read_line(fields.get("outlet", ""))
    addresses = [address for address in (fields.get("outlet_url"), url) if address]
    if named and HOST.fullmatch(named):
        addresses.insert(0, named)
        named = ""
    by_address = next((outlet for outlet in map(find_outlet, addresses) if outlet), None)
    host = next(filter(None, map(host_of, addresses)), None)
    label = (
        named
        or (setting.preset and setting.preset.outlet)
        or (by_address and by_address.label)
        or setting.source.outlet
        or host
        or stem_of(setting.source)
    )
    return label, (by_address and by_address.country) or _parse_country(fields.get("country", ""))


def _parse_country(written: str) -> str | None:
    """Return the code of a country by its code or name."""
    name = read_line(written)
    iso = _iso_by_country().get(name, name.upper())
    return iso if re.fullmatch("[A-Z]{2}", iso) else None


@cache
def _iso_by_country() -> Mapping[str, str]:
    return {word: str(entry["iso"]) for word, entry in load_lexicon("countries").by_word().items()}


def _parse_author(written: str) -> str | None:
    """Return authors on one line; a list that a program printed is taken apart."""
    author = read_line(written)
    if author.startswith("[") and author.endswith("]"):
        author = ", ".join(first or second for first, second in QUOTED.findall(author))
    return author or None


def _parse_url(written: str | None) -> str | None:
    """Return an address; None where there is none."""
    url = (written or "").strip()
    return url if url and not re.search(r"\s", url) else None


def stem_of(source: Source) -> str:
    """Return the name of a file without its endings: `news` of `news.csv.gz`, also in an archive."""
    return PurePosixPath(source.name.rpartition("!")[2]).name.split(".")[0] or "table"
