"""The W3C tests of SPARQL Protocol, Graph Store Protocol and Service Description: requests, and what came of them."""

import http.client
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, QueryResultsFormat, RdfFormat, Store, parse

from tests.benchmarks.w3c_compare import read_results
from tests.benchmarks.w3c_manifest import RDF, Conversation, Exchange

TOKEN = "a-token-for-these-tests-alone"
STATUS_BY_NAME = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
SD = "http://www.w3.org/ns/sparql-service-description#"
RANGES = {
    "endpoint": None, "feature": "Feature", "defaultEntailmentRegime": None, "entailmentRegime": None,
    "supportedEntailmentProfile": None, "defaultSupportedEntailmentProfile": None, "extensionFunction": "Function",
    "extensionAggregate": "Aggregate", "languageExtension": "Feature", "supportedLanguage": "Language",
    "propertyFeature": "Feature", "defaultDataset": "Dataset", "availableGraphs": "GraphCollection",
    "resultFormat": None, "inputFormat": None, "defaultGraph": "Graph", "namedGraph": "NamedGraph", "name": None,
    "graph": "Graph",
}  # fmt: skip
"""The properties of the vocabulary (SPARQL 1.1 Service Description, 3.4), with the class of their values."""
FEATURES = {"DereferencesURIs", "UnionDefaultGraph", "RequiresDataset", "EmptyGraphs", "BasicFederatedQuery"}
LANGUAGES = {"SPARQL10Query", "SPARQL11Query", "SPARQL11Update"}


class Reply(NamedTuple):
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """Return the media type."""
        return self.headers.get("content-type", "").partition(";")[0]


def request(address: str, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Reply:
    """Send one request as it stands: nothing is added to it but its length."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    try:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def converse(address: str, test: Conversation, *, fresh: bool = False) -> str | None:
    """Have a conversation, and return what is wrong in it.

    Args:
        address: of the server.
        test: the requests.
        fresh: whether all graphs are removed first.
    """
    authorised = {"authorization": f"Bearer {TOKEN}"}
    if fresh:
        headers = authorised | {"content-type": "application/sparql-update"}
        assert request(address, "POST", "/sparql", headers, b"DROP ALL").status == 204
    locations: dict[str, str] = {}
    for n, one in enumerate(test.exchanges, 1):
        path = one.path.replace("/gsp", "/graph-store", 1) if one.path.startswith("/gsp") else one.path
        for name, value in locations.items():
            path = path.replace(name, value)
        reply = request(address, one.method, path, authorised | dict(one.headers), one.body)
        if one.location:
            locations[one.location] = reply.headers.get("location", "")
        if wrong := _wrong(one, reply):
            return f"request {n}: {wrong}"
    return None


def _wrong(one: Exchange, reply: Reply) -> str | None:
    """Return what is wrong with a reply."""
    text = reply.body.decode(errors="replace")[:300]
    names = {f"{reply.status // 100}xx", *(name for name, status in STATUS_BY_NAME.items() if status == reply.status)}
    if not names & one.statuses:
        return f"HTTP {reply.status}, not {sorted(one.statuses)}: {text}"
    if reply.status in (401, 403):
        return f"HTTP {reply.status} says nothing of the request: {text}"
    if one.location and not reply.headers.get("location"):
        return "no Location"
    table, graph = QueryResultsFormat.from_media_type(reply.kind), RdfFormat.from_media_type(reply.kind)
    if one.form in ("boolean", "tabular") and table is None:
        return f"{reply.kind} is no format of results"
    if one.form == "RDF" and graph is None:
        return f"{reply.kind} is no format of RDF"
    if one.boolean is not None and read_results(reply.body, table) is not one.boolean:
        return f"not {one.boolean}: {text}"
    if one.content_type is not None and reply.kind != one.content_type.partition(";")[0]:
        return f"{reply.kind}, not {one.content_type}"
    if (
        one.content is not None
        and one.method != "HEAD"
        and _canonical(reply.body, graph) != _canonical(one.content, graph)
    ):
        return f"another graph: {text}"
    return None


def _canonical(content: bytes | str, syntax: RdfFormat) -> frozenset[str]:
    dataset = Dataset(parse(content, syntax, base_iri="http://www.example/gsp"))
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, dataset))


def check_description(address: str) -> Iterator[tuple[str, str | None]]:
    """Yield the three tests of service descriptions, each with what is wrong."""
    reply = request(address, "GET", "/sparql", {})
    syntax = RdfFormat.from_media_type(reply.kind)
    yield "returns-rdf", None if reply.status == 200 and syntax is not None else f"HTTP {reply.status}, {reply.kind}"
    if syntax is None:
        return
    store = Store()
    store.bulk_extend(parse(reply.body, syntax))
    endpoints = [quad.object.value for quad in store.quads_for_pattern(None, NamedNode(f"{SD}endpoint"), None, None)]
    yield "has-endpoint-triple", None if endpoints == [f"{address}/sparql"] else f"endpoint {endpoints}"
    yield "conforms-to-schema", "; ".join(_breaches(store)) or None


def _breaches(store: Store) -> Iterator[str]:
    """Yield what does not fit the vocabulary of service descriptions."""
    services = list(store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(f"{SD}Service"), None))
    if len(services) != 1:
        yield f"{len(services)} services"
    for quad in store:
        name = quad.predicate.value.removeprefix(SD)
        if not quad.predicate.value.startswith(SD):
            continue
        if name not in RANGES:
            yield f"sd:{name} is not in the vocabulary"
        elif RANGES[name] is not None and not _is_a(store, quad.object, RANGES[name]):
            yield f"{quad.object} is no sd:{RANGES[name]}"


def _is_a(store: Store, thing: NamedNode, name: str) -> bool:
    known = {"Feature": FEATURES, "Language": LANGUAGES}.get(name, set())
    if isinstance(thing, NamedNode) and thing.value.removeprefix(SD) in known:
        return True
    return next(store.quads_for_pattern(thing, NamedNode(f"{RDF}type"), NamedNode(SD + name), None), None) is not None
