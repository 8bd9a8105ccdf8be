"""One page → one article, or the problem that says why there is none.

bytes → text (`charset`) → tree (`tree`) → JSON-LD, address, outlet, title, author, date → paragraphs (`body`) →
text (`text`) → what is no article (`judge`) → `screen`
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from kg.readers.html.address import find_address
from kg.readers.html.body import TooComplex, extract_body
from kg.readers.html.charset import decode_page
from kg.readers.html.judge import is_paywalled, judge_page
from kg.readers.html.labels import find_author, find_label, find_titles, find_wire, meta_contents
from kg.readers.html.linked_data import LinkedData, parse_linked_data
from kg.readers.html.published import Dated, find_dates, is_future
from kg.readers.html.text import clean_blocks
from kg.readers.html.tree import MOST_TAGS, Page, TooManyTags, parse_page
from kg.readers.outlets import find_outlet
from kg.readers.screen import LARGEST, LONGEST_TEXT, refuse_length, refuse_size, screen, set_aside
from kg.readers.source import Source
from kg.records import Article, Place, Problem, Removal

UNKNOWN_OUTLET = "unknown outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a page from outside."""

    place: Place
    id: str | None
    url: str | None
    retrieved: datetime | None
    outlet: str | None
    reader: str
    bytes_hash: str


def read_html(source: Source) -> Iterator[Article | Problem]:
    """Read the one page of a saved or fetched HTML file."""
    id_ = source.id or name_page(source.name)
    place = Place(path=source.name, article=id_)
    try:
        with source.path.open("rb") as handle:
            data = handle.read(LARGEST + 1)
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
        id: the article's id; that of the place, else its address, where none is given.
        url: where it was fetched from.
        retrieved: when it was fetched, with its zone.
        outlet: who publishes it where neither the address nor the page tells.
        charset: the encoding that the server named.
        reader: the name that the article says it was read by.
    """
    if len(data) > LARGEST:
        yield refuse_size(place, "the page")
        return
    decoded = decode_page(data, charset)
    if not decoded.is_text:
        yield set_aside(place, "not-text", "is no text")
        return
    if decoded.defect:
        yield Problem(place=place, kind="wrong-encoding", message=decoded.defect)
    known = Known(
        place=place,
        id=id,
        url=url,
        retrieved=retrieved,
        outlet=outlet,
        reader=reader,
        bytes_hash=hashlib.sha256(data).hexdigest(),
    )
    try:
        page = parse_page(decoded.text)
    except TooManyTags:
        yield set_aside(place, "too-complex", f"has more than {MOST_TAGS:,} tags")
        return
    if page is None:
        yield set_aside(place, "empty", "is empty")
        return
    yield from _read_tree(page, known)


def name_page(name: str) -> str:
    """Return a page's id, made of the name of its file: without the archive that it lies in, and without suffix."""
    path = PurePosixPath(name.rpartition("!")[2])
    return path.with_suffix("").name or name


def _read_tree(page: Page, known: Known) -> Iterator[Article | Problem]:
    """Make an article of a parsed page, and what is wrong with it before that."""
    data = parse_linked_data(page.json_ld)
    metas = meta_contents(page.tree)
    url = find_address(page.tree, page.source, data, url=known.url)
    found_outlet = find_outlet(known.url) or find_outlet(url)
    label = find_label(data, metas, url=known.url or url, outlet=known.outlet)
    country = found_outlet.country if found_outlet else None
    titles = find_titles(page.tree, data, metas, label=label)
    try:
        body = extract_body(page.tree, written=_written_body(data))
    except TooComplex:
        yield set_aside(known.place, "too-complex", "has too many elements, or too deeply nested ones, for an article")
        return
    if body.n_characters > LONGEST_TEXT:
        yield refuse_length(known.place, body.n_characters)
        return
    cleaned = clean_blocks(body.blocks, titles=titles, source=page.source)
    verdict = judge_page(page.tree, data, url=url, paragraphs=tuple(cleaned.text.split("\n\n")) if cleaned.text else ())
    if verdict:
        yield set_aside(known.place, verdict.kind, verdict.reason)
        return
    published, future = _choose_date(page, data, known, url=url, country=country)
    if future:
        yield _make_future(future, known)
    if cleaned.text and is_paywalled(page.tree, data) and len(cleaned.text) < SHORT_FOR_PAID:
        message = "is shown whole only to those who pay; what is shown was read"
        yield Problem(place=known.place, kind="paywall", message=message)
    yield screen(
        Article(
            id=known.id or known.place.article or url or known.place.path,
            outlet=label or UNKNOWN_OUTLET,
            text=cleaned.text,
            published=published.day if published else None,
            title=titles[0] if titles else None,
            url=url,
            author=find_author(page.tree, data, metas),
            place=known.place,
            reader=known.reader,
            removed=(*body.removed, *_wire_credit(data, label), *cleaned.removed),
            country=country,
            bytes_hash=known.bytes_hash,
            retrieved=known.retrieved,
        )
    )


SHORT_FOR_PAID = 1_500
"""Characters; a page that is marked as paid but shows more was saved by somebody who pays."""


def _written_body(data: LinkedData) -> str | None:
    """Return the text that JSON-LD gives as the article's, that of a live blog's posts where there are any."""
    own = next(strings_of_lines(data.article.get("articleBody")), None)
    posts = [
        text
        for post in data.refer(data.article.get("liveBlogUpdate"))
        if isinstance(post, dict)
        for text in strings_of_lines(post.get("articleBody"))
    ]
    return "\n".join(posts) if posts else own


def strings_of_lines(value: object) -> Iterator[str]:
    """Yield the strings of a field with their line breaks."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str) and each.strip():
            yield each


def _wire_credit(data: LinkedData, label: str | None) -> Iterator[Removal]:
    """Yield the credit for an agency that JSON-LD names, as the line that newspapers print."""
    wire = find_wire(data, label=label)
    if wire:
        yield Removal(kind="credit", text=f"Source: {wire}", line=1)


def _choose_date(
    page: Page, data: LinkedData, known: Known, *, url: str | None, country: str | None
) -> tuple[Dated | None, Dated | None]:
    """Return the first date that may be the publication's, and the first one that lies in the future."""
    future = None
    for dated in find_dates(page.tree, data, url=url, country=country):
        is_known_wrong = future is not None and dated.day >= future.day
        if not is_known_wrong and not is_future(dated, retrieved=known.retrieved, now=datetime.now(UTC)):
            return dated, future
        future = future or dated
    return None, future


def _make_future(dated: Dated, known: Known) -> Problem:
    when = "it was retrieved" if known.retrieved else "today"
    message = f"says that it was published on {dated.day}, which is after {when}; that date was passed over"
    return Problem(place=known.place, kind="future-date", message=message)
