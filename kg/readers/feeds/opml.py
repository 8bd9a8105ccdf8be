"""OPML (2.0): lists of feeds, as feed readers export them."""

import html
import re
from collections.abc import Iterator

from kg.readers.feeds.cutting import Failure, Head, cut
from kg.readers.feeds.entries import make_absolute, parse_words
from kg.readers.feeds.listed import Listed
from kg.readers.screen import set_aside
from kg.readers.source import Kind, Source
from kg.records import Place, Problem

START = re.compile(r"<[\w.:-]{1,40}((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)")
ATTRIBUTE = re.compile(r"([\w.:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
LONGEST_TAG = 20_000


def list_opml(source: Source) -> Iterator[Listed | Problem]:
    """Yield the feeds and pages that a list names; outlines that only group others are passed over."""
    for part in cut(source.path, ("outline",)):
        if isinstance(part, Head):
            continue
        place = Place(path=source.name, line=part.line)
        if isinstance(part, Failure):
            message = f"cannot be read further: {part.reason}; what stands before was read"
            yield Problem(place=place, kind="unreadable", message=message)
            continue
        if part.text == "" and part.data.startswith(b"</"):
            continue  # the end tag of a group: outlines stand within each other
        if b">" not in part.data:
            yield set_aside(place, "damaged", "cannot be read: the file ends in the middle of it")
            continue
        attributes = _parse_attributes((part.text or part.data.decode("utf-8", errors="replace"))[:LONGEST_TAG])
        written = attributes.get("xmlurl") or attributes.get("url")
        url = make_absolute(written, source.url)
        title = attributes.get("title") or attributes.get("text")
        if url:
            kind = Kind.FEED if "xmlurl" in attributes else Kind.HTML
            outlet = title if kind is Kind.FEED else source.outlet
            yield Listed(url=url.partition("#")[0], place=place, kind=kind, title=title, outlet=outlet)
        elif written or attributes.get("type", "").lower() in {"rss", "atom", "link"}:
            yield set_aside(place, "no-address", "names no address of http or https")


def _parse_attributes(text: str) -> dict[str, str]:
    """Return the attributes of a start tag by their names in small letters; those that hold no words left out."""
    tag = START.match(text)
    found: dict[str, str] = {}
    for name, double, single in ATTRIBUTE.findall(tag[1] if tag else ""):
        words = parse_words(html.unescape(double or single))
        if words:
            found.setdefault(name.lower(), words)
    return found
