"""The W3C SPARQL 1.1 tests through HTTP: queries, protocol, graph store, CSV and TSV, service description.

`python -m tests.benchmarks.w3c ../shared/corpora/w3c/sparql11.tar.gz`

All data of the query tests rests in one graph, a named graph for each file; each test names its data set by the
protocol. The same tests run on Oxigraph in this process, each in a store of its own: what passes there has to pass
here. Tests of updates and of writing graphs go to a second server, which takes them with a token.
"""

import http.client
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode, urlsplit

import typer
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, RdfFormat, Store, parse

from kg.store import GraphStore
from kg.web.app import Serving, create_app
from tests.benchmarks.w3c_compare import Found, by_value, found_of, is_same, is_same_csv, read_expected, read_results
from tests.benchmarks.w3c_http import TOKEN, check_description, converse
from tests.benchmarks.w3c_manifest import FORMATS, Evaluation, Suite
from tests.web.serving import serving

ANCHOR = 219
"""Query tests that Oxigraph passes in process."""
TABLES = (QueryResultsFormat.JSON, QueryResultsFormat.XML)
GRAPHS = (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.JSON_LD, RdfFormat.RDF_XML, RdfFormat.TRIG)
MANNERS = ("GET", "form", "body")
"""How a query is sent: in turns."""


CAUSE_BY_TEST = {
    "aggregates/agg-groupconcat-04": "Oxigraph: GROUP_CONCAT keeps a language that all texts share",
    "aggregates/agg-groupconcat-06": "Oxigraph: GROUP_CONCAT keeps a language that all texts share",
    "aggregates/agg-empty-group-count-graph": "Oxigraph: a subquery that counts within GRAPH ?g counts over all graphs",
    "bindings/graph": "Oxigraph: VALUES in GRAPH ?g is not joined with the names of graphs",
    "csv-tsv-res/csv03": "Oxigraph keeps numbers by value: 1.0E6 comes back as 1000000",
    "csv-tsv-res/tsv03": "Oxigraph keeps numbers by value: an xsd:negativeInteger comes back as an xsd:integer",
    "functions/bnode01": "Oxigraph: BNODE(text) is one node in all solutions, not one in each",
    "negation/graph-minus": "Oxigraph: the variable of GRAPH ?g counts as shared by both sides of MINUS",
    "property-path/zero_or_more_set_start": "Oxigraph: a path of length zero from a term that is not in the graph",
    "property-path/zero_or_more_set_end": "Oxigraph: a path of length zero to a term that is not in the graph",
    "property-path/zero_or_one_set_start": "Oxigraph: a path of length zero from a term that is not in the graph",
    "property-path/zero_or_one_set_end": "Oxigraph: a path of length zero to a term that is not in the graph",
}
"""Why tests fail that fail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one test."""

    group: str
    name: str
    cause: str | None
    """Why it failed; None where it passed."""
    anchor: bool | None = None
    """Whether Oxigraph passes it in process; None where that says nothing."""
    letter: bool = False
    """Whether it passes to the letter, numbers included."""
    anchor_letter: bool = False
    """Whether Oxigraph does."""


def run_evaluations(address: str, suite: Suite, tests: Sequence[Evaluation]) -> Iterator[Outcome]:
    """Yield the outcome of each query test."""
    turns = zip(cycle(MANNERS), cycle(TABLES), cycle(GRAPHS), strict=False)
    for test, (manner, table, graph) in zip(tests, turns, strict=False):
        send = Sender(address, manner=manner, table=table, graph=graph)
        if test.kind == "CSVResultFormatTest":
            group, cause = "CSV results", _tried(lambda test=test, send=send: _run_csv(suite, test, send))
            yield Outcome(group=group, name=test.name, cause=cause)
        else:
            yield _evaluate(suite, test, send)


class Sender:
    """Sends queries in one manner.

    Args:
        address: of the server.
        manner: one of `MANNERS`.
        table: the format asked for where the answer is a table.
        graph: the format asked for where it is triples.
    """

    def __init__(self, address: str, *, manner: str, table: QueryResultsFormat, graph: RdfFormat) -> None:
        self._place, self._manner, self._table, self._graph = urlsplit(address), manner, table, graph

    def send(self, test: Evaluation, *, accept: str | None = None) -> tuple[str, bytes]:
        """Return the media type and the body of the answer."""
        query = test.query if "BASE" in test.query.upper() else f"BASE <{test.base}>\n{test.query}"
        data_set = _data_set(test)
        headers = {"Accept": accept or f"{self._table.media_type}, {self._graph.media_type}"}
        if self._manner == "GET":
            return self._request("GET", f"/sparql?{urlencode([('query', query), *data_set])}", None, headers)
        if self._manner == "form":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            return self._request("POST", "/sparql", urlencode([("query", query), *data_set]).encode(), headers)
        headers["Content-Type"] = "application/sparql-query; charset=UTF-8"
        return self._request("POST", f"/sparql?{urlencode(data_set)}", query.encode(), headers)

    def _request(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[str, bytes]:
        connection = http.client.HTTPConnection(self._place.hostname or "", self._place.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            raise AssertionError(f"HTTP {answer.status}: {content.decode(errors='replace')[:300]}")
        return (answer.getheader("content-type") or "").partition(";")[0], content


def _data_set(test: Evaluation) -> list[tuple[str, str]]:
    """Return the parameters that name a test's data set; none where the query names it itself."""
    if re.search(r"\bFROM\b", test.query):
        return []
    default = [("default-graph-uri", one) for one in test.data or ("http://w3c.example/empty",)]
    return default + [("named-graph-uri", one) for one in test.named]


def _evaluate(suite: Suite, test: Evaluation, send: Sender) -> Outcome:
    """Return what came of a query test, here and in process."""
    expected, inside = _expected(suite, test), _in_process(suite, test)
    try:
        found = _run(test, send)
    except (AssertionError, OSError, SyntaxError, ValueError) as error:
        found, cause = None, f"{type(error).__name__}: {error}"
    else:
        cause = None if _passes(found, expected, test) else _difference(found)
    return Outcome(
        group="queries",
        name=test.name,
        cause=cause,
        anchor=inside is not None and _passes(inside, expected, test),
        letter=found is not None and is_same(found, expected, ordered=_is_ordered(test)),
        anchor_letter=inside is not None and is_same(inside, expected, ordered=_is_ordered(test)),
    )


def _passes(found: Found, expected: Found, test: Evaluation) -> bool:
    return is_same(by_value(found), by_value(expected), ordered=_is_ordered(test))


def _run(test: Evaluation, send: Sender) -> Found:
    ending = test.result.rpartition(".")[2]
    kind, content = send.send(test, accept="text/tab-separated-values" if ending == "tsv" else None)
    table, graph = QueryResultsFormat.from_media_type(kind), RdfFormat.from_media_type(kind)
    return read_results(content, table) if table is not None else [quad.triple for quad in parse(content, graph)]


def _run_csv(suite: Suite, test: Evaluation, send: Sender) -> str | None:
    kind, content = send.send(test, accept="text/csv")
    same = kind == "text/csv" and is_same_csv(content.decode(), suite.text(test.result))
    return None if same else f"another table: {content.decode()[:300]!r}"


def _in_process(suite: Suite, test: Evaluation) -> Found | None:
    """Return what Oxigraph finds in this process, over a store of the test's own; None where it refuses."""
    store = Store()
    for address in test.data:
        store.bulk_extend(suite.quads(address))
    for address in test.named:
        store.add_graph(NamedNode(address))
        store.bulk_extend(Quad(*quad.triple, NamedNode(address)) for quad in suite.quads(address))
    try:
        return found_of(store.query(test.query, base_iri=test.base))
    except (SyntaxError, ValueError, RuntimeError):
        return None


def _expected(suite: Suite, test: Evaluation) -> Found:
    quads = suite.quads(test.result) if test.result.rpartition(".")[2] in FORMATS else None
    return read_expected(test.result, suite.bytes(test.result), quads)


def _is_ordered(test: Evaluation) -> bool:
    """Tell whether the order of solutions counts: where the query itself, not a part of it, asks for one."""
    return "ORDER BY" in test.query.rpartition("}")[2].upper()


def _difference(found: Found) -> str:
    told = sorted(found[0]) if isinstance(found, tuple) else ""
    rows = found[1] if isinstance(found, tuple) else found
    return f"another result: {told} {str(rows)[:400]}"


def _tried(run: Callable[[], str | None]) -> str | None:
    try:
        return run()
    except (AssertionError, OSError, SyntaxError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


@contextmanager
def server(suite: Suite, graphs: Sequence[tuple[str, str]], *, token: str | None = None) -> Iterator[str]:
    """Serve a graph that has files of the suite as named graphs; yield its address.

    Args:
        suite: the files.
        graphs: names of graphs and addresses of files.
        token: what changes need; None where there are none.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w3c.kg"
        with GraphStore.create(path) as graph:
            for name, address in graphs:
                graph.store.add_graph(NamedNode(name))
                graph.store.extend(Quad(*quad.triple, NamedNode(name)) for quad in suite.quads(address))
            graph.store.flush()
        app = create_app(path, serving=Serving(token=token, union_default=False))
        with serving(app) as address:
            yield address


def run_all(suite: Suite) -> Iterator[Outcome]:
    """Yield the outcome of every test."""
    tests = list(suite.evaluations())
    files = sorted({address for test in tests for address in (*test.data, *test.named)})
    protocol = list(suite.conversations("protocol/manifest.ttl"))
    graphs = sorted({graph for one in protocol for graph in one.graphs})
    with server(suite, [*((one, one) for one in files), *((name, address) for name, address in graphs)]) as address:
        yield from run_evaluations(address, suite, tests)
        for name, cause in check_description(address):
            yield Outcome(group="service description", name=name, cause=cause)
        reading = [one for one in protocol if "update" not in one.name]
        for one in reading:
            cause = _tried(lambda one=one: converse(address, one))
            yield Outcome(group="protocol, querying", name=one.name, cause=cause)
    with server(suite, [], token=TOKEN) as address:
        for one in protocol:
            if "update" in one.name:
                cause = _tried(lambda one=one: converse(address, one))
                yield Outcome(group="protocol, updates", name=one.name, cause=cause)
        for manifest in ("indirect", "direct"):
            for one in suite.conversations(f"graph-store-protocol/manifest-{manifest}.ttl"):
                cause = _tried(lambda one=one: converse(address, one, fresh=True))
                yield Outcome(group="graph store", name=one.name, cause=cause)


def main(archive: Annotated[Path, typer.Argument(help="sparql11.tar.gz")]) -> None:
    """Print what passes, and every failure with its cause."""
    outcomes = list(run_all(Suite(archive)))
    for one in outcomes:
        if one.cause is not None:
            beside = {True: ", passes in process", False: ", fails in process too", None: ""}[one.anchor]
            print(f"FAILED {one.group}: {one.name}{beside}\n       {CAUSE_BY_TEST.get(one.name, one.cause)}")
    passed, all_ = Counter(one.group for one in outcomes if one.cause is None), Counter(one.group for one in outcomes)
    for group, n in all_.items():
        print(f"{group:22} {passed[group]:4} of {n}")
    anchored = [one for one in outcomes if one.anchor is not None]
    lost = [one.name for one in anchored if one.anchor and one.cause is not None]
    n_anchored, n_letters = sum(bool(one.anchor) for one in anchored), sum(one.letter for one in anchored)
    print(
        f"Oxigraph in process    {n_anchored:4} of {len(anchored)} (anchor {ANCHOR}); lost: {', '.join(lost) or 'none'}"
    )
    lost = [one.name for one in anchored if one.anchor_letter and not one.letter]
    print(f"numbers to the letter  {n_letters:4} of {len(anchored)}; lost: {', '.join(lost) or 'none'}")


if __name__ == "__main__":
    typer.run(main)
