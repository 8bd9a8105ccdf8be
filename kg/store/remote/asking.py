"""Ask a server itself: SPARQL goes there, and its answer is read as that of a folder is."""

import json
import re
from typing import Any

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from kg.errors import InvalidQuery, ServerFailed
from kg.rdf import prefixes
from kg.settings import Settings
from kg.store.folder import Results
from kg.store.guard import refuse_remote
from kg.store.remote.ledger import TERMS
from kg.store.remote.mirror import find_root
from kg.store.remote.ordering import order_rows
from kg.store.remote.server import JSON, TRIPLES, Server

_PREFIX = re.compile(r"\bPREFIX\s+(\w+):", re.IGNORECASE)
ASKED = "__ASK_RETVAL"
"""The column in which Virtuoso answers ASK, where a `boolean` should stand."""


class RemoteGraph:
    """A graph on a server, to be asked in SPARQL as a `GraphStore` is.

    Args:
        server: where it is.
        settings: which graph, where there are several.

    Attributes:
        base: the base IRI of the data.

    Raises:
        NoGraphThere: where no graph was pushed to it.
        PushUnfinished: where a push is under way or was cut off.
    """

    def __init__(self, server: Server, settings: Settings | None = None) -> None:
        self._server = server
        self.base = find_root(server, settings).base
        self._prefixes = prefixes(self.base)

    def answers(self, question: str) -> bool:
        """Tell whether a question is answered there as it is of a folder: what stands outside GRAPH is any graph's."""
        if question.strip() in self._server.address.preset.otherwise:
            return False
        found = json.loads(self._server.answer(f"ASK {{ ?ledger a <{TERMS}Ledger> }}", accept=JSON))
        return _truth(found)

    def query(self, sparql: str) -> Results:
        """Ask in SPARQL 1.1; kg's prefixes need not be declared.

        Raises:
            InvalidQuery: where the query does not parse, or asks another server.
            ServerFailed: where the server does not answer it.
        """
        refuse_remote(sparql)
        try:
            # An empty store tells what form the answer has, and what is wrong with a query, in the words of a folder.
            form = Store().query(sparql, prefixes=self._prefixes)
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise InvalidQuery(f"cannot run the query: {error}") from error
        text = _declared(sparql, tuple(self._prefixes.items()))
        if isinstance(form, QueryTriples):
            return self._triples(self._server.answer(text, accept=TRIPLES))
        found = self._server.answer(text, accept=JSON)
        if isinstance(form, QueryBoolean):
            truth = json.dumps({"head": {}, "boolean": _truth(json.loads(found))})
            return _parsed(truth.encode())
        return _parsed(order_rows(found, sparql, self._prefixes))

    def _triples(self, found: bytes) -> QueryTriples:
        memory = Store()
        try:
            memory.extend(parse(found, RdfFormat.N_TRIPLES, lenient=True))
        except SyntaxError as error:
            raise ServerFailed(self._server.url, f"the server's answer cannot be read ({error})") from error
        answer = memory.query("CONSTRUCT WHERE { ?s ?p ?o }")
        assert isinstance(answer, QueryTriples)
        return answer


def _parsed(found: bytes) -> QuerySolutions | QueryBoolean:
    return parse_query_results(found, QueryResultsFormat.JSON)


def _truth(found: dict[str, Any]) -> bool:
    """Return the answer to ASK, as the standard has it or as Virtuoso gives it."""
    if "boolean" in found:
        return bool(found["boolean"])
    rows = found["results"]["bindings"]
    return bool(rows) and rows[0][ASKED]["value"] not in ("0", "false")


def _declared(sparql: str, known: tuple[tuple[str, str], ...]) -> str:
    """Return a query with kg's prefixes declared that it uses and does not declare itself."""
    own = {name.lower() for name in _PREFIX.findall(sparql)}
    lines = [
        f"PREFIX {prefix}: <{namespace}>\n"
        for prefix, namespace in known
        if f"{prefix}:" in sparql and prefix not in own
    ]
    return "".join(lines) + sparql
