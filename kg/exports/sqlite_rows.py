"""Fill the tables of `tables.toml` in SQLite: what articles say is streamed, what follows from all is counted in SQL.

articles.sqlite, quads ─→ assertions, articles, mentions, links, problems ─ sqlite_counts.sql ─→ claims, outlets
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from pyoxigraph import QuerySolutions

from kg.exports.exported import Exported
from kg.exports.shortening import shorten_quote
from kg.flat.bulk import BulkRow, BulkRows
from kg.flat.columns import Columns
from kg.rdf.claims import ABOUT, OBJECT, PREDICATE, SUBJECT
from kg.rdf.events import STORY
from kg.rdf.identifiers import slug
from kg.rdf.origins import ORIGIN
from kg.rdf.sources import REVISION_OF
from kg.rdf.vocabulary import LABEL, TYPE
from kg.store import Heading
from kg.store.mention_rows import linked_mentions

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
GENERAL = ("Entity", "Topic")
"""Classes that say nothing more than the IRI does."""
ROOMS = ("entity/", "topic/")

Line = tuple[object, ...]


@dataclass(slots=True)
class _Named:
    """How often a thing is named."""

    n_assertions: int = 0
    n_said: int = 0
    n_articles: int = 0
    article: str = ""
    outlets: set[str] = field(default_factory=set)
    first: str | None = None
    last: str | None = None


class Filling:
    """Reads the rows of every table from a graph.

    Args:
        exported: the graph.
    """

    def __init__(self, exported: Exported) -> None:
        self._exported = exported
        self._graph = exported.store
        self._columns = Columns(self._graph)
        self._rows = BulkRows(self._graph)
        self._cut = len(self._graph.base)
        self._named: dict[str, _Named] = {}
        self._claims: set[str] = set()
        self._origin_by_article = self._columns.least(ORIGIN, "sources")

    def fill(self, db: sqlite3.Connection) -> None:
        """Write all tables but the columns that are counted."""
        _insert(db, "articles", 13, self._articles())
        _insert(db, "assertions", 37, self._assertions())
        _insert(db, "mentions", 10, self._mentions())
        _insert(db, "claim_links", 7, self._links())
        _insert(db, "problems", 6, self._problems())
        _insert(db, "entities", 10, self._entities())
        columns = "id, text, subject, predicate, object"
        db.executemany(f"INSERT INTO claims ({columns}) VALUES (?, ?, ?, ?, ?)", self._claim_lines())

    def _short(self, text: str) -> str:
        return shorten_quote(text) if self._exported.without_text else text

    # Articles

    def _articles(self) -> Iterator[Line]:
        story_by_article = {
            one: this for one, this in self._columns.pairs(STORY, "events") if one.startswith("article/")
        }
        labels = self._columns.single(LABEL, "events")
        newer = {before: this for this, before in self._columns.pairs(REVISION_OF, "sources")}
        for iri, article, text_hash in self._exported.articles():
            this = iri[self._cut :]
            story, after = story_by_article.get(this), newer.get(this)
            yield (
                _last(this), article.id, slug(article.outlet),
                article.published.isoformat() if article.published else None,
                article.title or article.id, article.author, article.url,
                self._short(labels.get(story, story)) if story is not None else None,
                self._origin_by_article.get(this, this), _last(after) if after else None, None, text_hash,
                None if self._exported.without_text else article.text,
            )  # fmt: skip

    # Assertions

    def _assertions(self) -> Iterator[Line]:
        origins = self._columns.least(ORIGIN, "claims")
        rows = self._exported.counted(self._rows, self._exported.count("assertions"))
        for one in rows:
            article = f"article/{one.article}"
            origin = origins.get(f"assertion/{one.key}") or self._origin_by_article.get(article, article)
            self._note(one)
            yield self._assertion(one, origin)

    def _assertion(self, one: BulkRow, origin: str) -> Line:
        row, clause = one.row, self._clause(one)
        texts = (row.subject, row.object, row.about)
        subject, object_, about = (None if text is None else self._short(text) for text in texts)
        arguments = [
            {"role": told["role"], "text": self._short(told["text"] or ""), "entity": thing}
            for told, thing in zip(row.arguments, one.arguments, strict=True)
        ]
        return (
            one.key, slug(row.outlet), row.published, row.speaker, subject, row.predicate, object_, row.polarity,
            row.certainty, self._short(row.sentence), one.claim, one.article, row.voice, row.cue,
            _ENCODE(row.speakers), _ENCODE(arguments), about, row.event_type, row.tense, row.time, row.place,
            row.quantity, row.unit, row.start, row.end, row.sentence_start, one.within,
            one.speakers[-1] if one.speakers else None, one.subject, one.object, clause, one.about, one.place, origin,
            row.confidence, row.rule, row.verdict,
        )  # fmt: skip

    def _clause(self, one: BulkRow) -> str | None:
        this = (one.row.object_iri or "")[self._cut :]
        return this[6:] if this.startswith("claim/") else None

    def _note(self, one: BulkRow) -> None:
        """Note which claims and things an assertion names."""
        self._claims.update(found for found in (one.claim, self._clause(one)) if found is not None)
        things = {one.subject, one.object, one.about, one.place, *one.arguments}
        speakers = set(one.speakers)
        for thing in things | speakers:
            if thing is not None:
                named = self._named.setdefault(thing, _Named())
                named.n_assertions += thing in things
                named.n_said += thing in speakers
                self._note_place(named, one)

    def _note_place(self, named: _Named, one: BulkRow) -> None:
        if named.article != one.article:  # assertions come article by article
            named.article, day = one.article, one.row.published
            named.n_articles += 1
            named.outlets.add(one.row.outlet)
            if day is not None:
                named.first = day if named.first is None else min(day, named.first)
                named.last = day if named.last is None else max(day, named.last)

    def _claim_lines(self) -> Iterator[Line]:
        wanted = ((one, "claims") for one in (SUBJECT, PREDICATE, OBJECT, ABOUT))
        subjects, relations, objects, abouts = self._columns.singles(wanted)
        for key in sorted(self._claims):
            this = f"claim/{key}"
            text = self._short(self._rows.text(key)) or key
            relation = unquote(_last(relations.get(this, ""))).replace("-", " ")
            target = self._known(abouts.get(this)) or self._known(objects.get(this))
            yield key, text, self._known(subjects.get(this)), relation or None, target

    def _known(self, thing: str | None) -> str | None:
        """Return the canonical thing; None for a value or a clause."""
        return self._rows.same.get(thing, thing) if thing is not None and thing.startswith(ROOMS) else None

    # Things, links, problems

    def _mentions(self) -> Iterator[Line]:
        here = ""

        def wants(heading: Heading) -> bool:
            # Asked before the mentions of each article: revisions of an article have its id in common, not its key.
            nonlocal here
            here = heading.key
            return True

        for number, one in enumerate(linked_mentions(self._graph, wants=wants)):
            this = one.iri[self._cut :]
            thing = this if this.startswith(ROOMS) else None
            if thing is not None:
                self._named.setdefault(thing, _Named())
            place = (number, here, one.start, one.end, self._short(one.text))
            yield *place, one.kind, one.type, one.form, thing, this

    def _entities(self) -> Iterator[Line]:
        types: dict[str, str] = {}
        for thing, iri in self._columns.pairs(TYPE, "entities"):
            name = iri.rpartition("#")[2]
            if name not in GENERAL:
                types[thing] = min(name, types.get(thing, name))
        known = {self._rows.same.get(thing, thing) for thing in self._rows.labels if thing.startswith(ROOMS)}
        same_as = self._authorities()
        for thing in sorted(known | set(self._named)):
            told = self._named.get(thing, _Named())
            label = self._rows.labels.get(thing) or unquote(_last(thing)).replace("-", " ")
            type_ = types.get(thing) or ("Topic" if thing.startswith("topic/") else "Entity")
            counts = (told.n_assertions, told.n_said, told.n_articles, len(told.outlets))
            yield thing, self._short(label), type_, *counts, told.first, told.last, same_as.get(thing)

    def _authorities(self) -> dict[str, str]:
        found = self._graph.query(_AUTHORITIES)
        assert isinstance(found, QuerySolutions)
        pairs = sorted((row["left"].value[self._cut :], row["right"].value) for row in found)
        return {self._rows.same.get(left, left): right for left, right in reversed(pairs)}

    def _links(self) -> Iterator[Line]:
        found = self._graph.query(_LINKS)
        assert isinstance(found, QuerySolutions)
        told: dict[tuple[str, str, str], list[tuple[float | None, str, str]]] = {}
        for row in found:
            ends = (_last(row["left"].value), row["relation"].value.rpartition("#")[2], _last(row["right"].value))
            score = float(row["score"].value) if row["score"] is not None else None
            reason, by = (row[name].value if row[name] is not None else "" for name in ("reason", "by"))
            told.setdefault(ends, []).append((score, by, reason))
        for number, (ends, decisions) in enumerate(sorted(told.items())):
            self._claims.update((ends[0], ends[2]))
            scores = [score for score, _, _ in decisions if score is not None]
            reasons = sorted({self._short(reason) for _, _, reason in decisions if reason})
            deciders = min((by for _, by, _ in decisions if by), default=None)
            yield number, *ends, max(scores, default=None), _ENCODE(reasons), deciders

    def _problems(self) -> Iterator[Line]:
        for number, found in enumerate(self._graph.tables.problems()):
            yield number, found.place.path, found.place.line, found.place.article, found.kind, found.message


def _insert(db: sqlite3.Connection, table: str, n_columns: int, lines: Iterable[Line]) -> None:
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * n_columns)})", lines)


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]


_AUTHORITIES = """SELECT ?left ?right { GRAPH graph:decisions {
  ?this kg:scope kg:ByAuthority ; kg:left ?left ; kg:right ?right ; kg:relation "sameAs" } }"""
_LINKS = """SELECT ?left ?relation ?right ?score ?reason ?by {
  GRAPH graph:claims { VALUES ?relation { kg:contradicts kg:refines kg:entails } ?left ?relation ?right }
  OPTIONAL {
    GRAPH graph:decisions {
      ?this kg:left ?left ; kg:right ?right ; kg:relation ?name ; kg:score ?score
      OPTIONAL { ?this kg:reason ?reason } OPTIONAL { ?this kg:decidedBy ?by }
    }
    FILTER(?name = STRAFTER(STR(?relation), "#"))
  }
}"""
