"""Make flat.sqlite of a graph: sources, assertions, things, claims, names; about 20 seconds for 100,000 assertions."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from time import time

import numpy as np

from kg.flat.bulk import BulkRows
from kg.flat.columns import Columns
from kg.flat.make_assertions import CERTAINTIES, POLARITIES, VOICES, make_assertions
from kg.flat.make_claims import make_claims
from kg.flat.make_sources import make_sources
from kg.flat.make_things import make_things
from kg.flat.making import NONE, Making
from kg.flat.schema import INDEXES, SCHEMA, VERSION, VIEWS
from kg.flat.stamp import digest_reviews, flat_file, read_stamp, write_stamp
from kg.store import GraphStore
from kg.store.digests import digest_file
from kg.store.outdated import refuse_outdated
from kg.store.reviews import read_reviews

_CLAIM_COLUMNS = {
    "outlets": "n_outlets",
    "origins": "n_origins",
    "against": "n_against",
    "denied": "is_denied",
    "subject": "COALESCE(subject, -1)",
    "object": "COALESCE(object, -1)",
}
"""Integer columns of claims."""
ABANDONED = 3600
"""Seconds after which nobody writes to a half-made file any longer."""
OnProgress = Callable[[int, int], None]
"""Is told how many assertions of how many are done."""


def make_flat(path: Path | str, *, on_progress: OnProgress = lambda *_: None) -> Path:
    """Make the flat table of a graph anew, beside the graph, or in a temporary folder where that cannot be written.

    It gets its name only when it is whole; who has the earlier one open keeps it.

    Args:
        path: the graph's folder.
        on_progress: is told how many assertions of how many are done.

    Returns:
        The path of the file.

    Raises:
        GraphNotFound: where there is no graph.
        GraphOutdated: where an earlier version of kg made it.
    """
    folder = Path(path)
    with GraphStore.open(folder) as graph:
        refuse_outdated(graph)
        target = flat_file(folder)
        stamp = read_stamp(folder, reviews=digest_reviews(read_reviews(graph)))
        _clear_away(target)
        unfinished = target.with_name(f".{target.name}.{stamp.token}")
        try:
            with closing(sqlite3.connect(unfinished, isolation_level=None)) as db:
                _fill(db, graph, token=stamp.token, on_progress=on_progress)
            stamp = replace(stamp, digest=digest_file(unfinished))
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        write_stamp(target, stamp)
    return target


def _clear_away(target: Path) -> None:
    """Delete what a crash left half-made; what another process makes at this moment is younger."""
    for one in target.parent.glob(f".{target.name}.*"):
        with suppress(OSError):
            if time() - one.stat().st_mtime > ABANDONED:
                one.unlink()


def _fill(db: sqlite3.Connection, graph: GraphStore, *, token: str, on_progress: OnProgress) -> None:
    # Nobody reads the file before it is whole, and what a crash leaves of it is thrown away.
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;" + SCHEMA)
    making = Making(db=db, graph=graph, columns=Columns(graph))
    db.execute("BEGIN")
    making.insert("meta", (("version", VERSION), ("token", token), ("base", graph.base)))
    (total,) = graph.tables.connection.execute("SELECT COUNT(*) FROM assertions").fetchone()
    on_progress(0, total)
    make_sources(making)
    rows = BulkRows(graph)
    make_assertions(making, rows, on_progress=lambda done: on_progress(done, max(total, done)))
    make_things(making, rows)
    make_claims(making, rows)
    _count(making)
    problems = graph.tables.problems()
    making.insert("problems", ((p.place.path, p.place.line, p.place.article, p.kind, p.message) for p in problems))
    making.insert("names", _names(making))
    _keep_columns(making)
    db.execute("COMMIT")
    db.executescript(INDEXES + VIEWS + "ANALYZE;")


def _keep_columns(making: Making) -> None:
    for name in list(making.ints):
        making.keep(name, making.column(name))
    for name, column in _CLAIM_COLUMNS.items():
        found = making.db.execute(f"SELECT {column} FROM claims ORDER BY id")
        making.keep(f"claim_{name}", np.asarray([value for (value,) in found], dtype=np.int32))
    making.keep_words("predicate", making.predicates.keys())
    making.keep_words("event", making.events.keys())
    for name, words in (("voice", VOICES), ("certainty", CERTAINTIES), ("polarity", POLARITIES)):
        making.keep_words(name, words)


def _count(making: Making) -> None:
    """Write the counts of articles, outlets and stories."""
    article, claim = making.column("article"), making.column("claim")
    outlets, stories, latest = (making.column(f"article_{name}") for name in ("outlet", "story", "latest"))
    per_article = np.bincount(article, minlength=len(making.articles))
    making.db.executemany("UPDATE articles SET n_assertions = ? WHERE id = ?", _numbered(per_article))
    n_articles = np.bincount(outlets[latest == 1], minlength=len(making.outlets))
    columns = (n_articles, *_counts(outlets[article], claim, len(making.outlets)))
    sql = "UPDATE outlets SET n_articles = ?, n_assertions = ?, n_claims = ? WHERE id = ?"
    making.db.executemany(sql, _numbered(*columns))
    told = stories[article] != NONE
    story, claim = stories[article][told], claim[told]
    n_articles = np.bincount(stories[(latest == 1) & (stories != NONE)], minlength=len(making.stories))
    _, n_outlets = _counts(story, outlets[article][told], len(making.stories))
    n_assertions, n_claims = _counts(story, claim, len(making.stories))
    contested = making.contested()[claim]
    _, n_contested = _counts(story[contested], claim[contested], len(making.stories))
    sql = (
        "UPDATE stories SET n_articles = ?, n_outlets = ?, n_claims = ?, n_assertions = ?, n_contested = ? WHERE id = ?"
    )
    making.db.executemany(sql, _numbered(n_articles, n_outlets, n_claims, n_assertions, n_contested))


def _counts(groups: np.ndarray, members: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return by group how many members there are, and how many different ones."""
    pairs = np.unique(groups.astype(np.int64) << 32 | members.astype(np.int64))
    return np.bincount(groups, minlength=n), np.bincount(pairs >> 32, minlength=n)


def _numbered(*columns: np.ndarray) -> Iterator[tuple[int, ...]]:
    return zip(*(column.tolist() for column in columns), range(len(columns[0])), strict=True)


def _names(making: Making) -> list[tuple[object, ...]]:
    """Return what things are called, for the search box: kind, number, name and weight."""
    found = making.db.execute(
        """SELECT 'outlet', id, label, n_assertions FROM outlets
        UNION ALL SELECT 'story', id, label, n_assertions FROM stories
        UNION ALL SELECT room, id, label, n_by + n_about FROM things
        UNION SELECT a.room, a.thing, a.label, t.n_by + t.n_about FROM thing_aliases a JOIN things t ON t.id = a.thing
          WHERE a.label IS NOT NULL AND a.label != t.label
        UNION ALL SELECT 'article', id, title, n_assertions FROM articles WHERE title IS NOT NULL AND newer IS NULL"""
    )
    return [(number, *line) for number, line in enumerate(found.fetchall())]
