"""Cut a graph into the parts in which it travels: each article by itself, and slices of what articles share.

An article's part has its own graph and its lines of articles.sqlite. A shared graph, and a table that is not of
articles, is cut by a hash of subjects or keys into slices of a few thousand lines, so that a change moves few of them.
A part depends on nothing but what is in it: equal parts have equal bytes.
"""

import json
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b, sha256
from itertools import groupby
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from kg.store.folder import GraphStore

Table = dict[str, list[Any]]
"""The names of columns, and rows: `{"columns": [...], "rows": [[...], ...]}`."""

OF_ARTICLES = {
    "articles": "key",
    "removals": "article",
    "mentions": "article",
    "assertions": "article",
    "stories": "article",
    "fingerprints": "article",
}
"""Tables that have lines of one article, with the column that names it."""
PASSING = frozenset({"pending"})
"""Tables that tell of a build that runs."""
SLICE = 2_000
"""Lines of a slice, roughly."""
BITS = 20
DEFAULT = ""
"""Stands for the default graph, which updates may write to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What travels together."""

    name: str
    graph: str | None
    """The named graph that its triples are of; None where it has none, or those of the default graph."""
    lines: tuple[bytes, ...]
    """N-Triples, sorted."""
    tables: dict[str, Table]
    run: str = "-"
    """The key of the run that read the article."""

    def content(self) -> bytes:
        """Return it as bytes: a line of JSON, then the triples."""
        head = {"graph": self.graph, "tables": self.tables}
        return json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + b"".join(self.lines)

    @property
    def is_article(self) -> bool:
        """Tell whether its graph is whole in it."""
        return self.name.startswith("article/")


def digest(content: bytes) -> str:
    """Return the hash of a part's bytes."""
    return sha256(content).hexdigest()


def read_part(name: str, content: bytes) -> Part:
    """Return a part from its bytes; the inverse of `Part.content`.

    Raises:
        ValueError: where they are none.
    """
    head, _, body = content.partition(b"\n")
    found = json.loads(head)
    return Part(name=name, graph=found["graph"], lines=tuple(body.splitlines(keepends=True)), tables=found["tables"])


def cut_parts(graph: GraphStore) -> Iterator[Part]:
    """Yield the parts of a graph: articles in order of their keys, shared graphs, tables."""
    db = graph.tables.connection
    there = {table for table in _tables(db) if table in OF_ARTICLES}
    articles = set()
    for key, run in db.execute("SELECT key, run FROM articles ORDER BY key"):
        this = graph.identifiers.room("article", key)
        articles.add(this)
        tables = {name: _read_rows(db, name, key) for name in sorted(there)}
        yield Part(
            name=f"article/{key}",
            graph=this.value,
            lines=tuple(sorted(_dump(graph, this))),
            tables={name: table for name, table in tables.items() if table["rows"]},
            run=run,
        )
    shared = sorted(named.value for named in graph.store.named_graphs() if named not in articles)
    for iri in [DEFAULT, *shared]:
        node = NamedNode(iri) if iri else DefaultGraph()
        name = shared_name(iri)
        keyed = ((line.split(b" ", 1)[0], line) for line in _dump(graph, node))
        for label, lines in _slices(keyed):
            yield Part(name=f"{name}/{label}", graph=iri or None, lines=lines, tables={})
    for table in sorted(set(_tables(db)) - there - PASSING):
        columns = _columns(db, table)
        rows = db.execute(f"SELECT {', '.join(columns)} FROM {table}")
        keyed = ((line, line) for row in rows for line in (json.dumps([_plain(cell) for cell in row]).encode(),))
        for label, lines in _slices(keyed):
            content = {table: {"columns": columns, "rows": [json.loads(line) for line in lines]}}
            yield Part(name=f"table/{table}/{label}", graph=None, lines=(), tables=content)


def shared_name(iri: str) -> str:
    """Return what the names of all slices of a shared graph begin with."""
    return f"graph/{sha256(iri.encode()).hexdigest()[:16]}"


def _dump(graph: GraphStore, node: NamedNode | DefaultGraph) -> list[bytes]:
    dumped = graph.store.dump(format=RdfFormat.N_TRIPLES, from_graph=node) or b""
    return dumped.splitlines(keepends=True)


def _slices(keyed: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[str, tuple[bytes, ...]]]:
    """Yield the name of each slice with its lines, sorted, however many there are: they wait in a passing file."""
    with closing(sqlite3.connect("")) as db:
        db.execute("CREATE TABLE lines (place INTEGER, line BLOB, PRIMARY KEY (place, line)) WITHOUT ROWID")
        placed = ((_place(key), line) for key, line in keyed)
        n = db.executemany("INSERT OR IGNORE INTO lines VALUES (?, ?)", placed).rowcount
        bits = min(BITS, max(0, (n // SLICE).bit_length()))
        rows = db.execute("SELECT place, line FROM lines ORDER BY place, line")
        for index, of_slice in groupby(rows, key=lambda row: row[0] >> (BITS - bits)):
            yield f"{bits}-{index:05x}", tuple(line for _, line in of_slice)


def _place(key: bytes) -> int:
    return int.from_bytes(blake2b(key, digest_size=4).digest()) >> (32 - BITS)


# Lines of articles.sqlite


def _tables(db: sqlite3.Connection) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of a table, with `rowid` first where rows have numbers: these tell which came first."""
    found = [name for (name,) in db.execute(f"SELECT name FROM pragma_table_info('{table}') ORDER BY cid")]
    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    return found if "WITHOUT ROWID" in sql.upper() else ["rowid", *found]


def _read_rows(db: sqlite3.Connection, table: str, key: str) -> Table:
    columns = _columns(db, table)
    query = f"SELECT {', '.join(columns)} FROM {table} WHERE {OF_ARTICLES[table]} = ?"
    rows = sorted(json.dumps([_plain(cell) for cell in row]) for row in db.execute(query, (key,)))
    return {"columns": columns, "rows": [json.loads(row) for row in rows]}


def write_tables(db: sqlite3.Connection, tables: Mapping[str, Table]) -> None:
    """Write a part's lines into articles.sqlite.

    Raises:
        ValueError: where a table or column is none that this version of kg has.
    """
    there = frozenset(_tables(db))
    for name, table in tables.items():
        columns = table["columns"]
        if name not in there or not set(columns) <= {*_columns(db, name), "rowid"}:
            raise ValueError(f"unknown table or columns: {name}")
        places = ", ".join("?" * len(columns))
        rows = ([_restored(cell) for cell in row] for row in table["rows"])
        db.executemany(f"INSERT OR REPLACE INTO {name} ({', '.join(columns)}) VALUES ({places})", rows)


def remove_tables(db: sqlite3.Connection, part: Part) -> None:
    """Remove a part's lines from articles.sqlite."""
    if part.is_article:
        key = part.name.removeprefix("article/")
        for name in set(_tables(db)) & set(OF_ARTICLES):
            db.execute(f"DELETE FROM {name} WHERE {OF_ARTICLES[name]} = ?", (key,))
        return
    for name in set(part.tables) & set(_tables(db)):
        columns = [column for column in part.tables[name]["columns"] if column in _columns(db, name)]
        where = " AND ".join(f"{column} IS ?" for column in columns)
        for row in part.tables[name]["rows"]:
            db.execute(f"DELETE FROM {name} WHERE {where}", [_restored(cell) for cell in row])


def _plain(cell: object) -> object:
    return {"bytes": b64encode(cell).decode()} if isinstance(cell, bytes) else cell


def _restored(cell: Any) -> Any:  # noqa: ANN401 - a cell
    return b64decode(cell["bytes"]) if isinstance(cell, dict) else cell
