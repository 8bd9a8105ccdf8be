"""Feeds, and lists of addresses: sitemaps, OPML, plain lists.

A feed whose entries hold whole texts yields articles. Every other list yields only where articles are: `addresses_of`
gives these to whoever fetches them, and the readers yield one problem that says how.
"""

from kg.readers.feeds.addressed import addresses_of, read_addresses, read_opml, read_sitemap
from kg.readers.feeds.feed import read_feed
from kg.readers.feeds.listed import Listed

__all__ = ["Listed", "addresses_of", "read_addresses", "read_feed", "read_opml", "read_sitemap"]
