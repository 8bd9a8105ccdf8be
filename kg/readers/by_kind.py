"""Which reader reads what."""

from functools import cache
from importlib import import_module

from kg.readers.source import Kind, Read

READER_BY_KIND = {
    Kind.TEXT: ("kg.readers.textfile", "read_text"),
    Kind.HTML: ("kg.readers.html", "read_html"),
    Kind.FEED: ("kg.readers.feeds", "read_feed"),
    Kind.SITEMAP: ("kg.readers.feeds", "read_sitemap"),
    Kind.OPML: ("kg.readers.feeds", "read_opml"),
    Kind.ADDRESSES: ("kg.readers.feeds", "read_addresses"),
    Kind.TABLE: ("kg.readers.tables", "read_table"),
    Kind.PARQUET: ("kg.readers.tables", "read_parquet"),
    Kind.JSONL: ("kg.readers.jsonl", "read_jsonl"),
    Kind.WARC: ("kg.readers.warc", "read_warc"),
}
"""Module and function; archives and gzip files have none, for what is in them is read."""
HOLD_ONE = frozenset({Kind.TEXT, Kind.HTML})
"""Kinds that hold one article."""
READ_GZIP = frozenset({Kind.JSONL, Kind.WARC})
"""Kinds whose readers uncompress by themselves, and so read more of what is damaged."""


@cache
def find_reader(kind: Kind) -> Read:
    """Return the reader of a kind; it is imported when it is first needed, for some take a second.

    Raises:
        KeyError: for kinds that hold other files.
    """
    module, name = READER_BY_KIND[kind]
    read: Read = getattr(import_module(module), name)
    return read
