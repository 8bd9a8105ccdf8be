"""A SPARQL server in this process that fails in every way that a real one may, as often as it is told to."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from urllib.parse import parse_qs

import httpx
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Store, parse

URL = "http://standin.test/sparql"


class Fault(StrEnum):
    """What goes wrong with one request."""

    NONE = "none"
    REFUSED_IN_PASSING = "503 before anything is done"
    FAILED_AFTER = "500 after it was done"
    RESET_BEFORE = "connection reset before anything is done"
    RESET_AFTER = "connection reset after it was done"
    SLOW_AFTER = "no answer in time, though it was done"
    TOO_MANY = "429 with Retry-After"
    CUT_OFF = "an answer that is cut off in the middle, with the length that it should have"
    CUT_OFF_SILENTLY = "an answer that is cut off in the middle and does not say so"
    KILLED_BEFORE = "the client is killed before anything is done"
    KILLED_AFTER = "the client is killed after it was done"


class Killed(BaseException):
    """The client is no more."""


class StandinServer(httpx.BaseTransport):
    """Answers SPARQL and takes updates and graphs, of a store in memory.

    Args:
        faults: one a request, in order; none once they are used up.
        takes_graphs: whether there is a graph store.
    """

    def __init__(self, faults: Iterable[Fault] = (), *, takes_graphs: bool = True) -> None:
        self.store = Store()
        self.faults: Iterator[Fault] = iter(faults)
        self.takes_graphs = takes_graphs
        self.requests: list[tuple[str, str]] = []
        self.waited: list[float] = []
        self.authorization: list[str | None] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer, or fail as the next fault says."""
        self.requests.append((request.method, request.url.path))
        self.authorization.append(request.headers.get("authorization"))
        fault = next(self.faults, Fault.NONE)
        if fault is Fault.KILLED_BEFORE:
            raise Killed
        if fault is Fault.RESET_BEFORE:
            raise httpx.ReadError("connection reset", request=request)
        if fault is Fault.REFUSED_IN_PASSING:
            return httpx.Response(503, text="come back later")
        if fault is Fault.TOO_MANY:
            return httpx.Response(429, headers={"Retry-After": "7"})
        response = self._answer(request)
        if fault is Fault.KILLED_AFTER:
            raise Killed
        if fault is Fault.FAILED_AFTER:
            return httpx.Response(500, text="out of luck")
        if fault is Fault.RESET_AFTER:
            raise httpx.RemoteProtocolError("server disconnected without sending a response", request=request)
        if fault is Fault.SLOW_AFTER:
            raise httpx.ReadTimeout("timed out", request=request)
        if fault is Fault.CUT_OFF and response.content:
            raise httpx.RemoteProtocolError("peer closed connection without sending complete message body")
        if fault is Fault.CUT_OFF_SILENTLY and response.content:
            return httpx.Response(response.status_code, content=response.content[: len(response.content) // 2])
        return response

    def triples(self, graph: str) -> set[str]:
        """Return the triples of a graph."""
        return {str(quad.triple) for quad in self.store.quads_for_pattern(None, None, None, NamedNode(graph))}

    def _answer(self, request: httpx.Request) -> httpx.Response:
        body = request.read()
        if request.url.path == "/graph-store":
            return self._take_graph(request, body) if self.takes_graphs else httpx.Response(404)
        if request.headers["content-type"] == "application/sparql-update":
            assert len(body) < 1_000_000
            self.store.update(body.decode())
            return httpx.Response(204)
        (query,) = parse_qs(body.decode())["query"]
        found = self.store.query(query, use_default_graph_as_union=True)
        if "results" not in request.headers["accept"]:
            lines = "".join(f"{triple} .\n" for triple in found)
            return httpx.Response(200, text=lines, headers={"Content-Type": "application/n-triples"})
        content = found.serialize(format=QueryResultsFormat.JSON)
        return httpx.Response(200, content=content, headers={"Content-Type": "application/sparql-results+json"})

    def _take_graph(self, request: httpx.Request, body: bytes) -> httpx.Response:
        graph = NamedNode(request.url.params["graph"])
        if request.method == "PUT":
            self.store.remove_graph(graph)
        self.store.extend(
            quad.__class__(quad.subject, quad.predicate, quad.object, graph)
            for quad in parse(body, RdfFormat.N_TRIPLES)
        )
        return httpx.Response(204)
