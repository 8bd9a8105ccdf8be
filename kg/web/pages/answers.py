"""Answers to questions, as the ask page shows them without script: a table with links to the things of the graph."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from markupsafe import Markup
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from kg.draw.figures import safe_url
from kg.draw.page import embed
from kg.rdf.identifiers import Identifiers, encode_key
from kg.web.engine import Answer, Formats

MOST_ROWS = 1_000
"""Rows that a page shows; a download has all."""
SOLUTIONS, TRIPLES = "application/sparql-results+json", "application/n-triples"
FORMATS = Formats(solutions=SOLUTIONS, boolean=SOLUTIONS, triples=TRIPLES)
"""What the pages ask for: easily read by Python and by a browser."""
PAGES = frozenset({"entity", "topic", "claim", "outlet", "article", "assertion"})
"""Rooms whose things have pages of their own."""
LONG = 48
"""Letters from which on a text is set as a sentence."""
_NUMBERS = frozenset(("integer", "decimal", "double", "float", "nonNegativeInteger", "int", "long"))
_DATES = frozenset(("date", "dateTime", "gYear", "gYearMonth"))

Term = NamedNode | Literal | BlankNode | Triple | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One term of an answer."""

    text: str
    kind: str
    """`iri`, `number`, `date`, `sentence`, `text` or `none`; a class of the table's style."""
    link: str | None = None
    """Where it leads: a page of the workbench, or an http address; nothing else is ever linked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An answer, ready to be shown."""

    form: str
    """`solutions`, `boolean` or `triples`."""
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """At most `MOST_ROWS`."""
    total: int
    """Rows of the whole answer."""
    seconds: float
    truth: bool | None
    """The answer to ASK."""
    data: Markup | None
    """The whole answer as JSON for the page's script; None where it is too large to be sent twice."""


def show_answer(answer: Answer, *, base: str, prefixes: Mapping[str, str]) -> Shown:
    """Return an answer in `FORMATS` as a page shows it; it is closed then.

    Args:
        answer: as the pool gives it.
        base: the base IRI of the data.
        prefixes: namespaces by prefix, to write IRIs shortly.
    """
    try:
        truth, columns, terms = _read(answer)
        cells = _Cells(base, prefixes)
        rows = tuple(tuple(map(cells.of, row)) for row in islice(terms, MOST_ROWS))
        return Shown(
            form=answer.form,
            columns=columns,
            rows=rows,
            total=answer.rows or 0,
            seconds=answer.seconds,
            truth=truth,
            data=_data(answer),
        )
    finally:
        answer.close()


def embed_data(data: object) -> Markup:
    """Return data as JSON that may stand in a script element: nothing in it can end the element (HTML, 4.12.1.3)."""
    return embed(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def link_of(iri: str, *, base: str) -> str | None:
    """Return where an IRI leads: to its page in the workbench, or to its address on the web; None for any other."""
    if iri.startswith(base):
        room, key = Identifiers(base).key(iri)
        if room in PAGES and key:
            return f"/{room}/{encode_key(key)}"
        return f"/matrix?story={encode_key(key)}" if room == "story" and key else None
    return safe_url(iri)


def _read(answer: Answer) -> tuple[bool | None, tuple[str, ...], Iterator[tuple[Term, ...]]]:
    given: dict[str, Any] = {"input": answer.body} if answer.body is not None else {"path": str(answer.file)}
    if answer.form == "triples":
        quads = parse(**given, format=RdfFormat.N_TRIPLES)
        found = ((quad.subject, quad.predicate, quad.object) for quad in quads)
        return None, ("subject", "predicate", "object"), iter(found)
    results = parse_query_results(**given, format=QueryResultsFormat.JSON)
    if isinstance(results, QueryBoolean):
        return bool(results), (), iter(())
    assert isinstance(results, QuerySolutions)
    columns = tuple(variable.value for variable in results.variables)
    return None, columns, (tuple(solution[name] for name in columns) for solution in results)


def _data(answer: Answer) -> Markup | None:
    if answer.body is None:
        return None
    text = answer.body.decode()
    body = text if answer.form == "triples" else json.loads(text)
    return embed_data({"form": answer.form, "seconds": round(answer.seconds, 3), "body": body})


class _Cells:
    """Terms as cells.

    Args:
        base: the base IRI of the data.
        prefixes: namespaces by prefix.
    """

    def __init__(self, base: str, prefixes: Mapping[str, str]) -> None:
        self._base = base
        # The longest namespace is the one that says most.
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(item[1]))

    def of(self, term: Term) -> Cell:
        if term is None:
            return Cell(text="", kind="none")
        if isinstance(term, NamedNode):
            return Cell(text=self._short(term.value), kind="iri", link=link_of(term.value, base=self._base))
        if not isinstance(term, Literal):
            return Cell(text=str(term), kind="text")
        if term.datatype.value.rpartition("#")[2] in _NUMBERS:
            return Cell(text=term.value, kind="number")
        if term.datatype.value.rpartition("#")[2] in _DATES:
            return Cell(text=term.value, kind="date")
        return Cell(text=term.value, kind="sentence" if len(term.value) >= LONG else "text")

    def _short(self, iri: str) -> str:
        for prefix, namespace in self._prefixes:
            if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri
