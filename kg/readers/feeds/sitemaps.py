"""Sitemaps (sitemaps.org 0.90), their indexes, and news sitemaps: where the pages of an outlet are."""

from collections.abc import Iterator
from typing import Any

from kg.readers.dates import parse_date
from kg.readers.feeds.cutting import Failure, Head, Piece, cut
from kg.readers.feeds.entries import make_absolute, parse_words
from kg.readers.feeds.listed import Listed
from kg.readers.feeds.recovering import mend_references, parse_recovering
from kg.readers.screen import set_aside
from kg.readers.source import Kind, Source
from kg.records import Place, Problem

NAMES = ("url", "sitemap")


def list_sitemap(source: Source) -> Iterator[Listed | Problem]:
    """Yield the addresses of a sitemap's pages, or of the sitemaps that an index names."""
    for part in cut(source.path, NAMES):
        if isinstance(part, Head):
            continue
        place = Place(path=source.name, line=part.line)
        if isinstance(part, Failure):
            message = f"cannot be read further: {part.reason}; what stands before was read"
            yield Problem(place=place, kind="unreadable", message=message)
        elif part.fault:
            yield set_aside(place, "damaged", f"cannot be read: {part.fault}")
        else:
            yield _parse(part, place, source)


def _parse(part: Piece, place: Place, source: Source) -> Listed | Problem:
    """Parse one `url` or `sitemap`."""
    root, _ = parse_recovering(mend_references(part.text))
    if root is None:
        return set_aside(place, "damaged", "cannot be read as an address of a sitemap")
    words_by_name = _read_words(root)
    url = make_absolute(words_by_name.get("loc"), source.url)
    if url is None:
        return set_aside(place, "no-address", "names no address of http or https")
    published = words_by_name.get("publication_date")
    return Listed(
        url=url.partition("#")[0],
        place=place,
        kind=Kind.SITEMAP if _local_name(root).endswith("sitemap") else Kind.HTML,
        title=words_by_name.get("title"),
        published=parse_date(published) if published else None,
        outlet=words_by_name.get("name") or source.outlet,
    )


def _read_words(root: Any) -> dict[str, str]:  # noqa: ANN401 - lxml is not typed
    """Return the words of the elements by their names without prefix, the first of each; pictures' and videos' aside.

    A damaged sitemap lacks the declarations of its prefixes, so these are told by name, not by namespace.
    """
    found: dict[str, str] = {}
    for element in root.iter("*"):
        written = (element.prefix + ":" if element.prefix else "") + _local_name(element)
        if not written.startswith(("image:", "video:")):
            words = parse_words(element.text)
            if words:
                found.setdefault(written.rpartition(":")[2], words)
    return found


def _local_name(element: Any) -> str:  # noqa: ANN401 - lxml is not typed
    return str(element.tag).rpartition("}")[2]
