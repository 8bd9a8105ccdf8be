"""Hashes of quads, of tables and of files: BLAKE2b of 32 bytes, as hexadecimal digits.

SHA-256 takes three times as long where the processor has no instructions for it.
"""

import sqlite3
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, RdfFormat, Store, serialize

SIZE = 32
CHUNK = 1 << 20
ROWS = 5_000
HASHED = ("meta", "articles", "removals", "mentions", "assertions", "fingerprints", "stories", "problems", "again",
          "builds", "ledger", "pending")  # fmt: skip
"""Tables whose rows are sealed."""


class Digest(NamedTuple):
    """How many lines something has, and a hash of them."""

    n: int
    hash: str


EMPTY = Digest(0, blake2b(digest_size=SIZE).hexdigest())


def digest_lines(lines: bytes, graph: NamedNode) -> Digest:
    """Return the digest of one named graph among N-Quads: of its triples as sorted N-Triples, each once.

    Args:
        lines: N-Quads of any graphs, as the store writes them.
        graph: the graph.
    """
    ending = f" {graph} .\n".encode()
    cut = -len(ending)
    return _digest({line[:cut] for line in lines.splitlines(keepends=True) if line.endswith(ending)})


def digest_graph(store: Store, graph: NamedNode) -> Digest:
    """Return the digest of an article's graph as it is in the store, equal to that of `digest_lines`."""
    return digest_triples(store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b"")


def digest_triples(triples: bytes) -> Digest:
    """Return the digest of N-Triples."""
    return _digest({line[:-3] for line in triples.splitlines(keepends=True)})


def _digest(triples: set[bytes]) -> Digest:
    return Digest(len(triples), blake2b(b"\n".join(sorted(triples)), digest_size=SIZE).hexdigest())


class _Hashing:
    """A stream that keeps nothing but the hash of what is written to it."""

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=SIZE)
        self._n = 0

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        self._n += data.count(b"\n")
        return len(data)

    def flush(self) -> None:
        """Do nothing: streams have it."""

    def digest(self) -> Digest:
        return Digest(self._n, self._hash.hexdigest())


def digest_shared(store: Store, graph: NamedNode) -> Digest:
    """Return the digest of a shared graph, in the order of the store's index, without holding the graph in memory.

    The order follows from the quads alone, but may be another one in another version of the store.
    """
    stream = _Hashing()
    serialize(store.quads_for_pattern(None, None, None, graph), stream, RdfFormat.N_QUADS)  # type: ignore[arg-type]
    return stream.digest()


def digest_table(tables: sqlite3.Connection, name: str) -> Digest:
    """Return the digest of a table's rows, in the order of its primary key or row numbers, these included."""
    columns = list(tables.execute(f"SELECT name, pk FROM pragma_table_info('{name}')"))
    keys = [column for column, place in sorted(columns, key=lambda one: one[1]) if place]
    made = tables.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    if made is None:
        return EMPTY
    (sql,) = made
    has_rowid = "WITHOUT ROWID" not in sql.upper()
    order, wanted = ("rowid", "rowid, *") if has_rowid else (", ".join(keys), "*")
    found, n = blake2b(digest_size=SIZE), 0
    rows = tables.execute(f"SELECT {wanted} FROM {name} ORDER BY {order}")
    while part := rows.fetchmany(ROWS):
        found.update("".join(map(repr, part)).encode("utf-8", "surrogatepass"))
        n += len(part)
    return Digest(n, found.hexdigest())


def digest_file(path: Path) -> str:
    """Return the hash of a file's bytes."""
    found = blake2b(digest_size=SIZE)
    with path.open("rb") as stream:
        while part := stream.read(CHUNK):
            found.update(part)
    return found.hexdigest()
