"""A flat table that is open: connections that read one and the same file, and its integer columns in memory."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.flat.making import NONE, to_json

CONNECTIONS = 4
"""Readers at once; they are opened together, since another file may get the name at any moment."""

Line = tuple[Any, ...]
Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]
Ids = NDArray[np.int64]


class FlatFile:
    """One file, read-only and safe in several threads.

    Args:
        path: the file; it may be replaced by another one of its name meanwhile.

    Attributes:
        token: what tells the file from others.
        base: the base IRI of the data.
        words: what the numbers of `predicate`, `event`, `voice`, `certainty` and `polarity` stand for.
        n: how many assertions there are.
    """

    def __init__(self, path: Path) -> None:
        self._connections: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        self._lock = Lock()
        self._orders: dict[str, Ids] = {}
        opened = [_connect(path) for _ in range(CONNECTIONS)]
        metas = [dict(db.execute("SELECT name, value FROM meta")) for db in opened]
        for db in opened:
            # A file that was put in place between two of them is left alone: all read the first one's.
            if metas[opened.index(db)]["token"] == metas[0]["token"]:
                self._connections.put(db)
            else:
                db.close()
        self.token, self.base, self.version = (metas[0][name] for name in ("token", "base", "version"))
        self._ints = {
            name: np.frombuffer(data, dtype=dtype).astype(np.int32, copy=False)
            for name, dtype, data in self.lines("SELECT name, dtype, data FROM columns")
        }
        self.words: dict[str, list[str]] = {}
        for name, _, word in self.lines("SELECT field, id, word FROM words ORDER BY field, id"):
            self.words.setdefault(str(name), []).append(str(word))
        self.n = len(self.column("claim"))
        articles = self.column("article")
        for name in ("outlet", "story", "day"):
            self._ints[name] = self.column(f"article_{name}")[articles]

    def lines(self, query: str, values: Iterable[Any] = ()) -> list[Line]:
        """Return the lines that a query of ours finds; values are bound."""
        db = self._connections.get()
        try:
            return db.execute(query, tuple(values)).fetchall()
        finally:
            self._connections.put(db)

    def lines_of(self, query: str, ids: Iterable[int]) -> list[Line]:
        """Return the lines of a query that has `json_each(?)` in the place of a list of numbers."""
        return self.lines(query, (to_json([int(one) for one in ids]),))

    def column(self, name: str) -> Ints:
        """Return an integer column: of assertions, or of what its name begins with; empty where there is none."""
        return self._ints.get(name, _EMPTY)

    def order(self, sort: str) -> Ids:
        """Return all assertions in an order: `newest`, `oldest`, `outlets`, `origins` or `outlet`."""
        with self._lock:
            if sort not in self._orders:
                self._orders[sort] = self._sorted(sort)
            return self._orders[sort]

    def _sorted(self, sort: str) -> Ids:
        days = self.column("day").astype(np.int64)
        if sort == "outlet":
            return np.arange(self.n, dtype=np.int64)
        if sort == "newest":
            return np.argsort(-days, kind="stable")
        early = np.where(days == NONE, np.iinfo(np.int64).max, days)
        if sort == "oldest":
            return np.argsort(early, kind="stable")
        claims = self.column("claim")
        return np.lexsort((early, claims, -self.column(f"claim_{sort}")[claims]))

    def close(self) -> None:
        """Close the connections that nobody uses; those in use go with the last who holds the table.

        Asking a closed table raises `sqlite3.ProgrammingError`, it does not wait.
        """
        idle = []
        while True:
            try:
                idle.append(self._connections.get_nowait())
            except Empty:
                break
        for db in idle:
            db.close()
            self._connections.put(db)


_EMPTY: Ints = np.zeros(0, dtype=np.int32)


def _connect(path: Path) -> sqlite3.Connection:
    # Nobody ever changes the file: SQLite need neither lock it nor look for a journal.
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    db = sqlite3.connect(uri, uri=True, check_same_thread=False)
    db.execute("PRAGMA mmap_size = 268435456")
    return db


def read_meta(path: Path) -> dict[str, str]:
    """Return version, token and base of a flat table.

    Raises:
        sqlite3.Error: where it is none.
    """
    with closing(_connect(path)) as db:
        return dict(db.execute("SELECT name, value FROM meta"))
