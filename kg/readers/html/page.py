"""One page → one article, or the problem that says why there is none."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath

from kg.readers.html.body import extract_body
from kg.readers.screen import screen, set_aside
from kg.readers.source import Source
from kg.records import Article, Place, Problem

LARGEST_PAGE = 5_000_000
"""Bytes of one page."""


def read_html(source: Source) -> Iterator[Article | Problem]:
    """Read the one page of a saved or fetched HTML file."""
    id_ = source.id or name_page(source.name)
    place = Place(path=source.name, article=id_)
    try:
        with source.path.open("rb") as handle:
            data = handle.read(LARGEST_PAGE + 1)
    except OSError as error:
        yield set_aside(place, "unreadable", f"cannot be read ({error.strerror})")
        return
    yield from read_page(data, place=place, id=id_, url=source.url, retrieved=source.retrieved, outlet=source.outlet)


def read_page(
    data: bytes,
    *,
    place: Place,
    id: str | None = None,  # noqa: A002 - the field of articles
    url: str | None = None,
    retrieved: datetime | None = None,
    outlet: str | None = None,
    charset: str | None = None,
    reader: str = "html",
) -> Iterator[Article | Problem]:
    """Read a page; what is wrong with it but does not hinder reading comes before the article.

    Args:
        data: the page's bytes, uncompressed.
        place: where it was found.
        id: the article's id; its address where none is given.
        url: where it was fetched from.
        retrieved: when it was fetched, with its zone.
        outlet: who publishes it where neither the address nor the page tells.
        charset: the encoding that the server named.
        reader: the name that the article says it was read by.
    """
    if len(data) > LARGEST_PAGE:
        yield set_aside(place, "too-large", f"has more than {LARGEST_PAGE / 1e6:.0f} MB")
        return
    text = extract_body(data.decode("utf-8", errors="replace"))
    yield screen(
        Article(
            id=id or url or place.article or place.path,
            outlet=outlet or "unknown outlet",
            text=text,
            url=url,
            place=place,
            reader=reader,
            bytes_hash=hashlib.sha256(data).hexdigest(),
            retrieved=retrieved,
        )
    )


def name_page(name: str) -> str:
    """Return a page's id, made of the name of its file: without the archive that it lies in, and without suffix."""
    path = PurePosixPath(name.rpartition("!")[2])
    return path.with_suffix("").name or name
