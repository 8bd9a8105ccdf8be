"""The graph as exporters see it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyoxigraph import Quad

from kg.exports.shortening import shorten_quads, shorten_row
from kg.query.claims import Claims
from kg.records import Article, ClaimRow
from kg.store import GraphStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A graph that is open, and how much of it leaves.

    Attributes:
        store: the graph.
        rows: the claim rows that are wanted, read anew each time they are walked.
        name: what the graph is called, for titles.
        without_text: whether the articles' words stay at home: quotes are cut to a few words, offsets and hashes stay.
    """

    store: GraphStore
    rows: Claims
    name: str = "graph"
    without_text: bool = False

    def claim_rows(self) -> Iterator[ClaimRow]:
        """Yield the rows, in their order; with short quotes alone where texts are to stay at home."""
        yield from map(shorten_row, self.rows) if self.without_text else self.rows

    def quads(self) -> Iterator[Quad]:
        """Yield all quads of the graph, in no order; with short quotes alone where texts are to stay at home."""
        quads = self.store.quads()
        yield from shorten_quads(quads) if self.without_text else quads

    def articles(self) -> Iterator[tuple[str, Article, str]]:
        """Yield IRI, record and hash of the text of each article's revision, in order of outlet, id and reading.

        The hash is SHA-256 in hexadecimal digits. The text is empty where texts are to stay at home.
        """
        for heading in self.store.tables.headings():
            article = self.store.tables.article(heading.key)
            if article is None:
                continue
            iri, text_hash = self.store.identifiers.room("article", heading.key).value, article.text_hash
            yield iri, replace(article, text="") if self.without_text else article, text_hash
