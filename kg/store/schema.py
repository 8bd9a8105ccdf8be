"""The tables of articles.sqlite, and how those of an earlier version are brought up to date."""

import sqlite3

VERSION = 6
"""Of the tables, in SQLite's `user_version`; 0 before it was kept."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS articles (
  key TEXT PRIMARY KEY, id TEXT NOT NULL, outlet TEXT NOT NULL, published TEXT, title TEXT, url TEXT, author TEXT,
  text TEXT NOT NULL, text_hash TEXT NOT NULL, reader TEXT NOT NULL, path TEXT NOT NULL, line INTEGER,
  run TEXT NOT NULL, quads_hash TEXT NOT NULL,
  country TEXT, bytes_hash TEXT, retrieved TEXT, graph_hash TEXT, n_quads INTEGER);
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
  message TEXT NOT NULL, n_aside INTEGER NOT NULL DEFAULT 0, build INTEGER NOT NULL DEFAULT 0, noted TEXT,
  PRIMARY KEY (path, line, article, kind, message)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pending (key TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS again (
  key TEXT PRIMARY KEY, position INTEGER NOT NULL, id TEXT NOT NULL, outlet TEXT NOT NULL, published TEXT, title TEXT,
  url TEXT, author TEXT, text TEXT NOT NULL, reader TEXT NOT NULL, path TEXT NOT NULL, line INTEGER,
  country TEXT, bytes_hash TEXT, retrieved TEXT);
CREATE TABLE IF NOT EXISTS builds (
  n INTEGER PRIMARY KEY, run TEXT NOT NULL, inputs TEXT NOT NULL, began TEXT NOT NULL, ended TEXT,
  pieces INTEGER NOT NULL DEFAULT 0, stored INTEGER NOT NULL DEFAULT 0, known INTEGER NOT NULL DEFAULT 0,
  aside INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS ledger (
  path TEXT NOT NULL, line INTEGER NOT NULL DEFAULT -1, id TEXT NOT NULL DEFAULT '', article TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL, kind TEXT NOT NULL DEFAULT '', n INTEGER NOT NULL, build INTEGER NOT NULL,
  run TEXT NOT NULL, reader TEXT, bytes_hash TEXT, retrieved TEXT,
  PRIMARY KEY (path, line, id, article, outcome, kind)) WITHOUT ROWID;
"""

ADDED = {
    "articles": {
        "country": "TEXT",
        "bytes_hash": "TEXT",
        "retrieved": "TEXT",
        "graph_hash": "TEXT",
        "n_quads": "INTEGER",
    },
    "problems": {"n_aside": "INTEGER NOT NULL DEFAULT 0", "build": "INTEGER NOT NULL DEFAULT 0", "noted": "TEXT"},
}
"""Columns that a graph of an earlier version gets when it is written to next; questions do without them."""
ADDED_TABLES = frozenset({"again", "builds", "ledger"})


def columns(tables: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return every table's name with the name of each of its columns."""
    query = "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
    return frozenset(tables.execute(query))


def version(tables: sqlite3.Connection) -> int:
    """Return the version of the tables."""
    return int(tables.execute("PRAGMA user_version").fetchone()[0])


def migrate(tables: sqlite3.Connection) -> None:
    """Make what tables and columns are not there; a graph that is up to date is not written to."""
    if version(tables) >= VERSION:
        return
    before = columns(tables)
    there = {table for table, _ in before}
    missing = [
        f"ALTER TABLE {table} ADD COLUMN {column} {kind};"
        for table, added in ADDED.items()
        for column, kind in added.items()
        if table in there and (table, column) not in before
    ]
    # One transaction: a writer that is killed leaves all tables or none.
    tables.executescript(f"BEGIN;{''.join(missing)}{SCHEMA}PRAGMA user_version = {VERSION};COMMIT;")


def needed() -> frozenset[tuple[str, str]]:
    """Return the tables and columns that questions need; what `migrate` adds is not among them."""
    now = sqlite3.connect(":memory:")
    now.executescript(SCHEMA)
    found = columns(now)
    now.close()
    return frozenset(
        (table, column) for table, column in found if table not in ADDED_TABLES and column not in ADDED.get(table, {})
    )
