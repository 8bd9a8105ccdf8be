"""What finding origins sees of a graph: every article's fingerprint, kept beside the quads, and its credits."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse, serialize

from kg.lexicon.agencies import Agency
from kg.rdf import Identifiers
from kg.rdf.claim_links import describe_assertion_origins
from kg.rdf.origins import describe_origins
from kg.records import Span
from kg.records.origin import OriginRecord, Origins
from kg.resolve.origin_copies import find_copies
from kg.resolve.origin_credits import article_credits
from kg.resolve.origin_text import FORM, fingerprint
from kg.resolve.origin_told import assertion_credit
from kg.resolve.origins import AssertionOrigins, assign_origins
from kg.store.folder import TABLES, GraphStore
from kg.store.tables import connect_to_read

_RECORD = """
SELECT a.id, a.outlet, a.published, a.title, a.author, a.text, f.print
FROM articles a LEFT JOIN fingerprints f ON f.article = a.key WHERE a.key = ?
"""
_CREDITS = "SELECT text FROM removals WHERE article = ? AND kind = 'credit'"
_ASSERTIONS = "SELECT key, start, end, sentence_start, sentence_end, facts FROM assertions WHERE article = ?"

Prints = list[tuple[str, bytes]]
"""Fingerprints with the keys of their articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOrigins:
    """Where articles and assertions come from, in a file, since there is a line to each assertion."""

    path: Path
    """N-Quads."""
    prints: Prints
    """Those that were made."""

    def quads(self) -> Iterator[Quad]:
        """Yield all that is said of origins."""
        yield from parse(path=str(self.path), format=RdfFormat.N_QUADS, lenient=True)


def begin_origins(graph: GraphStore, folder: Path) -> Callable[[], FoundOrigins]:
    """Return what finds the origin of every article and assertion, here or beside the process that writes the graph.

    Args:
        graph: open for writing.
        folder: where the file goes.
    """
    _forget_other_forms(graph)
    return partial(find_origins, graph.path / TABLES, graph.identifiers, folder / "origins.nq")


def find_origins(tables: Path, identifiers: Identifiers, path: Path) -> FoundOrigins:
    """Find the origin of every article and assertion; nothing is written to the graph.

    Args:
        tables: the graph's articles.sqlite.
        identifiers: the graph's.
        path: the file to be written.
    """
    with closing(connect_to_read(tables)) as db, path.open("wb") as file:
        origins, prints = survey_origins(db)
        told = assertion_origins(db, origins)
        quads = (
            describe_origins(origins, identifiers=identifiers),
            describe_assertion_origins(told, identifiers=identifiers),
        )
        serialize(chain(*quads), file, RdfFormat.N_QUADS)
    return FoundOrigins(path=path, prints=prints)


def survey_origins(db: sqlite3.Connection) -> tuple[Origins, Prints]:
    """Find every article's origin, with the fingerprints that had to be made: those of articles not seen before."""
    prints: Prints = []
    records = list(_records(db, prints))
    copies = find_copies(records, read=partial(_text, db))
    return assign_origins(records, copies), prints


def _text(db: sqlite3.Connection, key: str) -> str:
    [(text,)] = db.execute("SELECT text FROM articles WHERE key = ?", (key,)).fetchall()
    return str(text)


def keep_fingerprints(graph: GraphStore, prints: Iterable[tuple[str, bytes]]) -> None:
    """Keep fingerprints that were made while the articles, here by their keys, were read."""
    _forget_other_forms(graph)
    with graph.tables.connection as db:
        db.executemany("INSERT OR REPLACE INTO fingerprints VALUES (?, ?)", prints)


def _forget_other_forms(graph: GraphStore) -> None:
    """Remove fingerprints that cannot be compared with those that are made now."""
    if graph.tables.meta("fingerprint") != FORM:
        with graph.tables.connection as db:
            db.execute("DELETE FROM fingerprints")
        graph.tables.set_meta("fingerprint", FORM)


def _records(db: sqlite3.Connection, made: Prints) -> Iterator[OriginRecord]:
    """Yield every article, each read at once, since a writer waits for readers; fill in the fingerprints made."""
    for (key,) in db.execute("SELECT key FROM articles ORDER BY key").fetchall():
        [(article, outlet, published, title, author, text, known)] = db.execute(_RECORD, (key,)).fetchall()
        removed = [piece for (piece,) in db.execute(_CREDITS, (key,)).fetchall()]
        found = known or fingerprint(text)
        if known is None:
            made.append((key, found))
        yield OriginRecord(
            key=key,
            id=article,
            outlet=outlet,
            published=published,
            fingerprint=found,
            title=title,
            credits=article_credits(text, author=author, outlet=outlet, removed=removed),
        )


def assertion_origins(db: sqlite3.Connection, origins: Origins) -> Iterator[tuple[str, str, Agency | None]]:
    """Yield every assertion's key with the key of its origin, and the agency that its sentence credits.

    Args:
        db: the graph's articles.sqlite.
        origins: those of its articles.
    """
    found = AssertionOrigins(origins)
    for (article,) in db.execute("SELECT key FROM articles ORDER BY key").fetchall():
        text = _text(db, article)
        for key, start, end, first, last, line in db.execute(_ASSERTIONS, (article,)).fetchall():
            facts = json.loads(line)
            speakers = [thing.partition("/")[2].replace("-", " ") for thing in facts.get("speakers", ())]
            credit = assertion_credit(text[first:last], speakers=speakers, cue=facts.get("cue"))
            yield key, found.of(article, Span(start, end), credit=credit), credit
