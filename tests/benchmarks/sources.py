"""Real articles as they are resampled: what articles.sqlite has of each, and the offices that it gives people."""

import json
import re
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.resolve.acting import ROLE_RULES
from kg.store import GraphStore

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_OFFICES = """
SELECT ?article ?rule ?person ?words WHERE {{
  VALUES ?rule {{ {rules} }}
  GRAPH ?article {{ ?assertion kg:rule ?rule ; kg:claim ?claim ; kg:objectText ?words }}
  GRAPH {claims} {{ ?claim rdf:subject ?person }} GRAPH {entities} {{ ?person a kg:Person }}
}}
"""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A real article."""

    key: str
    published: str
    title: str
    text: str
    mentions: list[tuple[Any, ...]]
    """Rows of the table without the article and the node."""
    assertions: list[tuple[Any, ...]]
    """Key, start, end, sentence's start and end, facts."""
    offices: list[tuple[str, str, str]]
    """Rule, person's key and words of each office that somebody has."""

    @cached_property
    def pieces(self) -> list[str]:
        """The sentences, roughly, with what stands between them."""
        bounds = [0, *(found.end() for found in _SENTENCE.finditer(self.text)), len(self.text)]
        return [self.text[start:end] for start, end in pairwise(bounds)]

    @cached_property
    def piece_by_place(self) -> list[int]:
        """The number of the piece at each character."""
        return [n for n, piece in enumerate(self.pieces) for _ in piece] + [len(self.pieces)]


def read_sources(path: Path) -> list[Source]:
    """Return the dated articles of a graph, by date and key."""
    db = sqlite3.connect(f"{(path / 'articles.sqlite').absolute().as_uri()}?mode=ro", uri=True)
    offices = _read_offices(path)
    mentions = (
        "SELECT start, end, kind, type, iri, form, lemma, chain, partners, governor, role, traits, vector "
        "FROM mentions WHERE article = ? ORDER BY start, end, kind, iri"
    )
    assertions = "SELECT key, start, end, sentence_start, sentence_end, facts FROM assertions WHERE article = ?"
    query = "SELECT key, published, title, text FROM articles WHERE published IS NOT NULL ORDER BY published, key"
    return [
        Source(
            key=key,
            published=published[:10],
            title=title or "",
            text=text,
            mentions=db.execute(mentions, (key,)).fetchall(),
            assertions=[(*row, json.loads(line)) for *row, line in db.execute(assertions, (key,))],
            offices=offices.get(key, []),
        )
        for key, published, title, text in db.execute(query)
    ]


def _read_offices(path: Path) -> dict[str, list[tuple[str, str, str]]]:
    with GraphStore.open(path) as graph:
        claims, entities = (graph.identifiers.graph(name) for name in ("claims", "entities"))
        rules = " ".join(f'"{rule}"' for rule in sorted(ROLE_RULES))
        solutions = graph.query(_OFFICES.format(rules=rules, claims=claims, entities=entities))
        assert isinstance(solutions, QuerySolutions)
        found: dict[str, list[tuple[str, str, str]]] = {}
        for article, rule, person, words in solutions:
            assert isinstance(article, NamedNode)
            assert isinstance(words, Literal)
            key = graph.identifiers.key(article)[1]
            found.setdefault(key, []).append((rule.value, graph.identifiers.key(person)[1], words.value))
        return {key: sorted(offices) for key, offices in found.items()}
