"""Bring rows into the order that a query asks for, as the store of a folder does.

Servers order texts by their own lights: Virtuoso 7 puts long ones that an expression yields in the order in which they
were first stored. The rows are there as they should be, so they are ordered here once more.
"""

import re
from collections.abc import Mapping

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store, parse_query_results

_ORDER = re.compile(r"\bORDER\s+BY\b(?P<by>.+)$", re.IGNORECASE | re.DOTALL)
_CUT = re.compile(r"\b(LIMIT|OFFSET|VALUES)\b", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")


def order_rows(found: bytes, sparql: str, prefixes: Mapping[str, str]) -> bytes:
    """Return the rows of an answer in SPARQL JSON in the order of the query's last ORDER BY.

    As they are where the query takes some rows of many, or orders by what it does not select.
    """
    by = _order_of(sparql)
    rows = parse_query_results(found, QueryResultsFormat.JSON)
    if by is None or not isinstance(rows, QuerySolutions):
        return found
    names = [variable.value for variable in rows.variables]
    if not set(_VARIABLE.findall(by)) <= set(names):
        return found
    variables = " ".join(f"?{name}" for name in names)
    lines = [" ".join("UNDEF" if row[name] is None else str(row[name]) for name in names) for row in rows]
    values = "\n".join(f"({line})" for line in lines)
    text = f"SELECT {variables} WHERE {{ VALUES ({variables}) {{\n{values}\n}} }} ORDER BY {by}"
    ordered = Store().query(text, prefixes=dict(prefixes))
    assert isinstance(ordered, QuerySolutions)
    return ordered.serialize(format=QueryResultsFormat.JSON) or found


def _order_of(sparql: str) -> str | None:
    """Return what comes after the last ORDER BY outside all braces; None where there is none to go by."""
    end = re.sub(r"#[^\n]*", "", sparql.rpartition("}")[2])
    order = _ORDER.search(end)
    return None if order is None or _CUT.search(end) else order["by"].strip()
