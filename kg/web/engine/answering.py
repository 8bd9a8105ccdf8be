"""Answer one question from a store, in a worker."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.web.engine.counting import counter_of
from kg.web.engine.frames import Header
from kg.web.engine.records import Dump, Limits, Question
from kg.web.engine.refusals import (
    AsksOutside,
    InvalidQuestion,
    NoSuchGraph,
    NotAcceptable,
    Refused,
    TooManyRows,
    TooMuchMemory,
)
from kg.web.engine.sink import Sink

_LONGEST_REASON = 300
"""Characters; Oxigraph lists all that it would have taken."""

Found = QuerySolutions | QueryBoolean | QueryTriples


def answer_question(
    store: Store, question: Question | Dump, *, limits: Limits, file: Path
) -> tuple[Header, bytes | None]:
    """Return the header of an answer and its bytes; None where it rests in the file.

    Raises:
        Refused: where the question is invalid, or its answer is beyond the limits.
    """
    try:
        return _answer(store, question, limits=limits, file=file)
    except Refused:
        raise
    except MemoryError as error:
        raise TooMuchMemory(limits.memory_bytes) from error
    except (SyntaxError, ValueError, RuntimeError, TypeError) as error:
        raise InvalidQuestion(_reason(error)) from error
    except OSError as error:  # what the network refuses, here for good
        raise (AsksOutside() if "not permitted" in str(error) else InvalidQuestion(_reason(error))) from error


def _reason(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text if len(text) <= _LONGEST_REASON else f"{text[:_LONGEST_REASON]} …"


def _answer(store: Store, question: Question | Dump, *, limits: Limits, file: Path) -> tuple[Header, bytes | None]:
    if isinstance(question, Dump):
        return _write_dump(store, question, limits=limits, file=file)
    found = _ask(store, question)
    if isinstance(found, QueryTriples):
        triples = _Counted(found, limit=limits.rows)
        media_type = question.formats.triples
        return _write_rdf(triples, media_type, "triples", question.prefixes, limits=limits, file=file)
    form = "boolean" if isinstance(found, QueryBoolean) else "solutions"
    media_type = question.formats.boolean if form == "boolean" else question.formats.solutions
    known = QueryResultsFormat.from_media_type(media_type) if media_type else None
    if media_type is None or known is None:
        raise NotAcceptable("yes or no" if form == "boolean" else "a table")
    counter = counter_of(known.media_type) if form == "solutions" else None
    sink = Sink(limits, file, counter=counter)
    try:
        found.serialize(cast("IO[bytes]", sink), format=known)
    except BaseException:
        sink.discard()
        raise
    return _finish(sink, form=form, media_type=media_type, rows=sink.rows)


def _ask(store: Store, question: Question) -> Found:
    """Run the query over the graphs that the request names, else those that the query names, else all (5.1, 13.2)."""
    graphs = None
    if question.default_graphs is not None or question.named_graphs is not None:
        graphs = [NamedNode(iri) for iri in question.default_graphs or ()]
    return store.query(
        question.text,
        base_iri=question.base_iri,
        prefixes=dict(question.prefixes),
        use_default_graph_as_union=question.union_default and graphs is None,
        default_graph=graphs,  # type: ignore[arg-type]  # a list of any of the three kinds
        named_graphs=None if graphs is None else [NamedNode(iri) for iri in question.named_graphs or ()],
    )


def _write_dump(store: Store, dump: Dump, *, limits: Limits, file: Path) -> tuple[Header, bytes | None]:
    graph = NamedNode(dump.graph) if dump.graph is not None else None
    if graph is not None and not store.contains_named_graph(graph):
        raise NoSuchGraph(graph.value)
    known = RdfFormat.from_media_type(dump.format)
    found = _quads(store, dump, graph or (None if dump.union else DefaultGraph()))
    with_graphs = dump.union and graph is None and known is not None and known.supports_datasets
    rows = _Counted(found if with_graphs else (quad.triple for quad in found), limit=None)
    form = "quads" if with_graphs else "triples"
    return _write_rdf(rows, dump.format, form, dump.prefixes, limits=limits, file=file)


def _quads(store: Store, dump: Dump, graph: NamedNode | DefaultGraph | None) -> Iterator[Quad]:
    if dump.subject is None:
        yield from store.quads_for_pattern(None, None, None, graph)
        return
    this = NamedNode(dump.subject)
    yield from _description(store, this, graph)
    if dump.incoming:
        yield from store.quads_for_pattern(None, None, this, graph)


def _description(store: Store, this: NamedNode, graph: NamedNode | DefaultGraph | None) -> Iterator[Quad]:
    """Yield what is said of a thing, and of the blank nodes that this leads to (CBD, W3C Submission 2005)."""
    seen: set[NamedNode | BlankNode] = {this}
    waiting: list[NamedNode | BlankNode] = [this]
    while waiting:
        for quad in store.quads_for_pattern(waiting.pop(), None, None, graph):
            yield quad
            if isinstance(quad.object, BlankNode) and quad.object not in seen:
                seen.add(quad.object)
                waiting.append(quad.object)


class _Counted:
    """Triples or quads, counted as they are written."""

    def __init__(self, given: Iterable[Triple | Quad], *, limit: int | None) -> None:
        self.rows = 0
        self._given = given
        self._limit = limit

    def __iter__(self) -> Iterator[Triple | Quad]:
        for one in self._given:
            self.rows += 1
            if self._limit is not None and self.rows > self._limit:
                raise TooManyRows(self._limit)
            yield one


def _write_rdf(
    rows: _Counted,
    media_type: str | None,
    form: str,
    prefixes: tuple[tuple[str, str], ...],
    *,
    limits: Limits,
    file: Path,
) -> tuple[Header, bytes | None]:
    known = RdfFormat.from_media_type(media_type) if media_type else None
    if media_type is None or known is None:
        raise NotAcceptable("triples")
    sink = Sink(limits, file, counter=None)
    try:
        serialize(cast("Iterable[Quad]", rows), cast("IO[bytes]", sink), format=known, prefixes=dict(prefixes))
    except BaseException:
        sink.discard()
        raise
    return _finish(sink, form=form, media_type=media_type, rows=rows.rows)


def _finish(sink: Sink, *, form: str, media_type: str, rows: int | None) -> tuple[Header, bytes | None]:
    body, file = sink.finish()
    header = {"form": form, "format": media_type, "size": sink.size, "rows": rows, "file": str(file) if file else None}
    return header, body
