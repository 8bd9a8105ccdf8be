"""The ledger: one line for every piece of input that was read, and the sums of each build.

    pieces = stored + known + set aside

A line that says `stored` stays; what is known already, and what is set aside, is written anew by every build that
reads the same place. Problems rest beside it: a build forgets those of the places that it read.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from kg.records import Article, Place, Problem

Row = tuple[Any, ...]
NOTED = 2_000
"""Lines that wait in memory before they are written."""


class Outcome(StrEnum):
    """What became of a piece of input."""

    STORED = "stored"
    KNOWN = "known"
    ASIDE = "set-aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line of the ledger."""

    place: Place
    """Where it was read."""
    outcome: Outcome
    kind: str | None
    """The kind of the problem, where it was set aside."""
    n: int
    """How many pieces the line stands for."""
    key: str | None
    """The key of the article, where it is one."""
    run: str
    """The key of the run that read it."""
    build: int
    """The number of the last build that read it."""
    reader: str | None
    bytes_hash: str | None
    retrieved: str | None
    graph_hash: str | None
    """Of the article's own graph."""
    n_quads: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """How many pieces of input a build read, and what became of them."""

    n_stored: int
    n_known: int
    n_aside: int

    @property
    def n_pieces(self) -> int:
        """Return how many pieces there were in all."""
        return self.n_stored + self.n_known + self.n_aside


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedProblem:
    """A problem that a graph keeps."""

    problem: Problem
    noted: str | None
    """When it was last met, in ISO 8601; None where an earlier version of kg met it."""


class Ledger:
    """The ledger of a graph that is open for writing, during one build.

    Args:
        tables: of articles.sqlite.
        run: the key of the run.
        inputs: what the user gave to read.

    Attributes:
        n: the build's number.
    """

    def __init__(self, tables: sqlite3.Connection, *, run: str, inputs: Iterable[str]) -> None:
        self._db, self._run, self._inputs = tables, run, tuple(inputs)
        self._lines: list[Row] = []
        self._problems: list[Row] = []
        self._counts: Counter[Outcome] = Counter()
        with tables:
            tables.execute("CREATE TEMP TABLE IF NOT EXISTS places (path TEXT PRIMARY KEY)")
            tables.execute("DELETE FROM places")
            done = tables.execute(
                "INSERT INTO builds (run, inputs, began) VALUES (?, ?, ?)", (run, "\n".join(self._inputs), _now())
            )
        self.n = int(done.lastrowid or 0)

    def note_known(self, article: Article) -> None:
        """Note that an article was read that the graph has."""
        self._note(Outcome.KNOWN, article)

    def note_stored(self, article: Article) -> None:
        """Note that an article was read whose quads are on disk; in the transaction that enters it."""
        self._note(Outcome.STORED, article)

    def note_problem(self, found: Problem) -> None:
        """Note a problem, and what it sets aside."""
        place = found.place
        where = (place.path, -1 if place.line is None else place.line, place.article or "")
        self._problems.append((*where, found.kind, found.message, found.n_aside, self.n, _now()))
        if found.n_aside:
            self._lines.append((*where, "", Outcome.ASIDE, found.kind, found.n_aside, *self._of_build(), *(None,) * 3))
            self._counts[Outcome.ASIDE] += found.n_aside

    def _note(self, outcome: Outcome, article: Article) -> None:
        place, retrieved = article.place, article.retrieved
        line = -1 if place.line is None else place.line
        arrived = (article.reader, article.bytes_hash, retrieved.isoformat() if retrieved else None)
        self._lines.append((place.path, line, article.id, article.key, outcome, "", 1, *self._of_build(), *arrived))
        self._counts[outcome] += 1

    def _of_build(self) -> tuple[int, str]:
        return self.n, self._run

    @property
    def is_full(self) -> bool:
        """Tell whether so much was noted that it should be written."""
        return len(self._lines) + len(self._problems) >= NOTED

    def write(self) -> None:
        """Write what was noted; within a transaction of the caller's."""
        self._db.executemany("INSERT OR IGNORE INTO places VALUES (?)", {(line[0],) for line in self._lines})
        self._db.executemany("INSERT OR IGNORE INTO places VALUES (?)", {(line[0],) for line in self._problems})
        self._db.executemany(
            "INSERT INTO ledger (path, line, id, article, outcome, kind, n, build, run, reader, bytes_hash, retrieved) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
            "n = excluded.n + CASE WHEN build = excluded.build THEN n ELSE 0 END, build = excluded.build, "
            "run = excluded.run, reader = excluded.reader, bytes_hash = excluded.bytes_hash, "
            "retrieved = excluded.retrieved",
            self._lines,
        )
        self._db.executemany(
            "INSERT INTO problems (path, line, article, kind, message, n_aside, build, noted) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
            "n_aside = excluded.n_aside, build = excluded.build, noted = excluded.noted",
            self._problems,
        )
        self._lines.clear()
        self._problems.clear()

    def end(self) -> Sums:
        """Write what is left, forget what earlier builds noted of the places that this one read, and sum up."""
        with self._db:
            self.write()
            self._forget_earlier()
            sums = read_sums(self._db, self.n)
            self._db.execute(
                "UPDATE builds SET ended = ?, pieces = ?, stored = ?, known = ?, aside = ? WHERE n = ?",
                (_now(), sums.n_pieces, sums.n_stored, sums.n_known, sums.n_aside, self.n),
            )
        counted = (self._counts[Outcome.STORED], self._counts[Outcome.KNOWN], self._counts[Outcome.ASIDE])
        assert counted == (sums.n_stored, sums.n_known, sums.n_aside), "the ledger does not add up"
        return sums

    def _forget_earlier(self) -> None:
        this = {"n": self.n, "stored": Outcome.STORED}
        for table, more in (("problems", ""), ("ledger", "AND outcome != :stored")):
            delete = f"DELETE FROM {table} WHERE build < :n {more} AND"
            self._db.execute(f"{delete} path IN (SELECT path FROM places)", this)
            for given in self._inputs:
                self._db.execute(f"{delete} path = :path", this | {"path": given})
                for between in ("/", "!"):  # what lies in a folder, and in an archive
                    start = given.rstrip("/") + between
                    ends = {"start": start, "end": start[:-1] + chr(ord(between) + 1)}
                    self._db.execute(f"{delete} path >= :start AND path < :end", this | ends)


def read_sums(tables: sqlite3.Connection, build: int) -> Sums:
    """Return the sums of the last build, from its lines."""
    found = dict(tables.execute("SELECT outcome, SUM(n) FROM ledger WHERE build = ? GROUP BY outcome", (build,)))
    return Sums(
        n_stored=found.get(Outcome.STORED, 0),
        n_known=found.get(Outcome.KNOWN, 0),
        n_aside=found.get(Outcome.ASIDE, 0),
    )


def read_pieces(tables: sqlite3.Connection) -> Iterator[Piece]:
    """Yield the lines of the ledger, in order of their places."""
    query = (
        "SELECT l.path, l.line, l.id, l.article, l.outcome, l.kind, l.n, l.run, l.build, l.reader, l.bytes_hash, "
        "l.retrieved, a.graph_hash, a.n_quads FROM ledger l LEFT JOIN articles a ON a.key = l.article "
        "ORDER BY l.path, l.line, l.id, l.article, l.outcome, l.kind"
    )
    for path, line, id_, key, outcome, kind, n, run, build, *rest in tables.execute(query):
        yield Piece(
            place=Place(path=path, line=None if line < 0 else line, article=id_ or None),
            outcome=Outcome(outcome),
            kind=kind or None,
            n=n,
            key=key or None,
            run=run,
            build=build,
            **dict(zip(("reader", "bytes_hash", "retrieved", "graph_hash", "n_quads"), rest, strict=True)),
        )


def read_problems(tables: sqlite3.Connection, *, kind: str | None = None) -> Iterator[NotedProblem]:
    """Yield the problems that a graph keeps, in order of their places; also of a graph of an earlier version."""
    there = {name for (name,) in tables.execute("SELECT name FROM pragma_table_info('problems')")}
    n_aside, noted = (name if name in there else f"NULL AS {name}" for name in ("n_aside", "noted"))
    query = (
        f"SELECT path, line, article, kind, message, {n_aside}, {noted} FROM problems WHERE ?1 IS NULL OR kind = ?1 "
        "ORDER BY path, line, article, kind, message"
    )
    for path, line, article, found, message, aside, when in tables.execute(query, (kind,)):
        place = Place(path=path, line=None if line < 0 else line, article=article or None)
        problem = Problem(place=place, kind=found, message=message, n_aside=aside or 0)
        yield NotedProblem(problem=problem, noted=when)


def count_problems(tables: sqlite3.Connection) -> dict[str, int]:
    """Return how many problems of each kind a graph keeps, the most frequent first."""
    return dict(tables.execute("SELECT kind, COUNT(*) FROM problems GROUP BY kind ORDER BY COUNT(*) DESC, kind"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
