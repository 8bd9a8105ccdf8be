"""What lists of addresses yield: the addresses to fetching, and one problem that says so to reading."""

import hashlib
from collections.abc import Callable, Iterator, Mapping

from kg.readers.feeds.addresses import list_addresses
from kg.readers.feeds.feed import list_feed
from kg.readers.feeds.listed import Listed, Untold
from kg.readers.feeds.opml import list_opml
from kg.readers.feeds.sitemaps import list_sitemap
from kg.readers.repeated import sum_up
from kg.readers.source import Kind, Source
from kg.records import Article, Place, Problem

LISTS: Mapping[Kind, Callable[[Source], Iterator[Listed | Problem]]] = {
    Kind.FEED: list_feed,
    Kind.SITEMAP: list_sitemap,
    Kind.OPML: list_opml,
    Kind.ADDRESSES: list_addresses,
}
MOST_REMEMBERED = 2_000_000
"""Addresses of one list that are known again; more than forty full sitemaps hold."""


def addresses_of(source: Source, kind: Kind) -> Iterator[Listed | Problem]:
    """Yield the addresses that a feed, sitemap, OPML file or plain list names, in its order, repetitions left out.

    Problems are what could not be read of the list; they come where they stand.
    """
    seen: set[int] = set()
    for found in sum_up(LISTS[kind](source), name=source.name, kinds=("damaged", "no-address", "too-large")):
        if isinstance(found, Listed):
            key = int.from_bytes(hashlib.blake2b(found.url.encode("utf-8", "replace"), digest_size=8).digest())
            if key in seen:
                continue
            if len(seen) < MOST_REMEMBERED:
                seen.add(key)
        yield found


def read_sitemap(source: Source) -> Iterator[Article | Problem]:
    """Say that a sitemap holds no text, and how to get what it names."""
    yield from _tell(source, Kind.SITEMAP)


def read_opml(source: Source) -> Iterator[Article | Problem]:
    """Say that a list of feeds holds no text, and how to get what it names."""
    yield from _tell(source, Kind.OPML)


def read_addresses(source: Source) -> Iterator[Article | Problem]:
    """Say that a list of addresses holds no text, and how to get what it names."""
    yield from _tell(source, Kind.ADDRESSES)


def _tell(source: Source, kind: Kind) -> Iterator[Problem]:
    untold_by_kind = {each: Untold(source.name) for each in (Kind.HTML, Kind.FEED, Kind.SITEMAP)}
    is_empty = True
    for found in addresses_of(source, kind):
        is_empty = False
        if isinstance(found, Problem):
            yield found
        else:
            untold_by_kind[found.kind].count(found.url)
    yield from untold_by_kind[Kind.HTML].finish("address of a page without its text", "addresses of pages without text")
    yield from untold_by_kind[Kind.FEED].finish("address of a feed", "addresses of feeds")
    yield from untold_by_kind[Kind.SITEMAP].finish("address of a further sitemap", "addresses of further sitemaps")
    if is_empty:
        yield Problem(place=Place(path=source.name), kind="no-articles", message="names no address")
