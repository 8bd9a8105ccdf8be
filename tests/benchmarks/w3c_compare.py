"""Results of queries, compared strictly: blank nodes up to their names, order where it counts, nothing left out.

Terms are the same to the letter, or, where numbers are compared by value, with another spelling of the same number of
the same datatype (`2.50` and `2.5`), which the suite does not mean to tell apart.
Solutions become a graph, one node for each distinct solution, so that one canonical form (RDFC, W3C) serves tables
and triples alike.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Store,
    Triple,
    parse_query_results,
)

XSD = "http://www.w3.org/2001/XMLSchema#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_FORMAT = {
    "srx": QueryResultsFormat.XML,
    "srj": QueryResultsFormat.JSON,
    "tsv": QueryResultsFormat.TSV,
    "csv": QueryResultsFormat.CSV,
}
_BLANK = re.compile(r"_:\S*\Z")

Term = NamedNode | BlankNode | Literal | Triple
Solution = Mapping[str, Term]
Found = bool | tuple[frozenset[str], list[Solution]] | list[Triple]
"""Yes or no; variables and solutions; or triples."""


def read_results(content: bytes, syntax: QueryResultsFormat) -> Found:
    """Parse a table, or yes or no."""
    return found_of(parse_query_results(content, syntax))


def found_of(results: QuerySolutions | QueryBoolean | Iterable[Triple]) -> Found:
    """Return what Oxigraph found as plain values."""
    if isinstance(results, QueryBoolean):
        return bool(results)
    if isinstance(results, QuerySolutions):
        names = [variable.value for variable in results.variables]
        return frozenset(names), [{name: one[name] for name in names if one[name] is not None} for one in results]
    return list(results)


def read_expected(address: str, content: bytes, quads: Sequence[Quad] | None) -> Found:
    """Parse the file of an expected result: results in one of four formats, or RDF that may describe results.

    Args:
        address: the file's address.
        content: its bytes.
        quads: what it says, where it is RDF.
    """
    if quads is None:
        return read_results(content, _FORMAT[address.rpartition(".")[2]])
    store = Store()
    store.bulk_extend(quads)
    if next(store.quads_for_pattern(None, None, NamedNode(f"{RS}ResultSet"), None), None) is None:
        return [quad.triple for quad in quads]
    for quad in store.quads_for_pattern(None, NamedNode(f"{RS}boolean"), None, None):
        return quad.object.value == "true"
    return _described(store)


def _described(store: Store) -> Found:
    """Return solutions that are described in the vocabulary of result sets."""

    def values(subject: BlankNode | None, name: str) -> list[Term]:
        return [quad.object for quad in store.quads_for_pattern(subject, NamedNode(RS + name), None, None)]

    solutions = []
    for solution in values(None, "solution"):
        index = [int(one.value) for one in values(solution, "index")]
        bound = {values(one, "variable")[0].value: values(one, "value")[0] for one in values(solution, "binding")}
        solutions.append((index, bound))
    names = frozenset(one.value for one in values(None, "resultVariable"))
    return names, [bound for _, bound in sorted(solutions, key=lambda pair: pair[0])]


def by_value(found: Found) -> Found:
    """Return a result with every number in the one spelling of its value."""
    if isinstance(found, bool):
        return found
    if isinstance(found, tuple):
        return found[0], [{name: _spelt(term) for name, term in one.items()} for one in found[1]]
    return [Triple(one.subject, one.predicate, _spelt(one.object)) for one in found]


def _spelt(term: Term) -> Term:
    """Return a number in the one spelling of its value; its datatype stays."""
    if not isinstance(term, Literal):
        return term
    kind = term.datatype.value.removeprefix(XSD)
    try:
        if kind in ("double", "float"):
            return Literal(repr(float(term.value)), datatype=term.datatype)
        if kind in ("decimal", "integer"):
            return Literal(f"{Decimal(term.value).normalize():f}", datatype=term.datatype)
    except (ValueError, ArithmeticError):
        return term
    return Literal(term.value in ("true", "1")) if kind == "boolean" else term


def is_same(found: Found, expected: Found, *, ordered: bool) -> bool:
    """Tell whether two results are the same to the letter."""
    if isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    if isinstance(found, tuple) != isinstance(expected, tuple):
        return False
    if isinstance(found, tuple) and isinstance(expected, tuple):
        return found[0] == expected[0] and _canonical_solutions(found[1], ordered=ordered) == _canonical_solutions(
            expected[1], ordered=ordered
        )
    return _canonical(Quad(*one) for one in found) == _canonical(Quad(*one) for one in expected)


def _canonical_solutions(solutions: Sequence[Solution], *, ordered: bool) -> frozenset[str]:
    rows = [tuple(sorted(one.items())) for one in solutions]
    numbered = Counter((n if ordered else 0, row) for n, row in enumerate(rows))
    return _canonical(quad for (place, row), times in numbered.items() for quad in _row(row, place, times))


def _row(row: tuple[tuple[str, Term], ...], place: int, times: int) -> Iterable[Quad]:
    """Yield what is said of one solution: its place, how often it comes, and its values."""
    this = BlankNode()
    yield Quad(this, NamedNode("place:"), Literal(place))
    yield Quad(this, NamedNode("times:"), Literal(times))
    for name, value in row:
        yield Quad(this, NamedNode(f"variable:{name}"), value)


def _canonical(quads: Iterable[Quad]) -> frozenset[str]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, dataset))


def is_same_csv(found: str, expected: str) -> bool:
    """Tell whether two tables in CSV are the same: the same columns and rows, blank nodes up to their names."""
    first, second = (list(csv.reader(io.StringIO(text, newline=""))) for text in (found, expected))
    return _rows_by_name(first) == _rows_by_name(second)


def _rows_by_name(table: list[list[str]]) -> Counter[tuple[tuple[str, str], ...]]:
    head, *rows = table
    return Counter(
        tuple(sorted((name, "_:" if _BLANK.match(value) else value) for name, value in zip(head, row, strict=True)))
        for row in rows
    )
