"""The graph as exporters see it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from pyoxigraph import Quad

from kg.exports.publication import UNPUBLISHED, Publication
from kg.exports.shortening import shorten_quads, shorten_row
from kg.flat.bulk import BulkRows
from kg.query.claims import Claims
from kg.records import Article, ClaimRow
from kg.store import GraphStore
from kg.store.outdated import refuse_outdated

Thing = TypeVar("Thing")
OnExport = Callable[[int, int | None], None]
"""Is told how many rows, articles or quads are written, of how many; None where that is not known."""
STEP = 500
"""Things between two tellings of progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A graph that is open, and how much of it leaves.

    Attributes:
        store: the graph.
        rows: the claim rows that are wanted, read anew each time they are walked.
        name: what the graph is called, for titles.
        without_text: whether the articles' words stay at home: quotes are cut to a few words, offsets and hashes stay.
        is_whole: whether all claim rows are wanted, which are then read at once, eight times as fast.
        on_progress: is told how far what is walked is.
        publication: what is said of the graph as a published thing.
    """

    store: GraphStore
    rows: Claims
    name: str = "graph"
    without_text: bool = False
    is_whole: bool = False
    on_progress: OnExport = lambda *_: None
    publication: Publication = UNPUBLISHED

    def claim_rows(self) -> Iterator[ClaimRow]:
        """Yield the rows, in their order; with short quotes alone where texts are to stay at home."""
        if self.is_whole:
            refuse_outdated(self.store)
        rows: Iterable[ClaimRow] = (one.row for one in BulkRows(self.store)) if self.is_whole else self.rows
        if self.without_text:
            rows = map(shorten_row, rows)
        return self.counted(rows, self.count("assertions") if self.is_whole else None)

    def quads(self) -> Iterator[Quad]:
        """Yield all quads of the graph, in no order; with short quotes alone where texts are to stay at home."""
        quads: Iterable[Quad] = self.store.quads()
        return self.counted(shorten_quads(quads) if self.without_text else quads, None)

    def articles(self) -> Iterator[tuple[str, Article, str]]:
        """Yield IRI, record and hash of the text of each article's revision, in order of outlet, id and reading.

        The hash is SHA-256 in hexadecimal digits. The text is empty where texts are to stay at home.
        """
        return self.counted(self._articles(), self.count("articles"))

    def _articles(self) -> Iterator[tuple[str, Article, str]]:
        for heading in self.store.tables.headings():
            article = self.store.tables.article(heading.key)
            if article is None:
                continue
            iri, text_hash = self.store.identifiers.room("article", heading.key).value, article.text_hash
            yield iri, replace(article, text="") if self.without_text else article, text_hash

    def count(self, table: str) -> int:
        """Return how many lines a table of articles.sqlite has."""
        (found,) = self.store.tables.connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()
        return int(found)

    def counted(self, things: Iterable[Thing], total: int | None) -> Iterator[Thing]:
        """Yield things, and tell on the way how many there were."""
        done = 0
        for done, thing in enumerate(things, 1):
            yield thing
            if done % STEP == 0:
                self.on_progress(done, total)
        self.on_progress(done, total if total is None else max(done, total))
