"""Keep queries at home: SPARQL that would reach out to other servers is refused.

Oxigraph follows SERVICE to any address and has no switch to forbid it; it does not fetch FROM, so a remote FROM is
only an empty graph. A query in which the word never stands is passed on unparsed; one in which it does is parsed by
rdflib, because the word may stand in a text that is asked for ("Secret Service").
"""

import re
from collections.abc import Iterable

from kg.errors import InvalidQuery

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse_remote(query: str) -> None:
    """Refuse a query with a SERVICE clause.

    Raises:
        InvalidQuery: where one stands in it, or where the word does and the query cannot be parsed.
    """
    if "service" in unescape(query).lower() and _has_service(query):
        raise InvalidQuery("SERVICE is refused: a graph is asked without the network")


def unescape(query: str) -> str:
    """Replace SPARQL's codepoint escapes, which may stand inside keywords (SPARQL 1.1, 19.2)."""
    return _ESCAPE.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), query)


def _has_service(query: str) -> bool:
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        tree = parseQuery(unescape(query))
    except ParseException as error:
        raise InvalidQuery(f"a query with the word 'service' must be plain SPARQL 1.1: {error}") from error
    return any(getattr(node, "name", None) == "ServiceGraphPattern" for node in _walk(tree))


def _walk(tree: object) -> Iterable[object]:
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, dict):
            stack.extend(node.values())
        elif isinstance(node, Iterable) and not isinstance(node, str):
            stack.extend(node)
