"""Typed literals: times by the shape of their ISO 8601 value, numbers as numbers.

Oxigraph keeps the value of a typed literal, not its spelling: `PT90M` comes back as `PT1H30M`. All are spelt as it
spells them, so that what is hashed before it is stored is what is stored.
"""

import re
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib.namespace import XSD

from kg.rdf.vocabulary import node

DATATYPES_BY_SHAPE = (
    (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"), node(XSD.date)),
    (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])"), node(XSD.gYearMonth)),
    (re.compile(r"\d{4}"), node(XSD.gYear)),
    (
        re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T[0-2]\d:[0-5]\d:[0-5]\d(?:Z|[+-]\d\d:\d\d)?"),
        node(XSD.dateTime),
    ),
    (re.compile(r"P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?"), node(XSD.duration)),
)
"""XML Schema datatypes of times; an interval (`2025-07-21/2025-07-27`) or a week (`2025-W30`) stays a string."""

_INTEGER, _DECIMAL, _DOUBLE = node(XSD.integer), node(XSD.decimal), node(XSD.double)
PLACE = NamedNode("urn:kg:place")
_LARGEST_DECIMAL = 1e15
"""Above this a float is not exact and the store's decimals overflow."""


@lru_cache(maxsize=20_000)
def time_literal(value: str) -> Literal:
    """Return an ISO 8601 value as the XML Schema type of its shape; a string where there is none."""
    for shape, datatype in DATATYPES_BY_SHAPE:
        if shape.fullmatch(value):
            return _as_stored(Literal(value, datatype=datatype))
    return Literal(value)


@lru_cache(maxsize=20_000)
def number_literal(value: float) -> Literal:
    """Return a number as xsd:integer, xsd:decimal, or xsd:double where it is too large or no number."""
    if not abs(value) < _LARGEST_DECIMAL or 0 < abs(value) < 1 / _LARGEST_DECIMAL:
        return _as_stored(Literal(repr(value).upper(), datatype=_DOUBLE))
    if value == int(value):
        return Literal(str(int(value)), datatype=_INTEGER)
    return _as_stored(Literal(f"{Decimal(repr(value)):f}", datatype=_DECIMAL))


@lru_cache(maxsize=20_000)
def literal(key: str, label: str | None = None) -> Literal:
    """Return the key of a value as a literal: a number written plainly, a time, or a string.

    Args:
        key: the value.
        label: the OntoNotes label of its words, which tells the year 2014 from 2,014 of something.
    """
    if label not in ("DATE", "TIME") and re.fullmatch(r"-?(?:0|[1-9]\d{0,14})", key):
        return _as_stored(Literal(key, datatype=_INTEGER))
    return time_literal(key)


def _as_stored(literal: Literal) -> Literal:
    """Return a literal as the store gives it back."""
    store = Store()
    store.add(Quad(PLACE, PLACE, literal))
    stored = next(iter(store.quads_for_pattern(PLACE, PLACE, None))).object
    assert isinstance(stored, Literal)
    return stored
