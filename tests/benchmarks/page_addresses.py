"""Addresses that the measure of pages asks: the fullest page of each kind, and facets at random that match."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from kg.rdf.decisions import SAYS
from kg.rdf.identifiers import encode_key, slug
from kg.store import GraphStore

QUESTION = "/ask/outlets"
"""A named question whose answer is read over the whole graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Filters of an assertion that is there: names as claim rows have them, and as the Claims page has them."""

    columns: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str], ...]

    @property
    def path(self) -> str:
        """Return the address of the Claims page with them."""
        return f"/claims?{urlencode(self.parameters)}"


def fullest_pages(path: Path) -> dict[str, str]:
    """Map the name of each page to the address of the one with most on it."""
    with GraphStore.open(path) as graph:
        db, key = graph.tables.connection, graph.identifiers.key
        story = _most(db, "SELECT story FROM stories GROUP BY story ORDER BY COUNT(*) DESC, story LIMIT 1")
        article = _most(db, "SELECT article FROM assertions GROUP BY article ORDER BY COUNT(*) DESC, article LIMIT 1")
        outlet = _most(db, "SELECT outlet FROM articles GROUP BY outlet ORDER BY COUNT(*) DESC, outlet LIMIT 1")
        entity = _most(
            db, "SELECT iri FROM mentions WHERE kind = 'entity' GROUP BY iri ORDER BY COUNT(*) DESC, iri LIMIT 1"
        )
        says = graph.store.quads_for_pattern(None, SAYS, None, graph.identifiers.graph("claims"))
        claims = Counter(key(quad.object.value)[1] for quad in says)
        claim = min(claims, key=lambda one: (-claims[one], one))
        entity = key(entity)[1]
    at = {name: encode_key(value) for name, value in (("story", story), ("outlet", slug(outlet)), ("entity", entity))}
    return {
        "overview": "/",
        "claims": "/claims",
        "claims, chosen": f"/claims?outlet={at['outlet']}&contested=1",
        "matrix": "/matrix",
        "matrix of a story": f"/matrix?story={at['story']}",
        "article": f"/article/{article}",
        "entity": f"/entity/{at['entity']}",
        "claim": f"/claim/{encode_key(claim)}",
        "outlet": f"/outlet/{at['outlet']}",
        "graph": "/graph",
        "ask": "/ask",
        "ask, answered": QUESTION,
        "review": "/review",
    }


def _most(db: sqlite3.Connection, query: str) -> str:
    found: str = db.execute(query).fetchone()[0]
    return found


def random_picks(path: Path, n: int) -> list[Pick]:
    """Return filters of so many assertions at random: one to three of their fields each; the same each time."""
    random = Random(f"picks {n}")
    with GraphStore.open(path) as graph:
        db = graph.tables.connection
        keys = [key for (key,) in db.execute("SELECT key FROM assertions ORDER BY key")]
        picks = []
        for key in random.choices(keys, k=n):
            row = db.execute(_ONE, (key,)).fetchone()
            fields = list(_fields(*row))
            chosen = random.sample(fields, k=min(len(fields), random.randrange(1, 4)))
            picks.append(
                Pick(
                    columns=tuple((column, value) for column, value, _, _ in chosen),
                    parameters=tuple((name, value) for _, _, name, value in chosen),
                )
            )
    return picks


_ONE = "SELECT a.facts, b.outlet, b.published FROM assertions a JOIN articles b ON b.key = a.article WHERE a.key = ?"


def _fields(line: str, outlet: str, published: str | None) -> Iterator[tuple[str, str, str, str]]:
    """Yield column and value of the claim row, parameter and value of the Claims page."""
    facts = json.loads(line)
    yield "outlet", outlet, "outlet", slug(outlet)
    yield "predicate", facts["predicate"], "predicate", facts["predicate"]
    for name in ("polarity", "certainty"):
        yield name, facts[name], name, facts[name]
    if "event_type" in facts:
        yield "event_type", facts["event_type"], "event", facts["event_type"]
    if facts.get("speakers") and facts["speakers"][-1].startswith("entity/"):
        speaker = facts["speakers"][-1].removeprefix("entity/")
        yield "speaker_key", speaker, "speaker", speaker
    if published is not None:
        since = (date.fromisoformat(published) - timedelta(days=60)).isoformat()
        yield "published__gte", since, "since", since
