"""The W3C SPARQL 1.1 test suite as records: what each test asks, over which data, and what it expects."""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, parse

HOME = "http://w3c.example/sparql11/"
"""Where the files are taken to lie, so that their relative addresses mean something."""
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
LEFT_OUT = ("entailment", "service")
"""Folders of tests that are about other things: entailment, and asking other servers."""
FORMATS = {"ttl": RdfFormat.TURTLE, "rdf": RdfFormat.RDF_XML, "nt": RdfFormat.N_TRIPLES}

Node = NamedNode | BlankNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A query and its result."""

    name: str
    """Folder and name."""
    kind: str
    """`QueryEvaluationTest` or `CSVResultFormatTest`."""
    query: str
    base: str
    """The address of the query's file."""
    data: tuple[str, ...]
    """Addresses of the files that are the default graph."""
    named: tuple[str, ...]
    """Addresses of the files that are the named graphs."""
    result: str
    """The address of the file with the result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and what is expected of its answer."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statuses: frozenset[str]
    """`2xx`, or names such as `Created`."""
    form: str | None
    """`boolean`, `tabular` or `RDF`."""
    boolean: bool | None
    content_type: str | None
    content: str | None
    """RDF that the answer has to equal."""
    location: str | None
    """The name under which the answer's `Location` is known in later requests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Requests that belong together."""

    name: str
    graphs: tuple[tuple[str, str], ...]
    """Names of graphs, and the addresses of files with what is in them."""
    exchanges: tuple[Exchange, ...]


class Suite:
    """The files of the suite.

    Args:
        path: the archive.
    """

    def __init__(self, path: Path) -> None:
        self._files: dict[str, bytes] = {}
        with tarfile.open(path) as archive:
            for member in archive:
                taken = archive.extractfile(member) if member.isfile() else None
                if taken is not None:
                    self._files[HOME + member.name.removeprefix("./").removeprefix("sparql11/")] = taken.read()

    def text(self, address: str) -> str:
        """Return the text of a file."""
        return self._files[address].decode("utf-8")

    def bytes(self, address: str) -> bytes:
        """Return the bytes of a file."""
        return self._files[address]

    def quads(self, address: str) -> list:
        """Return what a file of RDF says; its blank nodes are nobody else's."""
        syntax = FORMATS[address.rpartition(".")[2]]
        return list(parse(self._files[address], syntax, base_iri=address, rename_blank_nodes=True))

    def evaluations(self) -> Iterator[Evaluation]:
        """Yield the tests of queries, in order of folder and manifest."""
        for address in sorted(one for one in self._files if one.endswith("/manifest.ttl")):
            folder = address.removeprefix(HOME).partition("/")[0]
            if folder not in LEFT_OUT:
                yield from self._evaluations(Manifest(self, address), folder)

    def _evaluations(self, manifest: "Manifest", folder: str) -> Iterator[Evaluation]:
        for test in manifest.entries():
            kind = manifest.values(test, f"{RDF}type")[0].removeprefix(MF)
            if kind not in ("QueryEvaluationTest", "CSVResultFormatTest"):
                continue
            action = manifest.node(test, f"{MF}action")
            [query] = manifest.values(action, f"{QT}query")
            yield Evaluation(
                name=f"{folder}/{test.value.rpartition('#')[2]}",
                kind=kind,
                query=self.text(query),
                base=query,
                data=tuple(manifest.values(action, f"{QT}data")),
                named=tuple(manifest.values(action, f"{QT}graphData")),
                result=manifest.values(test, f"{MF}result")[0],
            )

    def conversations(self, manifest: str) -> Iterator[Conversation]:
        """Yield the tests of a manifest that speaks of HTTP, such as `protocol/manifest.ttl`."""
        told = Manifest(self, HOME + manifest)
        for test in told.entries():
            requests = told.items(told.node(told.node(test, f"{MF}action"), f"{HT}requests"))
            graphs = [
                (told.values(one, f"{RDFS}label")[0], told.values(one, f"{UT}graph")[0])
                for one in told.nodes(test, f"{UT}graphData")
            ]
            yield Conversation(
                name=test.value.rpartition("#")[2],
                graphs=tuple(graphs),
                exchanges=tuple(told.exchange(one) for one in requests),
            )


class Manifest:
    """One manifest, for looking things up.

    Args:
        suite: the files.
        address: which of them.
    """

    def __init__(self, suite: Suite, address: str) -> None:
        self._store = Store()
        self._store.bulk_extend(suite.quads(address))

    def nodes(self, subject: Node, predicate: str) -> list[Node | Literal]:
        """Return what something has."""
        return [quad.object for quad in self._store.quads_for_pattern(subject, NamedNode(predicate), None, None)]

    def node(self, subject: Node, predicate: str) -> Node:
        """Return the one thing that something has."""
        [found] = self.nodes(subject, predicate)
        return found

    def values(self, subject: Node, predicate: str) -> list[str]:
        """Return what something has, as text."""
        return [one.value for one in self.nodes(subject, predicate)]

    def value(self, subject: Node, predicate: str) -> str | None:
        """Return the first of what something has, as text."""
        return next(iter(self.values(subject, predicate)), None)

    def items(self, head: Node) -> list[Node]:
        """Return the members of a list."""
        found = []
        while head.value != f"{RDF}nil":
            found.append(self.node(head, f"{RDF}first"))
            head = self.node(head, f"{RDF}rest")
        return found

    def entries(self) -> list[Node]:
        """Return the tests, in their order."""
        heads = [quad.object for quad in self._store.quads_for_pattern(None, NamedNode(f"{MF}entries"), None, None)]
        return [test for head in heads for test in self.items(head)]

    def exchange(self, request: Node) -> Exchange:
        """Return one request and what is expected."""
        body, answer = self._body(request), self.node(request, f"{HT}resp")
        statuses = (
            one.rpartition("#")[2].removeprefix("StatusCode") for one in self.values(answer, f"{MF}expectedStatus")
        )
        boolean, content = self.value(answer, f"{MF}expectedBoolean"), self._body(answer)
        return Exchange(
            method=self.values(request, f"{HT}methodName")[0],
            path=self.values(request, f"{HT}absolutePath")[0],
            headers=tuple(self._headers(request)),
            body=body or b"",
            statuses=frozenset(statuses),
            form=self.value(answer, f"{MF}expectedFormat"),
            boolean=None if boolean is None else boolean == "true",
            content_type=dict(self._headers(answer)).get("content-type"),
            content=content.decode() if content else None,
            location=self.value(answer, f"{MF}expectedLocation"),
        )

    def _headers(self, message: Node) -> Iterator[tuple[str, str]]:
        for head in self.nodes(message, f"{HT}headers"):
            for one in self.items(head):
                yield self.values(one, f"{HT}fieldName")[0].lower(), self.values(one, f"{HT}fieldValue")[0]

    def _body(self, message: Node) -> bytes | None:
        for one in self.nodes(message, f"{HT}body"):
            encoding = self.value(one, f"{CNT}characterEncoding") or "UTF-8"
            return self.values(one, f"{CNT}chars")[0].encode(encoding)
        return None
