"""What most needs a person.

Contested claims that were read with the least confidence, joins that may be wrong or missing, contradictions that may
be none.
"""

import json
from dataclasses import dataclass
from typing import Any

from kg.errors import NotInGraph
from kg.flat import Choice, Flat
from kg.flat.records import AssertionRow
from kg.rdf.identifiers import Identifiers
from kg.web.engine import Answer, Pool, Question
from kg.web.pages.answers import FORMATS

PER_PAGE = 12
"""Items on a page: as many as somebody decides in one go."""
SENTENCES = 2
"""Sentences that are shown of each side of a contradiction."""

SHAKY = """
SELECT ?assertion (MIN(?sure) AS ?confidence) WHERE {
  {
    SELECT DISTINCT ?said WHERE {
      { ?said kg:contradicts ?other } UNION { ?other kg:contradicts ?said }
      UNION { ?no kg:polarity kg:Negative ; kg:says ?said . ?yes kg:says ?said ; kg:polarity kg:Positive }
    }
  }
  ?assertion kg:says ?said ; kg:confidence ?sure .
  FILTER NOT EXISTS { ?review kg:assertion ?assertion ; kg:verdict ?verdict }
}
GROUP BY ?assertion
ORDER BY ?confidence ?assertion
"""
"""Assertions of contested claims that nobody has judged, those that the extractor is least sure of first."""

UNSURE = """
SELECT ?assertion (?sure AS ?confidence) WHERE {
  ?assertion a kg:Assertion ; kg:confidence ?sure .
  FILTER NOT EXISTS { ?review kg:assertion ?assertion ; kg:verdict ?verdict }
}
ORDER BY ?confidence ?assertion
"""
"""Assertions that nobody has judged, those that the extractor is least sure of first."""

PAIRS = """
SELECT ?left ?right ?score (MIN(?one_name) AS ?left_name) (MIN(?other_name) AS ?right_name)
       (GROUP_CONCAT(DISTINCT ?why; separator="\\n") AS ?reasons) WHERE {
  {
    SELECT DISTINCT ?decision ?left ?right ?score WHERE {
      ?decision kg:relation ?relation ; kg:left ?left ; kg:right ?right ; kg:score ?score .
      FILTER(?relation IN (%(relations)s))
      FILTER(STRSTARTS(STR(?left), STR(%(room)s)))
      FILTER NOT EXISTS { ?one kg:left ?left ; kg:right ?right ; kg:by ?somebody }
      FILTER NOT EXISTS { ?two kg:left ?right ; kg:right ?left ; kg:by ?anybody }
    }
    ORDER BY %(order)s ?left ?right
    LIMIT %(limit)d OFFSET %(offset)d
  }
  OPTIONAL { ?decision kg:reason ?why }
  OPTIONAL { ?left rdfs:label|kg:text ?one_name }
  OPTIONAL { ?right rdfs:label|kg:text ?other_name }
}
GROUP BY ?decision ?left ?right ?score
ORDER BY %(order)s ?left ?right
"""
"""Decisions of some relations on things of one room, on which nobody has said anything yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of things that need a person."""

    name: str
    """As an address has it."""
    title: str
    lead: str
    """What is to be decided, and why these come first."""
    empty: str
    """What it means where there is none."""
    query: str = ""
    """Finds assertions; empty for decisions."""
    relations: tuple[str, ...] = ()
    """Relations of the decisions."""
    room: str = ""
    """The prefix of the room that is decided on."""
    order: str = "?score"


KINDS = (
    Kind(
        name="shaky",
        title="Shaky and contested",
        lead="Outlets disagree on these claims, and the sentences were read with the least confidence. "
        "Does the sentence say what was read in it?",
        empty="Nobody needs to look: no contested claim is left without a verdict.",
        query=SHAKY,
    ),
    Kind(
        name="unsure",
        title="Least sure of all",
        lead="These sentences were read with the least confidence. Does each say what was read in it?",
        empty="Every assertion of the graph has a verdict.",
        query=UNSURE,
    ),
    Kind(
        name="same-claim",
        title="Perhaps two claims",
        lead="Two sentences were taken to make one claim, with the lowest scores. Do they?",
        empty="No two sentences were joined that nobody has looked at.",
        relations=("same",),
        room="asr:",
    ),
    Kind(
        name="same-entity",
        title="Perhaps two entities",
        lead="Two names were taken to name one, with the lowest scores. Do they?",
        empty="No two names were joined that nobody has looked at.",
        relations=("same",),
        room="ent:",
    ),
    Kind(
        name="missing",
        title="Perhaps one claim",
        lead="One claim says a little more than the other, or follows from it, and they were kept apart. "
        "Are they one and the same?",
        empty="No two claims come so close that somebody should look.",
        relations=("refines", "entails"),
        room="clm:",
        order="DESC(?score)",
    ),
    Kind(
        name="contradictions",
        title="Contradictions",
        lead="These claims were taken to contradict each other, the least sure ones first. "
        "Does each sentence say what was read in it?",
        empty="No claims contradict each other.",
        relations=("contradicts",),
        room="clm:",
    ),
)
KIND_BY_NAME = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two things that may be one."""

    name: str
    """As `kg.reviews` takes it: `ent:ana-reyes`."""
    label: str
    path: str
    rows: tuple[AssertionRow, ...]
    """Some of its assertions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to decide: one assertion, or two things."""

    key: str
    row: AssertionRow | None = None
    sides: tuple[Side, ...] = ()
    score: float | None = None
    """0 to 1."""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """One page of what needs a person."""

    kind: Kind
    items: tuple[Item, ...]
    page: int
    further: bool
    """Whether there is another page."""


async def find_queue(pool: Pool, kind: Kind, *, page: int) -> list[dict[str, Any]]:
    """Return what a kind finds in the graph as it is now: one more than a page shows, where there is more.

    Raises:
        Refused: where the graph cannot be asked now, or the answer takes too long.
    """
    paged = {"limit": PER_PAGE + 1, "offset": (page - 1) * PER_PAGE}
    if kind.relations:
        relations = ", ".join(f'"{relation}"' for relation in kind.relations)
        text = PAIRS % {"relations": relations, "room": kind.room, "order": kind.order, **paged}
    else:
        text = f"{kind.query}LIMIT {paged['limit']} OFFSET {paged['offset']}"
    answer = await pool.run(Question(text=text, formats=FORMATS, prefixes=pool.prefixes))
    return _bindings(answer)


def show_queue(flat: Flat, kind: Kind, found: list[dict[str, Any]], *, page: int) -> Queue:
    """Return what was found with its words and sentences; what the pages do not know yet is left out."""
    identifiers = Identifiers(flat.base)
    shown = found[:PER_PAGE]
    make = _pair if kind.relations else _assertion
    items = [item for one in shown if (item := make(flat, identifiers, one)) is not None]
    return Queue(kind=kind, items=tuple(items), page=page, further=len(found) > PER_PAGE)


def _bindings(answer: Answer) -> list[dict[str, Any]]:
    rows = json.loads(b"".join(answer.chunks()))["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def _assertion(flat: Flat, identifiers: Identifiers, found: dict[str, Any]) -> Item | None:
    key = identifiers.key(found["assertion"])[1]
    rows = flat.assertions([key])
    return Item(key=key, row=rows[0]) if rows else None


def _pair(flat: Flat, identifiers: Identifiers, found: dict[str, Any]) -> Item | None:
    sides = [_side(flat, *identifiers.key(found[name]), found.get(f"{name}_name")) for name in ("left", "right")]
    if None in sides:
        return None
    return Item(
        key=f"{identifiers.key(found['left'])[1]}-{identifiers.key(found['right'])[1]}",
        sides=tuple(side for side in sides if side is not None),
        score=float(found["score"]),
        reasons=tuple(line for line in found.get("reasons", "").split("\n") if line),
    )


def _side(flat: Flat, room: str, key: str, label: str | None) -> Side | None:
    try:
        if room == "assertion":
            rows = flat.assertions([key])
            return Side(name=f"asr:{key}", label=rows[0].claim_text, path=rows[0].path, rows=rows) if rows else None
        if room == "claim":
            canonical = flat.canonical(room, key)[1]
            rows = tuple(flat.rows(Choice(claim=canonical), limit=SENTENCES))
            if not rows:
                return None
            return Side(name=f"clm:{key}", label=label or rows[0].claim_text, path=rows[0].claim_path, rows=rows)
        page = flat.entity(*flat.canonical(room, key))
        rows = tuple(flat.rows(Choice(entities=(page.thing.value,)), limit=1))
        return Side(name=f"ent:{key}", label=label or page.thing.label, path=page.thing.path, rows=rows)
    except NotInGraph:
        return None
