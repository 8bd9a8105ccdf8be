"""What is asked, what is answered, and how much one question may take."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

MEGABYTE = 1024 * 1024
_CHUNK = 256 * 1024

Prefixes = tuple[tuple[str, str], ...]
"""Prefix and namespace, in pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """Which media type each form of answer is written in; None where the client takes none for that form.

    The form is known only once the query is parsed, which happens in a worker.
    """

    solutions: str | None = "application/sparql-results+json"
    """Of SELECT: SPARQL results as JSON, XML, CSV (`text/csv`) or TSV (`text/tab-separated-values`)."""
    boolean: str | None = "application/sparql-results+json"
    """Of ASK: SPARQL results as JSON or XML."""
    triples: str | None = "text/turtle"
    """Of CONSTRUCT and DESCRIBE: any media type that `pyoxigraph.RdfFormat` knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A SPARQL query as it arrived; equal ones have equal answers on the same snapshot."""

    text: str
    """SPARQL, not to be trusted."""
    formats: Formats = field(default_factory=Formats)
    """How the answer is written, by its form."""
    base_iri: str | None = None
    """What relative IRIs are relative to."""
    default_graphs: tuple[str, ...] | None = None
    """IRIs whose union is the default graph, in place of any FROM; None where the request names no graph at all."""
    named_graphs: tuple[str, ...] | None = None
    """IRIs that GRAPH may name, in place of any FROM NAMED. Where one of the two is given, the other is empty."""
    union_default: bool = True
    """Whether the default graph is the union of all graphs, where the request and the query name none."""
    prefixes: Prefixes = ()
    """Prefixes that need no declaration; `Pool.prefixes` has those of kg."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """The quads of a graph, or of one thing in it, written out without a query."""

    format: str = "text/turtle"
    """A media type that `pyoxigraph.RdfFormat` knows; formats without graphs get triples, each once a graph."""
    graph: str | None = None
    """The IRI of a named graph; None for the default graph, or for all graphs where `union` says so."""
    union: bool = False
    """Whether all graphs are written, where `graph` is None."""
    subject: str | None = None
    """Only what is said of this IRI, and of the blank nodes that this leads to (a concise bounded description)."""
    incoming: bool = False
    """Whether what is said of other things with `subject` as the object belongs to it."""
    prefixes: Prefixes = ()
    """Prefixes to write with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a question: bytes at hand, or a file that the caller streams and closes.

    Equal questions may get the same answer; one with a file is the caller's alone.
    """

    form: str
    """`solutions`, `boolean`, `triples` or `quads`."""
    format: str
    """The media type that it is written in."""
    size: int
    """Bytes."""
    rows: int | None
    """Solutions, triples or quads; None for a boolean."""
    seconds: float
    """How long a worker took for it."""
    snapshot: str = ""
    """Names the state of the graph that was asked: with the question it makes an ETag."""
    body: bytes | None = None
    """The whole answer; None where it rests in a file."""
    file: Path | None = None
    """Where a large answer rests; gone after `close`."""

    def chunks(self) -> Iterator[bytes]:
        """Yield the answer piece by piece and close it at the end, also where the caller stops early."""
        try:
            if self.body is not None:
                yield self.body
            elif self.file is not None:
                with self.file.open("rb") as stream:
                    while chunk := stream.read(_CHUNK):
                        yield chunk
        finally:
            self.close()

    def close(self) -> None:
        """Delete the file, where there is one."""
        if self.file is not None:
            self.file.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one question may take, and how many are worked on at a time."""

    seconds: float = 10.0
    """From the arrival of a question to its answer, waiting included."""
    query_bytes: int = 32 * 1024
    """Of a query in UTF-8."""
    depth: int = 200
    """Brackets, braces and parentheses that may stand in each other."""
    rows: int = 100_000
    """Solutions, triples or quads of an answer."""
    result_bytes: int = 100 * 1000 * 1000
    """Of an answer as it is written."""
    memory_bytes: int = 2048 * MEGABYTE
    """That a worker may take for a question, beyond what it takes idle."""
    fast_workers: int = 2
    """Questions that are worked on at full priority."""
    slow_workers: int = 2
    """Questions that take longer and go on at the lowest priority."""
    fast_seconds: float = 0.1
    """After which a question belongs to the slow ones."""
    waiting: int = 64
    """Questions that may wait for a worker; further ones are refused at once."""
    cache_bytes: int = 64 * MEGABYTE
    """Answers kept for equal questions on the same snapshot."""
    spill_bytes: int = MEGABYTE
    """From this size on an answer rests in a file."""
