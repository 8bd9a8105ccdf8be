"""A piece of input: the bytes that a reader reads, and what is known of them from outside."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from kg.records import Article, Problem


class Kind(StrEnum):
    """What a piece of input is, by its content; the value is how it is called where people read it."""

    TEXT = "plain text or Markdown"
    HTML = "web page"
    FEED = "feed"
    SITEMAP = "sitemap"
    OPML = "list of feeds (OPML)"
    ADDRESSES = "list of addresses"
    TABLE = "table (CSV, TSV)"
    PARQUET = "table (Parquet)"
    JSONL = "JSON lines"
    WARC = "web archive (WARC)"
    ZIP = "ZIP archive"
    GZIP = "gzip file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read. What lies in an archive or came by standard input is read from a passing file."""

    path: Path
    """Where the bytes are: a file that can be opened any number of times, and sought in."""
    name: str
    """What places and messages call it: the path as the user gave it, `news.zip!europe/a.html`, `standard input`."""
    id: str | None = None
    """The id of the article, where it holds one; else what the ids that its reader makes up begin with. It is unique
    among what is read together; None: made of the name."""
    outlet: str | None = None
    """Who publishes what names no outlet."""
    url: str | None = None
    """Where it came from, where that is known from outside."""
    retrieved: datetime | None = None
    """When it was fetched, where that is known from outside."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """For tables and JSON lines: the columns of kg's fields (`id`, `text`, `published`, …) that the user named."""


OnKind = Callable[[str, str], None]
"""Called with the name of an input and what it was taken for, in words: `news.csv`, `table (CSV, TSV)`."""

Read = Callable[[Source], Iterator[Article | Problem]]
"""A reader: yields, in the order of the input, articles and what was wrong; memory does not grow with the input.

Every piece that should have been an article is either yielded as one or counted by the `n_aside` of one problem.
"""
