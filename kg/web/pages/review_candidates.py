"""Where a person is needed most: found once for each making of the flat table, since only linking anew changes it."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from fastapi.concurrency import run_in_threadpool

from kg.flat import Flat
from kg.rdf.identifiers import Identifiers
from kg.web.engine import Pool, Question
from kg.web.pages.answers import FORMATS
from kg.web.pages.review_kinds import Kind

MOST = 2_000
"""Candidates of a kind; when they are decided, the graph has been linked anew and there are others."""
MOST_PAIRS = 600

ASSERTIONS_BY_KIND = {
    # A claim is contested where another contradicts it, or where it is both asserted and denied.
    "shaky": """
        SELECT assertions.key FROM assertions JOIN claims ON claims.id = assertions.claim
        WHERE (claims.n_for > 0 AND claims.n_against > 0) OR claims.id IN (
            SELECT claim FROM claim_links WHERE relation = 'contradicts'
            UNION SELECT other FROM claim_links WHERE relation = 'contradicts')
        ORDER BY assertions.confidence, assertions.key LIMIT ?""",
    "unsure": "SELECT key FROM assertions ORDER BY confidence, key LIMIT ?",
}
"""Questions to the flat table."""
_CLAIMS = """
    SELECT one.key, one.text, other.key, other.text, links.score, links.reasons FROM claim_links AS links
    JOIN claims AS one ON one.id = links.claim JOIN claims AS other ON other.id = links.other"""
CLAIMS_BY_KIND = {
    "missing": f"{_CLAIMS} WHERE links.relation IN ('refines', 'entails') ORDER BY links.score DESC, one.key LIMIT ?",
    "contradictions": f"{_CLAIMS} WHERE links.relation = 'contradicts' ORDER BY links.score, one.key LIMIT ?",
}
"""The same, of claims that relate."""
ROOM_BY_KIND = {"same-claim": "asr:", "same-entity": "ent:"}
SAME = """
SELECT ?left ?right ?score (MIN(?one) AS ?left_name) (MIN(?other) AS ?right_name)
       (GROUP_CONCAT(DISTINCT ?why; separator="\\n") AS ?reasons) WHERE {
  {
    SELECT ?decision ?left ?right ?score WHERE {
      GRAPH graph:decisions { ?decision kg:relation "same" ; kg:score ?score ; kg:left ?left ; kg:right ?right }
      FILTER(STRSTARTS(STR(?left), STR($room)))
    }
    ORDER BY ?score ?left ?right
    LIMIT $limit
  }
  OPTIONAL { GRAPH graph:decisions { ?decision kg:reason ?why } }
  OPTIONAL { GRAPH graph:entities { ?left rdfs:label ?one } }
  OPTIONAL { GRAPH graph:entities { ?right rdfs:label ?other } }
}
GROUP BY ?decision ?left ?right ?score
ORDER BY ?score ?left ?right
"""
"""Things that were joined with the lowest scores; the flat table has no decisions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A thing that a candidate is about."""

    room: str
    key: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One assertion, or two things that may or may not be one."""

    ends: tuple[End, ...]
    score: float | None = None
    """0 to 1."""
    reasons: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of what it is about, in order."""
        return tuple(sorted(end.key for end in self.ends))


_found_by_flat: WeakKeyDictionary[Flat, dict[str, tuple[Candidate, ...]]] = WeakKeyDictionary()


async def find_candidates(flat: Flat, pool: Pool, kind: Kind) -> tuple[Candidate, ...]:
    """Return the candidates of a kind, those that need a person most first.

    Raises:
        Refused: where the graph cannot be asked now, or the answer takes too long.
    """
    known = _found_by_flat.setdefault(flat, {})
    if kind.name not in known:
        known[kind.name] = await _find(flat, pool, kind)
    return known[kind.name]


async def _find(flat: Flat, pool: Pool, kind: Kind) -> tuple[Candidate, ...]:
    if kind.name in ROOM_BY_KIND:
        text = SAME.replace("$room", ROOM_BY_KIND[kind.name]).replace("$limit", str(MOST_PAIRS))
        answer = await pool.run(Question(text=text, formats=FORMATS, prefixes=pool.prefixes))
        rows = json.loads(b"".join(answer.chunks()))["results"]["bindings"]
        identifiers = Identifiers(flat.base)
        return tuple(_joined(identifiers, {name: term["value"] for name, term in row.items()}) for row in rows)
    look: Callable[[Flat, Kind], tuple[Candidate, ...]] = _claims if kind.is_pair else _assertions
    return await run_in_threadpool(look, flat, kind)


def _joined(identifiers: Identifiers, found: dict[str, Any]) -> Candidate:
    return Candidate(
        ends=tuple(_end(identifiers, found[name], found.get(f"{name}_name")) for name in ("left", "right")),
        score=float(found["score"]),
        reasons=_split(found.get("reasons", ""), "\n"),
    )


def _end(identifiers: Identifiers, iri: str, name: str | None) -> End:
    room, key = identifiers.key(iri)
    return End(room=room, key=key, name=name)


def _assertions(flat: Flat, kind: Kind) -> tuple[Candidate, ...]:
    rows = _lines(flat, ASSERTIONS_BY_KIND[kind.name], MOST)
    return tuple(Candidate(ends=(End(room="assertion", key=key),)) for (key,) in rows)


def _claims(flat: Flat, kind: Kind) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            ends=(End(room="claim", key=one, name=text), End(room="claim", key=other, name=other_text)),
            score=score,
            reasons=_split(reasons, "; "),
        )
        for one, text, other, other_text, score, reasons in _lines(flat, CLAIMS_BY_KIND[kind.name], MOST_PAIRS)
    )


def _lines(flat: Flat, query: str, most: int) -> Iterator[tuple[Any, ...]]:
    uri = f"{flat.file.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=30)) as db:
        yield from db.execute(query, (most,))


def _split(text: str | None, separator: str) -> tuple[str, ...]:
    return tuple(part for part in (text or "").split(separator) if part)
