"""What rests beside the quads, in articles.sqlite: texts, removed pieces, mentions, the ledger, problems.

An article stands in the table of articles only when its quads are safely on disk. While its quads are being written,
its key stands in `pending`; what is pending when a graph is opened was cut off by a crash. What was in the table and is
to be read again, because another run reads it or its quads do not hold, waits in `again` with its text and its place in
the order of reading, so that it is lost in no case.
"""

import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kg.records import Article, Place, Problem
from kg.records.article import Removal
from kg.store.article_rows import ArticleRows
from kg.store.digests import HASHED, Digest, digest_table
from kg.store.ledger import Ledger, read_problems
from kg.store.schema import columns, migrate


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """An article that was read and whose quads are on disk."""

    key: str
    """The key of the article's revision."""
    id: str
    outlet: str
    text_hash: str
    run: str
    """The key of the run that read it."""
    quads_hash: str
    """A hash of everything that was described of it."""
    graph_hash: str | None = None
    """A hash of its own graph (`kg.store.digests`); None where an earlier version of kg read it."""
    n_quads: int | None = None
    """Quads in its own graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What is known of an article besides its text."""

    key: str
    id: str
    outlet: str
    published: str | None
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """A place in an article and what it was resolved to there; `kg mentions` prints these."""

    article: str
    """The article's id."""
    start: int
    end: int
    kind: str
    """`entity` for what has a name in the article, `thing` for what has none, `event`."""
    type: str | None
    iri: str
    """What it was resolved to within the article."""


class Tables:
    """The tables of one graph.

    Args:
        path: articles.sqlite; made where it is not there.
        read_only: open beside a writer.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._db = connect_to_read(path) if read_only else connect_to_write(path)
        self._n_changes = self._db.total_changes
        self._digests: tuple[int, dict[str, Digest]] | None = None
        there = columns(self._db)
        self._entry = ", ".join(name if ("articles", name) in there else f"NULL AS {name}" for name in _ENTRY_FIELDS)

    @property
    def connection(self) -> sqlite3.Connection:
        """Return the connection, for what else rests in the file."""
        return self._db

    @property
    def is_made(self) -> bool:
        """Tell whether there are tables."""
        return self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is not None

    @property
    def is_changed(self) -> bool:
        """Tell whether anything was written since the file was opened."""
        return self._db.total_changes != self._n_changes

    def digests(self) -> dict[str, Digest]:
        """Return the digest of each table by its name; rows are not read again while nothing is written."""
        if self._digests is None or self._digests[0] != self._db.total_changes:
            self._digests = self._db.total_changes, {name: digest_table(self._db, name) for name in HASHED}
        return self._digests[1]

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def meta(self, name: str) -> str | None:
        """Return a fact about the whole graph, such as its `base`."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Note a fact about the whole graph."""
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def entry(self, key: str) -> LedgerEntry | None:
        """Return what the ledger says of an article's revision."""
        row = self._db.execute(f"SELECT {self._entry} FROM articles WHERE key = ?", (key,)).fetchone()
        return LedgerEntry(**dict(zip(_ENTRY_FIELDS, row, strict=True))) if row else None

    def latest(self, outlet: str, article_id: str, *, before: int | None = None) -> str | None:
        """Return the key of the last revision that was read of an outlet's article.

        Args:
            outlet: its label.
            article_id: the article's id.
            before: the place in the order of reading before which it was read; None for the last of all.
        """
        query = (
            "SELECT key, rowid AS position FROM articles WHERE outlet = :outlet AND id = :id AND rowid < :before "
            "UNION ALL SELECT key, position FROM again WHERE outlet = :outlet AND id = :id AND position < :before "
            "ORDER BY position DESC LIMIT 1"
        )
        values = {"outlet": outlet, "id": article_id, "before": LAST if before is None else before}
        row = self._db.execute(query, values).fetchone()
        return row[0] if row else None

    def position(self, key: str) -> int | None:
        """Return the place in the order of reading of an article that was read before."""
        query = "SELECT rowid FROM articles WHERE key = :key UNION ALL SELECT position FROM again WHERE key = :key"
        row = self._db.execute(query, {"key": key}).fetchone()
        return row[0] if row else None

    def entries(self) -> Iterator[LedgerEntry]:
        """Yield the ledger, in order of outlet, id and reading."""
        for row in self._db.execute(f"SELECT {self._entry} FROM articles ORDER BY outlet, id, rowid"):
            yield LedgerEntry(**dict(zip(_ENTRY_FIELDS, row, strict=True)))

    def headings(self) -> Iterator[Heading]:
        """Yield the articles, in order of outlet, id and reading."""
        query = "SELECT key, id, outlet, published, title, url FROM articles ORDER BY outlet, id, rowid"
        for key, article_id, outlet, published, title, url in self._db.execute(query):
            yield Heading(key=key, id=article_id, outlet=outlet, published=published, title=title, url=url)

    def text(self, key: str) -> str | None:
        """Return the text that all offsets of an article's revision point into."""
        row = self._db.execute("SELECT text FROM articles WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _next_position(self) -> int:
        """Return a place after all, those of articles that are to be read again too."""
        query = (
            "SELECT 1 + max((SELECT coalesce(max(rowid), 0) FROM articles), "
            "(SELECT coalesce(max(position), 0) FROM again))"
        )
        return int(self._db.execute(query).fetchone()[0])

    def begin(self, keys: Iterable[str], *, replaced: Iterable[str] = ()) -> None:
        """Note whose quads are about to be written; those that are replaced leave the ledger, and wait in `again`."""
        with self._db:
            self._db.executemany("INSERT OR IGNORE INTO pending VALUES (?)", [(key,) for key in keys])
            for key in replaced:
                self._db.execute("INSERT OR IGNORE INTO pending VALUES (?)", (key,))
                self._db.execute(
                    f"INSERT OR REPLACE INTO again (position, {_AGAIN}) SELECT rowid, {_AGAIN} FROM articles "
                    "WHERE key = ?",
                    (key,),
                )
                for table, column in _KEYED:
                    self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))

    def pending(self) -> list[str]:
        """Return the keys of articles whose quads were being written when a build was cut off."""
        return [key for (key,) in self._db.execute("SELECT key FROM pending ORDER BY key")]

    def settle(self) -> None:
        """Note that no quads of articles that are not in the ledger are left."""
        with self._db:
            self._db.execute("DELETE FROM pending")

    def commit(
        self,
        articles: Iterable[tuple[ArticleRows, LedgerEntry]],
        *,
        ledger: Ledger | None = None,
        known: Container[str] = (),
        once: Callable[[], object] = lambda: None,
    ) -> None:
        """Enter articles, and clear what was pending, once their quads are on disk.

        Args:
            articles: with their lines.
            ledger: of the build, which notes them.
            known: keys of those that the ledger has already.
            once: returns when the quads are on disk; until then nothing of this counts.
        """
        with self._db:
            for rows, entry in articles:
                self._enter(rows, entry)
                if ledger is not None and entry.key not in known:
                    ledger.note_stored(rows.article)
            if ledger is not None:
                ledger.write()
            self._db.execute("DELETE FROM pending")
            once()

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Keep problems; one that is known already is kept once."""
        rows = [
            (place.path, -1 if place.line is None else place.line, place.article or "", found.kind, found.message)
            for found in problems
            for place in (found.place,)
        ]
        with self._db:
            self._db.executemany(
                "INSERT OR IGNORE INTO problems (path, line, article, kind, message) VALUES (?, ?, ?, ?, ?)", rows
            )

    def problems(self) -> Iterator[Problem]:
        """Yield the problems that the graph keeps, in order of their place."""
        return (noted.problem for noted in read_problems(self._db))

    def again(self) -> Iterator[Article]:
        """Yield the articles that are to be read again, in the order in which they were first read."""
        for key in [key for (key,) in self._db.execute("SELECT key FROM again ORDER BY position")]:
            row = self._db.execute(f"SELECT {_AGAIN} FROM again WHERE key = ?", (key,)).fetchone()
            removed = self._db.execute(
                "SELECT kind, line, text FROM removals WHERE article = ? ORDER BY position", (key,)
            ).fetchall()
            yield _restore_article(dict(zip(_AGAIN_FIELDS, row, strict=True)), removed)

    def article(self, key: str) -> Article | None:
        """Return what is stored of an article's revision, but for what its reader left out."""
        there = columns(self._db)
        wanted = ", ".join(n if ("articles", n) in there else f"NULL AS {n}" for n in _AGAIN_FIELDS)
        row = self._db.execute(f"SELECT {wanted} FROM articles WHERE key = ?", (key,)).fetchone()
        return _restore_article(dict(zip(_AGAIN_FIELDS, row, strict=True)), ()) if row else None

    def n_again(self) -> int:
        """Return how many articles are to be read again."""
        return int(self._db.execute("SELECT COUNT(*) FROM again").fetchone()[0])

    def n_articles(self) -> int:
        """Return how many articles are in the ledger."""
        return int(self._db.execute("SELECT COUNT(*) FROM articles").fetchone()[0])

    def _enter(self, rows: ArticleRows, entry: LedgerEntry) -> None:
        article = rows.article
        published = article.published.isoformat() if article.published else None
        retrieved = article.retrieved.isoformat() if article.retrieved else None
        values = (
            self.position(entry.key) or self._next_position(),
            entry.key, article.id, article.outlet, published, article.title, article.url,
            article.author, article.text, entry.text_hash, article.reader, article.place.path, article.place.line,
            entry.run, entry.quads_hash, article.country, article.bytes_hash, retrieved, entry.graph_hash,
            entry.n_quads,
        )  # fmt: skip
        self._db.execute(
            f"INSERT OR REPLACE INTO articles (rowid, {_COLUMNS}) VALUES ({', '.join('?' * len(values))})", values
        )
        self._db.execute("DELETE FROM again WHERE key = ?", (entry.key,))
        self._db.execute("DELETE FROM removals WHERE article = ?", (entry.key,))
        self._db.executemany(
            "INSERT OR REPLACE INTO removals VALUES (?, ?, ?, ?, ?)",
            [(entry.key, n, piece.kind, piece.line, piece.text) for n, piece in enumerate(article.removed)],
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", rows.mentions
        )
        self._db.executemany("INSERT OR REPLACE INTO assertions VALUES (?, ?, ?, ?, ?, ?, ?)", rows.assertions)

    def mentions(self) -> Iterator[MentionRow]:
        """Yield every mention, in order of outlet, article and place, with the id of its article."""
        query = (
            "SELECT a.id, m.start, m.end, m.kind, m.type, m.iri FROM mentions m JOIN articles a ON a.key = m.article "
            "ORDER BY a.outlet, a.id, a.rowid, m.start, m.end, m.kind, m.iri"
        )
        for article, start, end, kind, label, iri in self._db.execute(query):
            yield MentionRow(article=article, start=start, end=end, kind=kind, type=label, iri=iri)

    def mention_counts(self) -> dict[str, tuple[int, int]]:
        """Map each IRI to the number of articles that mention it and the number of its mentions."""
        query = "SELECT iri, COUNT(DISTINCT article), COUNT(*) FROM mentions WHERE kind = 'entity' GROUP BY iri"
        return {iri: (n_articles, n_mentions) for iri, n_articles, n_mentions in self._db.execute(query)}


CACHE = 65_536
"""Kibibytes of the tables that a writer keeps in memory: rows come in no order of their keys."""


def connect_to_write(path: Path) -> sqlite3.Connection:
    """Open articles.sqlite for a writer, and bring its tables up to date.

    Raises:
        sqlite3.OperationalError: at once, where somebody else writes to it.
    """
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rwc", uri=True, timeout=0)
    migrate(db)
    db.execute(f"PRAGMA cache_size = -{CACHE}")
    db.execute("PRAGMA busy_timeout = 30000")  # readers go on reading for a while when a change is to be written
    return db


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open articles.sqlite beside a writer; a change that a writer did not live to finish is taken back first."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
    try:
        db.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        if not path.with_name(f"{path.name}-journal").exists():
            db.close()
            raise
        with closing(sqlite3.connect(path, timeout=30)) as mending:  # opening it for writing takes the change back
            mending.execute("SELECT 1 FROM sqlite_master").fetchone()
    return db


def _restore_article(row: dict[str, Any], removed: Iterable[tuple[str, int, str]]) -> Article:
    del row["key"]
    place = Place(path=row.pop("path"), line=row.pop("line"), article=row["id"])
    published, retrieved = row.pop("published"), row.pop("retrieved")
    return Article(
        **row,
        place=place,
        published=date.fromisoformat(published) if published else None,
        retrieved=datetime.fromisoformat(retrieved) if retrieved else None,
        removed=tuple(Removal(kind=kind, line=line, text=text) for kind, line, text in removed),
    )


_KEYED = (
    ("articles", "key"),
    ("mentions", "article"),
    ("assertions", "article"),
    ("stories", "article"),
    ("fingerprints", "article"),
)
"""Tables that have lines of one article which go when it is read again, with the column that names it."""

LAST = 2**63 - 1
_COLUMNS = (
    "key, id, outlet, published, title, url, author, text, text_hash, reader, path, line, run, quads_hash, "
    "country, bytes_hash, retrieved, graph_hash, n_quads"
)
_AGAIN_FIELDS = (
    "key", "id", "outlet", "published", "title", "url", "author", "text", "reader", "path", "line",
    "country", "bytes_hash", "retrieved",
)  # fmt: skip
_AGAIN = ", ".join(_AGAIN_FIELDS)
_ENTRY_FIELDS = ("key", "id", "outlet", "text_hash", "run", "quads_hash", "graph_hash", "n_quads")
