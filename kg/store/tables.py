"""What rests beside the quads, in articles.sqlite: texts, removed pieces, mentions, the ledger, problems.

The ledger is the table of articles itself: an article stands in it only when its quads are safely on disk. While its
quads are being written, its key stands in `pending`; what is pending when a graph is opened was cut off by a crash.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.records import Account, Mention, Place, Problem
from kg.store.facts import assertion_lines, mention_columns

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS articles (
  key TEXT PRIMARY KEY, id TEXT NOT NULL, outlet TEXT NOT NULL, published TEXT, title TEXT, url TEXT, author TEXT,
  text TEXT NOT NULL, text_hash TEXT NOT NULL, reader TEXT NOT NULL, path TEXT NOT NULL, line INTEGER,
  run TEXT NOT NULL, quads_hash TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS articles_by_id ON articles (outlet, id);
CREATE TABLE IF NOT EXISTS removals (
  article TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, line INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (article, position)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mentions (
  article TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL, type TEXT, iri TEXT NOT NULL,
  form TEXT, lemma TEXT, chain INTEGER, partners TEXT, governor INTEGER, role TEXT, traits TEXT,
  vector BLOB, node TEXT,
  PRIMARY KEY (article, start, end, kind, iri)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS assertions (
  key TEXT PRIMARY KEY, article TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL, facts TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS assertions_by_article ON assertions (article);
CREATE TABLE IF NOT EXISTS fingerprints (article TEXT PRIMARY KEY, print BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stories (article TEXT PRIMARY KEY, story TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS problems (
  path TEXT NOT NULL, line INTEGER NOT NULL DEFAULT -1, article TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL,
  message TEXT NOT NULL, PRIMARY KEY (path, line, article, kind, message)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pending (key TEXT PRIMARY KEY);
"""


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
    read: Mention | None = None
    """What it is joined across articles by."""


class Tables:
    """The tables of one graph.

    Args:
        path: articles.sqlite; made where it is not there.
        read_only: open beside a writer.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        mode = "ro" if read_only else "rwc"
        self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=30)
        if not read_only:
            self._db.executescript(SCHEMA)

    @property
    def connection(self) -> sqlite3.Connection:
        """Return the connection, for what else rests in the file."""
        return self._db

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
        row = self._db.execute(f"SELECT {_ENTRY} FROM articles WHERE key = ?", (key,)).fetchone()
        return LedgerEntry(**dict(zip(_ENTRY_FIELDS, row, strict=True))) if row else None

    def latest(self, outlet: str, article_id: str) -> str | None:
        """Return the key of the last revision that was read of an outlet's article."""
        query = "SELECT key FROM articles WHERE outlet = ? AND id = ? ORDER BY rowid DESC LIMIT 1"
        row = self._db.execute(query, (outlet, article_id)).fetchone()
        return row[0] if row else None

    def entries(self) -> Iterator[LedgerEntry]:
        """Yield the ledger, in order of outlet, id and reading."""
        for row in self._db.execute(f"SELECT {_ENTRY} FROM articles ORDER BY outlet, id, rowid"):
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

    def begin(self, keys: Iterable[str]) -> None:
        """Note whose quads are about to be written."""
        with self._db:
            self._db.executemany("INSERT OR IGNORE INTO pending VALUES (?)", [(key,) for key in keys])

    def pending(self) -> list[str]:
        """Return the keys of articles whose quads were being written when a build was cut off."""
        return [key for (key,) in self._db.execute("SELECT key FROM pending ORDER BY key")]

    def commit(self, accounts: Iterable[tuple[Account, LedgerEntry, list[MentionRow]]]) -> None:
        """Enter articles whose quads are on disk, and clear what was pending."""
        with self._db:
            for account, entry, mentions in accounts:
                self._enter(account, entry, mentions)
            self._db.execute("DELETE FROM pending")

    def forget(self, keys: Iterable[str]) -> None:
        """Strike articles from the ledger, with all that was kept of them."""
        with self._db:
            for key in keys:
                for table, column in _KEYED:
                    self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))

    def _enter(self, account: Account, entry: LedgerEntry, mentions: list[MentionRow]) -> None:
        article = account.article
        published = article.published.isoformat() if article.published else None
        values = (
            entry.key, article.id, article.outlet, published, article.title, article.url, article.author, article.text,
            entry.text_hash, article.reader, article.place.path, article.place.line, entry.run, entry.quads_hash,
        )  # fmt: skip
        self._db.execute(f"INSERT OR REPLACE INTO articles VALUES ({', '.join('?' * len(values))})", values)
        self._db.executemany(
            "INSERT OR REPLACE INTO removals VALUES (?, ?, ?, ?, ?)",
            [(entry.key, n, piece.kind, piece.line, piece.text) for n, piece in enumerate(article.removed)],
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            [
                (entry.key, one.start, one.end, one.kind, one.type, one.iri, *mention_columns(one.read))
                for one in mentions
            ],
        )
        self._db.executemany("INSERT OR REPLACE INTO assertions VALUES (?, ?, ?, ?, ?, ?, ?)", assertion_lines(account))

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

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Keep problems; one that is known already is kept once."""
        rows = [
            (place.path, -1 if place.line is None else place.line, place.article or "", found.kind, found.message)
            for found in problems
            for place in (found.place,)
        ]
        with self._db:
            self._db.executemany("INSERT OR IGNORE INTO problems VALUES (?, ?, ?, ?, ?)", rows)

    def problems(self) -> Iterator[Problem]:
        """Yield the problems of every build, in order of their place."""
        query = "SELECT path, line, article, kind, message FROM problems ORDER BY path, line, article, kind, message"
        for path, line, article, kind, message in self._db.execute(query):
            place = Place(path=path, line=None if line < 0 else line, article=article or None)
            yield Problem(place=place, kind=kind, message=message)

    def clear_problems(self) -> None:
        """Forget the problems, before the same input is read again."""
        with self._db:
            self._db.execute("DELETE FROM problems")


_KEYED = (
    ("articles", "key"),
    ("removals", "article"),
    ("mentions", "article"),
    ("assertions", "article"),
    ("stories", "article"),
    ("fingerprints", "article"),
    ("pending", "key"),
)
"""Tables that have lines of one article, with the column that names it."""

_ENTRY_FIELDS = ("key", "id", "outlet", "text_hash", "run", "quads_hash")
_ENTRY = ", ".join(_ENTRY_FIELDS)
