"""What is in a graph, counted once for each state of it: named graphs, classes, properties, some examples."""

import asyncio
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from kg.web.engine import Question, Refused
from kg.web.protocol.answering import Runner

_STATE = "ASK {}"
_GRAPHS = "SELECT ?thing WHERE { GRAPH ?thing {} }"
_CLASSES = """SELECT ?thing (COUNT(DISTINCT ?one) AS ?n) WHERE { GRAPH ?graph { ?one a ?thing } }
GROUP BY ?thing ORDER BY DESC(?n) ?thing"""
_PROPERTIES = """SELECT ?thing (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?s ?thing ?o } }
GROUP BY ?thing ORDER BY DESC(?n) ?thing"""
_OWN_PROPERTIES = "SELECT ?thing (COUNT(*) AS ?n) WHERE { ?s ?thing ?o } GROUP BY ?thing"
_EXAMPLES = """SELECT ?thing WHERE {
  { SELECT ?thing WHERE { GRAPH ?g { ?thing a schema:NewsArticle } } LIMIT 1 }
  UNION { SELECT ?thing WHERE { GRAPH ?g { ?thing a kg:Claim } } LIMIT 1 }
  UNION { SELECT ?thing WHERE { GRAPH ?g { ?thing a kg:Person } } LIMIT 1 }
}"""

PATIENCE = 4.0
"""Seconds that a client waits for numbers; they are there when it asks again."""

Counted = tuple[tuple[NamedNode, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """What is in a graph."""

    triples: int | None
    """In all graphs; None where they could not be counted in time, as everywhere here."""
    classes: Counted | None
    """With the number of things of each."""
    properties: Counted | None
    """With the number of triples of each."""
    examples: tuple[NamedNode, ...]


UNKNOWN = Census(triples=None, classes=None, properties=None, examples=())


class Counter:
    """Counts through the engine, within its limits, and keeps what it found while the graph stays as it is.

    Args:
        pool: answers questions.
        prefixes: prefix and namespace, in pairs, that questions use undeclared.
    """

    def __init__(self, pool: Runner, *, prefixes: tuple[tuple[str, str], ...]) -> None:
        self._pool, self._prefixes = pool, prefixes
        self._lock = asyncio.Lock()
        self._graphs: tuple[str, tuple[NamedNode, ...]] | None = None
        self._census: tuple[str, asyncio.Task[Census]] | None = None

    async def graphs(self) -> tuple[NamedNode, ...]:
        """Return the names of all graphs; none where there are too many to list."""
        async with self._lock:
            state = await self._state()
            if self._graphs is None or self._graphs[0] != state:
                self._graphs = state, tuple(one for one, _ in await self._rows(_GRAPHS) or ())
            return self._graphs[1]

    async def census(self, *, patience: float = PATIENCE) -> Census:
        """Return what is in the graph; `UNKNOWN` where counting takes longer than a client waits."""
        async with self._lock:
            state = await self._state()
            if self._census is None or self._census[0] != state or self._census[1].cancelled():
                self._census = state, asyncio.create_task(self._count())
            counting = self._census[1]
        if not counting.done():
            await asyncio.wait({counting}, timeout=patience)
        return counting.result() if counting.done() else UNKNOWN

    async def _state(self) -> str:
        answer = await self._pool.run(Question(text=_STATE))
        answer.close()
        return answer.snapshot

    async def _count(self) -> Census:
        """Count, one after the other: a graph of a hundred thousand assertions takes seconds."""
        examples = await self._rows(_EXAMPLES) or ()
        properties, own = await self._rows(_PROPERTIES), await self._rows(_OWN_PROPERTIES)
        both = None if properties is None or own is None else (*properties, *own)
        return Census(
            triples=None if both is None else sum(n for _, n in both),
            classes=await self._rows(_CLASSES),
            properties=both,
            examples=tuple(one for one, _ in examples),
        )

    async def _rows(self, query: str) -> Counted | None:
        """Return `?thing` and `?n` of each solution; None where the engine gives no answer."""
        solutions = await self._ask(query)
        if solutions is None:
            return None
        counted = "?n" in {str(variable) for variable in solutions.variables}
        found = []
        for solution in solutions:
            thing, count = solution["thing"], solution["n"] if counted else None
            if isinstance(thing, NamedNode):
                found.append((thing, int(count.value) if isinstance(count, Literal) else 0))
        return tuple(found)

    async def _ask(self, query: str) -> QuerySolutions | None:
        question = Question(text=query, union_default=False, prefixes=self._prefixes)
        try:
            answer = await self._pool.run(question)
        except Refused:
            return None
        parsed = parse_query_results(b"".join(answer.chunks()), QueryResultsFormat.JSON)
        return parsed if isinstance(parsed, QuerySolutions) else None
