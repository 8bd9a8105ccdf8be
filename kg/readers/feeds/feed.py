"""Feeds → the articles that they hold whole, and the addresses of the others."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.readers.decoding import decode_bytes
from kg.readers.feeds.cutting import Failure, Head, Piece, cut
from kg.readers.feeds.entries import Entry, Feed, parse_entry, parse_head
from kg.readers.feeds.fragments import extract_paragraphs, is_cut
from kg.readers.feeds.jsonfeed import parse_json_feed
from kg.readers.feeds.listed import Listed, Untold
from kg.readers.feeds.unpacking import read_start
from kg.readers.outlets import find_outlet, host_of
from kg.readers.repeated import sum_up
from kg.readers.screen import screen, set_aside
from kg.readers.source import Source
from kg.records import Article, Place, Problem, Removal

NAMES = ("item", "entry")
LARGEST_JSON = 20_000_000
"""Bytes of a JSON Feed."""
SHORTEST_WHOLE = 300
"""Characters of a text that is given as a whole one; shorter ones are teasers in the wrong field."""
SHORTEST_UNSAID = 1_200
"""Characters of a summary that is long enough, in more than one paragraph, to be the whole text."""

HOLDS_ANY = re.compile(r"<[\w.:-]{0,40}(?:title|link|guid|id|content|encoded|description|summary|body|about)\b|about=")
"""What an entry that can be read has at least one of; no parser is asked for others: thousands take long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An entry, and where it stands."""

    entry: Entry
    feed: Feed
    place: Place
    data: bytes


def read_feed(source: Source) -> Iterator[Article | Problem]:
    """Read the entries of an RSS, Atom or JSON feed that hold their whole text; the others are one problem.

    Sources: RSS 2.0 with the content module, RSS 1.0 and 0.9x, Atom (RFC 4287), JSON Feed 1.1.
    """
    untold, n_empty, is_empty = Untold(source.name), 0, True
    for found in sum_up(read_entries(source), name=source.name, kinds=("damaged", "too-large")):
        is_empty = False
        if isinstance(found, Problem):
            yield found
            continue
        article = _make_article(found, source)
        if article is None:
            n_empty += found.entry.url is None
            if found.entry.url:
                untold.count(found.entry.url)
        else:
            yield article
    if is_empty:
        yield Problem(place=Place(path=source.name), kind="no-articles", message="holds no entry")
    if n_empty:
        message = f"{n_empty:,} of its entries hold neither a text nor an address; they were set aside"
        yield Problem(place=Place(path=source.name), kind="empty", message=message, n_aside=n_empty)
    yield from untold.finish("entry holds no whole text", "entries hold no whole text")


def list_feed(source: Source) -> Iterator[Listed | Problem]:
    """Yield the addresses of a feed's entries."""
    for found in read_entries(source):
        if isinstance(found, Problem):
            yield found
        elif found.entry.url is None:
            yield set_aside(found.place, "no-address", "names no address")
        else:
            entry, outlet = found.entry, _name_outlet(found.entry, found.feed, source)[0]
            title, published = entry.title, entry.published
            yield Listed(url=entry.url or "", place=found.place, title=title, published=published, outlet=outlet)


def read_entries(source: Source) -> Iterator[Read | Problem]:
    """Yield the entries of a feed; each that cannot be read is a problem."""
    start = read_start(source.path).lstrip()
    return _read_json(source) if start.startswith((b"{", b"[")) else _read_xml(source)


def _read_xml(source: Source) -> Iterator[Read | Problem]:
    feed = Feed(root="", closing="")
    for part in cut(source.path, NAMES):
        if isinstance(part, Head):
            feed = parse_head(part.text)
            if feed.is_doctored:
                message = "defines entities of its own; they are not expanded"
                yield Problem(place=Place(path=source.name), kind="entities", message=message)
            continue
        place = Place(path=source.name, line=part.line)
        if isinstance(part, Failure):
            message = f"cannot be read further: {part.reason}; what stands before was read"
            yield Problem(place=place, kind="unreadable", message=message)
        elif part.fault:
            yield set_aside(place, "too-large" if "MB" in part.fault else "damaged", f"cannot be read: {part.fault}")
        else:
            yield _parse(part, feed, place)


def _parse(part: Piece, feed: Feed, place: Place) -> Read | Problem:
    entry = parse_entry(part.text, feed) if HOLDS_ANY.search(part.text) else None
    if entry is None:
        return set_aside(place, "damaged", "cannot be read as an entry of a feed")
    return Read(entry=entry, feed=feed, place=place, data=part.data)


def _read_json(source: Source) -> Iterator[Read | Problem]:
    data = read_start(source.path, LARGEST_JSON + 1)
    if len(data) > LARGEST_JSON:
        yield set_aside(Place(path=source.name), "too-large", f"has more than {LARGEST_JSON / 1e6:.0f} MB")
        return
    feed = Feed(root="", closing="")
    for part in parse_json_feed(decode_bytes(data)[0]):
        if isinstance(part, Feed):
            feed = part
            continue
        line, written, entry = part
        place = Place(path=source.name, line=line)
        if entry is None:
            yield set_aside(place, "damaged", "cannot be read as an item of a feed")
        else:
            yield Read(entry=entry, feed=feed, place=place, data=written.encode("utf-8", "replace"))


def _make_article(found: Read, source: Source) -> Article | Problem | None:
    """Make the article of an entry; None where it holds only the beginning of one."""
    entry = found.entry
    paragraphs, footers = _choose_text(entry)
    if not paragraphs:
        return None
    outlet, country = _name_outlet(entry, found.feed, source)
    id_ = entry.id or f"{found.place.path}:{found.place.line}"
    return screen(
        Article(
            id=id_,
            outlet=outlet,
            text="\n\n".join(paragraphs),
            published=entry.published,
            title=entry.title,
            url=entry.url,
            author=entry.author,
            place=Place(path=found.place.path, line=found.place.line, article=id_),
            reader="feed",
            removed=tuple(Removal(kind="feed-footer", text=text, line=found.place.line or 1) for text in footers),
            country=country,
            bytes_hash=hashlib.sha256(found.data).hexdigest(),
            retrieved=source.retrieved,
        )
    )


def _choose_text(entry: Entry) -> tuple[list[str], list[str]]:
    """Return the paragraphs of an entry's whole text and its footers; nothing where it holds only a summary."""
    texts = [extract_paragraphs(body) for body in entry.bodies]
    paragraphs, footers = max(texts, key=lambda text: sum(map(len, text[0])), default=([], []))
    n_chars = sum(map(len, paragraphs))
    if n_chars >= SHORTEST_WHOLE and not is_cut(paragraphs, footers):
        summary = sum(map(len, extract_paragraphs(entry.summary)[0]))
        if n_chars > summary:
            return paragraphs, footers
    paragraphs, footers = extract_paragraphs(entry.summary)
    is_whole = sum(map(len, paragraphs)) >= SHORTEST_UNSAID and len(paragraphs) > 1 and not is_cut(paragraphs, footers)
    return (paragraphs, footers) if is_whole else ([], [])


def _name_outlet(entry: Entry, feed: Feed, source: Source) -> tuple[str, str | None]:
    """Return who publishes an entry, and the country where that is known."""
    known = find_outlet(entry.outlet_url) or find_outlet(entry.url)
    if known:
        return known.label, known.country
    named = source.outlet or entry.outlet or feed.title
    return named or host_of(entry.url) or host_of(feed.url) or "unknown outlet", None
