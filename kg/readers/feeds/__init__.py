"""Feeds, and lists of addresses: sitemaps, OPML, plain lists.

A feed whose entries hold whole texts yields articles. Every other list yields only where articles are: `addresses_of`
gives these to whoever fetches them, and the readers yield one problem that says how.
"""

from collections.abc import Iterator

from kg.readers.feeds.listed import Listed
from kg.readers.source import Kind, Source
from kg.records import Problem

__all__ = ["Listed", "addresses_of"]


def addresses_of(source: Source, kind: Kind) -> Iterator[Listed | Problem]:
    """Yield the addresses that a feed, sitemap, OPML file or plain list names, in its order, repetitions left out.

    Problems are what could not be read of the list; they come where they stand.
    """
    raise NotImplementedError
