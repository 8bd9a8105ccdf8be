"""Articles as they were read."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from kg.records.text import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A piece of the input that the reader left out of the text."""

    kind: str
    """Why it was left out: `repeated-headline`, `image`, `credit`, `comment-form`, `other-story`, `markdown`, …"""
    text: str
    """The piece itself."""
    line: int
    """Its line in the decoded input, from 1."""


@dataclass(frozen=True, kw_only=True)
class Article:
    """One text as published once.

    All offsets elsewhere point into `text`, in Unicode code points.

    >>> article = Article(id="n1", outlet="Post", text="Ada Brandt left.", place=Place(path="memory"), reader="own")
    >>> article.text[0:10], article.published
    ('Ada Brandt', None)
    """

    id: str
    """The identifier that the manifest or the file gave; unique within a graph."""
    outlet: str
    """Who publishes it, as a label."""
    text: str
    """The cleaned text; for JSONL input the text exactly as given."""
    published: date | None = None
    title: str | None = None
    url: str | None = None
    author: str | None = None
    place: Place
    """Where it was read."""
    reader: str
    """The name of the reader that made it."""
    removed: tuple[Removal, ...] = ()
    """What the reader left out of the text."""
    country: str | None = None
    """Where the outlet is at home, as ISO 3166-1 alpha-2 in capitals."""
    bytes_hash: str | None = None
    """SHA-256, in hexadecimal digits, of the bytes that it was read from: the file, the record, the line or the row."""
    retrieved: datetime | None = None
    """When the page was fetched or captured, with its zone; None where that is not known."""

    @cached_property
    def text_hash(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal digits.

        >>> len(graph.article("b-istanbul-hosts-again").text_hash)
        64
        """
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @cached_property
    def key(self) -> str:
        """The identifier of this revision: a hash of everything that is described of it, 16 hexadecimal digits.

        >>> article = graph.article("b-istanbul-hosts-again")
        >>> graph.article(article.key) == article
        True
        """
        parts = (
            self.outlet,
            self.id,
            str(self.published),
            self.title or "",
            self.url or "",
            self.author or "",
            self.text_hash,
        )
        return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:16]
