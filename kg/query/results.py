"""Answers: tables of solutions, yes or no, or triples, in the standard formats."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from pyoxigraph import (
    Literal,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse_query_results,
    serialize,
)
from rdflib.namespace import XSD

from kg.errors import UnknownFormat
from kg.query.columns import Kind
from kg.query.frames import pandas_frame, polars_frame
from kg.query.showing import N_SHOWN, html_table
from kg.store import Results

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

RESULT_FORMATS = ("csv", "tsv", "json", "xml", "ttl")
"""Formats that `Result.render` writes: SPARQL 1.1 results, and Turtle for the triples of CONSTRUCT and DESCRIBE."""

Value = str | int | float | bool | None

_FORMAT_BY_NAME = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
_INTEGERS = frozenset(str(XSD[name]) for name in ("integer", "nonNegativeInteger", "int", "long"))
_NUMBERS = frozenset(str(XSD[name]) for name in ("decimal", "double", "float"))
_KIND_BY_DATATYPE = {str(XSD.date): Kind.DATE, str(XSD.boolean): Kind.FLAG}


class Result:
    """The answer to a query, read once from the store and kept.

    Args:
        found: what the store returned.
        prefixes: namespaces by prefix, for Turtle.

    >>> answer = graph.query("outlets")
    >>> answer.columns[:3], len(answer)
    (('outlet', 'articles', 'assertions'), 5)
    >>> [row["outlet"] for row in answer][:2]
    ['Outlet A', 'Outlet B']
    """

    def __init__(self, found: Results, *, prefixes: dict[str, str]) -> None:
        self._triples: bytes | None = None
        self._solutions = b""
        if isinstance(found, QueryTriples):
            unique = {str(triple): triple for triple in found}
            ordered = [unique[text] for text in sorted(unique)]
            self._triples = serialize(ordered, format=RdfFormat.TURTLE, prefixes=prefixes)
        else:
            self._solutions = found.serialize(format=QueryResultsFormat.JSON) or b""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns; `answer` for ASK, none for triples.

        >>> graph.query("ASK { ?claim a kg:Claim }").columns
        ('answer',)
        """
        found = self._parsed()
        if isinstance(found, QuerySolutions):
            return tuple(variable.value for variable in found.variables)
        return ("answer",) if isinstance(found, QueryBoolean) else ()

    @cached_property
    def rows(self) -> list[tuple[Value, ...]]:
        """The rows as Python values: text, numbers, None where a column is empty; IRIs as text.

        >>> graph.query("ASK { ?claim a kg:Claim }").rows
        [(True,)]
        """
        found = self._parsed()
        if isinstance(found, QueryBoolean):
            return [(bool(found),)]
        if not isinstance(found, QuerySolutions):
            return []
        return [tuple(_value(solution[name]) for name in self.columns) for solution in found]

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """Yield each row as a dictionary."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def render(self, format: str = "csv") -> str:  # noqa: A002 - the name that kg uses for it everywhere
        """Render the answer in one of `RESULT_FORMATS`.

        Raises:
            UnknownFormat: for another format, or one that this kind of answer does not have.

        >>> graph.query("SELECT (1 + 1 AS ?two) {}").render("csv").split()
        ['two', '2']
        """
        if self._triples is not None:
            if format != "ttl":
                raise UnknownFormat(format, ["ttl"])
            return self._triples.decode()
        found = self._parsed()
        known = ("json", "xml", "csv", "tsv") if isinstance(found, QuerySolutions) else ("json", "xml")
        if format not in known or found is None:
            raise UnknownFormat(format, known)
        return (found.serialize(format=_FORMAT_BY_NAME[format]) or b"").decode()

    def to_pandas(self) -> "pd.DataFrame":
        """Return the rows as a pandas data frame: numbers as numbers, days as `datetime64`.

        Raises:
            MissingExtra: where pandas is not installed (`pip install 'kg[pandas]'`).

        >>> str(graph.query("outlets").to_pandas()["first"].min().date())
        '2025-06-02'
        """
        return pandas_frame(self.rows, self._kinds())

    def to_polars(self) -> "pl.DataFrame":
        """Return the rows as a polars data frame: numbers as numbers, days as `Date`.

        Raises:
            MissingExtra: where polars is not installed (`pip install 'kg[polars]'`).

        >>> graph.query("outlets").to_polars()["articles"].sum()
        5
        """
        return polars_frame(self.rows, self._kinds())

    def __repr__(self) -> str:
        """Say how many rows there are, of which columns."""
        if self._triples is not None:
            return "<Result: triples>"
        return f"<Result: {len(self):,} rows of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        """Return a table of the first rows for a notebook, or Turtle."""
        if self._triples is not None:
            return f"<pre>{escape(self._triples.decode())}</pre>"
        hint = "render('csv'), to_pandas() or to_polars() gives all rows" if len(self) > N_SHOWN else ""
        return html_table(self.columns, self.rows[:N_SHOWN], caption=f"{len(self):,} rows", hint=hint)

    def _kinds(self) -> dict[str, Kind]:
        """Tell what each column holds, by the datatypes of its values."""
        found = self._parsed()
        if not isinstance(found, QuerySolutions):
            return dict.fromkeys(self.columns, Kind.FLAG)
        seen: dict[str, set[Kind]] = {name: set() for name in self.columns}
        for solution in found:
            for name in self.columns:
                if solution[name] is not None:
                    seen[name].add(_kind(solution[name]))
        return {name: _common(kinds) for name, kinds in seen.items()}

    def _parsed(self) -> QuerySolutions | QueryBoolean | None:
        return parse_query_results(self._solutions, QueryResultsFormat.JSON) if self._triples is None else None


def _value(term: object) -> Value:
    if not isinstance(term, Literal):
        return None if term is None else getattr(term, "value", str(term))
    datatype = term.datatype.value
    if datatype in _INTEGERS:
        return int(term.value)
    if datatype in _NUMBERS:
        return float(Decimal(term.value)) if datatype == str(XSD.decimal) else float(term.value)
    return term.value == "true" if datatype == str(XSD.boolean) else term.value


def _kind(term: object) -> Kind:
    datatype = term.datatype.value if isinstance(term, Literal) else ""
    if datatype in _INTEGERS:
        return Kind.INTEGER
    if datatype in _NUMBERS:
        return Kind.NUMBER
    return _KIND_BY_DATATYPE.get(datatype, Kind.TEXT)


def _common(kinds: set[Kind]) -> Kind:
    """Return the kind of column that holds values of several kinds."""
    if kinds == {Kind.INTEGER, Kind.NUMBER}:
        return Kind.NUMBER
    return next(iter(kinds)) if len(kinds) == 1 else Kind.TEXT
