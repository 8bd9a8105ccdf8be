"""Entries of RSS and Atom feeds, as feedparser reads them."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser  # type: ignore[import-untyped]
from lxml import etree

from kg.readers.dates import parse_date
from kg.readers.decoding import CONTROL, mend_surrogates
from kg.readers.feeds.fragments import extract_paragraphs
from kg.readers.feeds.recovering import mend_references, parse_recovering

ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?(?:rss|feed|RDF)\b[^<>]{0,8000}>")
LONGEST_LOOSE = 50_000
"""Bytes of an entry that is no well-formed XML up to which feedparser's own tolerant parser is fast."""
LONGEST_FIELD = 4_000
MOST_ELEMENTS, MOST_ATTRIBUTES = 5_000, 500
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">'
RSS = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says of one article."""

    id: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: date | None = None
    outlet: str | None = None
    """Who first published it, where the entry itself names that."""
    outlet_url: str | None = None
    bodies: tuple[str, ...] = ()
    """What may be the whole text, as HTML."""
    summary: str = ""
    """What is meant as a summary, as HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says of all its entries."""

    root: str
    """The start tags that an entry stands in, which declare namespaces; empty where there are none."""
    closing: str
    """The tags that close these."""
    title: str | None = None
    author: str | None = None
    url: str | None = None
    is_doctored: bool = False
    """True where it defines entities of its own, which are not expanded."""


def parse_head(head: str) -> Feed:
    """Parse what stands before the first entry."""
    found = ROOT.search(head)
    tag = found[0] if found else ""
    name = re.split(r"[\s>]", tag[1:], maxsplit=1)[0]
    is_rss = name.lower().endswith("rss")
    root, closing = tag + ("<channel>" if is_rss else ""), ("</channel>" if is_rss else "") + f"</{name}>"
    parsed = parse_feed(root + head[found.end() :] + closing) if found else None
    fields = parsed.feed if parsed else {}
    return Feed(
        root=root,
        closing=closing,
        title=parse_words(fields.get("title")),
        author=parse_words(fields.get("author")),
        url=make_absolute(fields.get("link"), None),
        is_doctored="<!ENTITY" in head,
    )


def parse_entry(markup: str, feed: Feed) -> Entry | None:
    """Parse one entry of a feed; None where it is marked up beyond measure, or holds nothing that can be read."""
    is_atom = re.match(r"<(?:[\w.-]+:)?entry\b", markup) is not None
    root, closing = (feed.root, feed.closing) if feed.root else (ATOM, "</feed>") if is_atom else (RSS, "</rss>")
    parsed = parse_feed(root + markup + closing)
    if parsed is None or not parsed.entries:
        return None
    fields = parsed.entries[0]
    url = make_absolute(fields.get("link"), feed.url)
    bodies = tuple(str(each.get("value") or "") for each in fields.get("content") or ())
    summary = str(fields.get("summary") or "")
    source = fields.get("source") or {}
    return Entry(
        id=choose_id(parse_words(fields.get("id")), url),
        url=url,
        title=parse_title(fields.get("title")),
        author=parse_words(fields.get("author")) or feed.author,
        published=_choose_date(fields),
        outlet=parse_words(source.get("title")),
        outlet_url=make_absolute(source.get("href"), None),
        bodies=bodies,
        summary="" if summary in bodies else summary,
    )


def parse_words(value: object) -> str | None:
    """Return the words of a field on one line; None where it holds none."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    return " ".join(CONTROL.sub("", mend_surrogates(str(value)[:LONGEST_FIELD])).split()) or None


def parse_title(value: object) -> str | None:
    """Return a title, which may be HTML, on one line."""
    words = parse_words(value)
    if words and ("&" in words or "<" in words):
        return " ".join(extract_paragraphs(words)[0]) or words
    return words


def make_absolute(url: object, base: str | None) -> str | None:
    """Return an address as an absolute one of http or https; None where it is none."""
    words = parse_words(url)
    if words is None:
        return None
    try:
        absolute = urljoin(base or "", words)
        parts = urlsplit(absolute)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in absolute
    except ValueError:
        return None
    return parts.scheme + absolute[len(parts.scheme) :] if is_address else None  # the scheme in small letters


def choose_id(written: str | None, url: str | None) -> str | None:
    """Return the id of an entry: its own, if that is one beyond its feed (an IRI), else its address."""
    if written and (":" in written or url is None):
        return written
    return url


def parse_feed(document: str) -> Any | None:  # noqa: ANN401 - feedparser is not typed
    """Parse a document by feedparser; None where it is marked up beyond measure.

    feedparser is quadratic in attributes and in what its tolerant parser reads, so what is large or no well-formed XML
    is measured, and mended where need be, by libxml2, which is not.
    """
    document = mend_references(document)
    data = document.encode("utf-8", errors="replace")
    root, is_well_formed = parse_recovering(document)
    if root is not None and _is_beyond_measure(root):
        return None
    if not is_well_formed and len(data) > LONGEST_LOOSE:
        if root is None:
            return None
        data = etree.tostring(root)
    try:
        return feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # noqa: BLE001 - feedparser and sgmllib raise whatever, on input that is broken
        return None


def _is_beyond_measure(root: Any) -> bool:  # noqa: ANN401 - lxml is not typed
    return any(at > MOST_ELEMENTS or len(each.attrib) > MOST_ATTRIBUTES for at, each in enumerate(root.iter("*")))


def _choose_date(fields: dict[str, Any]) -> date | None:
    """Return the day that the entry prints, in the zone that it prints."""
    for name in ("published", "created", "updated"):
        written = parse_words(dict.get(fields, name))  # feedparser's own takes one for another, and warns of it
        if written and (found := parse_date(written)):
            return found
        moment = dict.get(fields, f"{name}_parsed")
        if moment:
            with suppress(ValueError):  # the year 0
                return date(*moment[:3])
    return None
