"""Where the articles of a graph come from: origin by origin, its articles with outlet, date and the share copied."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.errors import UnknownFormat
from kg.query.claims import SupportsWrite
from kg.query.labels import compile_pattern
from kg.rdf.origins import COPIES, REVISES, SHARES_PASSAGES
from kg.store import GraphStore

ORIGIN_FORMATS = ("csv", "json")
"""Formats that origins are written in, besides a table for people."""

FIRST = "first"

_ARTICLES = """SELECT ?article ?origin ?label ?agency ?id ?outlet ?published ?title {
  GRAPH graph:sources {
    ?article kg:origin ?origin ; schema:identifier ?id ; schema:publisher/rdfs:label ?outlet .
    ?origin rdfs:label ?label .
    OPTIONAL { ?origin kg:agency/rdfs:label ?agency }
    OPTIONAL { ?article schema:datePublished ?published }
    OPTIONAL { ?article schema:headline ?title } } }"""
_DECISIONS = """SELECT ?left ?right ?relation ?score ?agency {
  GRAPH graph:decisions { ?this kg:left ?left ; kg:right ?right ; kg:relation ?relation ; kg:score ?score }
  FILTER(?relation IN ("copies", "shares-passages", "revises", "credits"))
  OPTIONAL { GRAPH graph:sources { ?right a kg:Origin ; rdfs:label ?agency } } }"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginRow:
    """One article's place in one origin."""

    origin: str
    """IRI."""
    label: str
    agency: str | None
    """The agency that the origin's text is credited to."""
    article: str
    """The article's id."""
    outlet: str
    published: str | None
    title: str | None
    relation: str
    """`first`, `copies`, `revises`; `shares-passages` for an article of another origin with passages from this one."""
    share: float | None
    """Which part of the article is found in the one it is copied from, 0 to 1."""
    copied_from: str | None
    """The id of that article."""
    credits: str | None
    """The agencies that the article itself names, joined by a semicolon."""


FIELDS = tuple(field.name for field in fields(OriginRow))


@dataclass(frozen=True, slots=True)
class _Heading:
    """What is known of an article, and of its origin."""

    origin: str
    label: str
    agency: str | None
    id: str
    outlet: str
    published: str | None
    title: str | None


def origin_rows(graph: GraphStore, *, agency: str | None = None, everything: bool = False) -> list[OriginRow]:
    """Return the articles of each origin, the largest origin first, its articles in order of time.

    Args:
        graph: what is asked.
        agency: only origins whose agency has this name, or articles that credit it; a regular expression that matches
            anywhere, case ignored.
        everything: also articles that stand alone and credit nobody.
    """
    headings = {row["article"]: _heading(row) for row in _select(graph, _ARTICLES)}
    credited: dict[str | None, list[str]] = defaultdict(list)
    sources: dict[str | None, list[tuple[str, str, float]]] = defaultdict(list)
    for found in _select(graph, _DECISIONS):
        if found["agency"] is not None:
            credited[found["left"]].append(found["agency"])
        elif found["right"] in headings:
            sources[found["left"]].append((found["relation"] or "", found["right"] or "", float(found["score"] or 0)))
    rows = [row for key in headings for row in _rows_of(key, headings, sources[key], credited[key])]
    by_origin: dict[str, list[OriginRow]] = defaultdict(list)
    for row in rows:
        by_origin[row.origin].append(row)
    wanted = compile_pattern(agency).search if agency is not None else None
    kept = (
        sorted(found, key=_time)
        for found in by_origin.values()
        if (everything or len(found) > 1 or any(row.agency or row.credits for row in found))
        and (wanted is None or any(wanted(name) for row in found for name in _agencies(row)))
    )
    return [row for found in sorted(kept, key=lambda found: (-len(found), _time(found[0]))) for row in found]


def _heading(row: dict[str, str | None]) -> _Heading:
    return _Heading(
        origin=row["origin"] or "",
        label=row["label"] or "",
        agency=row["agency"],
        id=row["id"] or "",
        outlet=row["outlet"] or "",
        published=row["published"],
        title=row["title"],
    )


def _rows_of(
    key: str | None,
    headings: dict[str | None, _Heading],
    sources: Iterable[tuple[str, str, float]],
    credited: Iterable[str],
) -> Iterator[OriginRow]:
    """Yield an article's row in its own origin, and one in each origin that it has passages from."""
    this = headings[key]
    named = "; ".join(sorted(credited)) or None
    own = [found for found in sources if found[0] in (COPIES, REVISES)]
    relation, source, share = max(own, key=lambda found: (found[0] == COPIES, found[2]), default=(FIRST, None, None))
    yield _row(this, this, relation=relation, source=headings.get(source), share=share, credited=named)
    for relation, other, share in sorted(sources):
        if relation == SHARES_PASSAGES:
            source_heading = headings[other]
            yield _row(this, source_heading, relation=relation, source=source_heading, share=share, credited=named)


def _row(
    this: _Heading,
    origin: _Heading,
    *,
    relation: str,
    source: _Heading | None,
    share: float | None,
    credited: str | None,
) -> OriginRow:
    return OriginRow(
        origin=origin.origin,
        label=origin.label,
        agency=origin.agency,
        article=this.id,
        outlet=this.outlet,
        published=this.published,
        title=this.title,
        relation=relation,
        share=share,
        copied_from=source.id if source else None,
        credits=credited,
    )


def _agencies(row: OriginRow) -> list[str]:
    """Return the agencies of an origin's text and of what its article credits."""
    return [name for names in (row.agency, row.credits) if names for name in names.split("; ")]


def _time(row: OriginRow) -> tuple[bool, str, bool, str, str]:
    return row.relation == SHARES_PASSAGES, row.published or "~", row.relation != FIRST, row.outlet, row.article


def _select(graph: GraphStore, query: str) -> list[dict[str, str | None]]:
    found = graph.query(query)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: _text(solution[name]) for name in names} for solution in found]


def _text(term: object) -> str | None:
    return term.value if isinstance(term, Literal | NamedNode) else None


def write_origins(rows: Iterable[OriginRow], stream: SupportsWrite, format: str = "json") -> None:  # noqa: A002 - kg's name
    """Write one object or line per article.

    Raises:
        UnknownFormat: for any other format.
    """
    if format == "json":
        stream.write(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2) + "\n")
    elif format == "csv":
        writer = csv.DictWriter(stream, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)
    else:
        raise UnknownFormat(format, ORIGIN_FORMATS)
