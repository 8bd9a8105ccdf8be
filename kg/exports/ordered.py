"""The quads of a graph as sorted N-Quads, read graph by graph: by graph, subject, predicate and object, each once.

The order is that of `kg.rdf.write_quads`. Nine tenths of the time are the store's, which looks up every term of every
quad and lets several threads do so. Articles' graphs are small and sorted in memory, shared ones spill to files.
"""

import heapq
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import groupby, islice
from typing import IO, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.exports.exported import Exported
from kg.exports.shortening import shorten_line

THREADS = 4
AHEAD = 32
"""Articles' graphs that are read ahead of what is written."""
CHUNK = 250_000
"""Lines of a shared graph that are sorted in memory at a time."""


def ordered_lines(exported: Exported) -> Iterator[bytes]:
    """Yield the quads as lines of N-Quads; with short quotes alone where texts are to stay at home."""
    store = exported.store.store
    graphs = sorted((graph for graph in store.named_graphs() if isinstance(graph, NamedNode)), key=str)
    articles = exported.store.identifiers.room("article", "").value
    with ThreadPoolExecutor(THREADS) as pool, ExitStack() as stack:
        spilled = partial(_spilled, stack=stack)
        work: list[Callable[[], Iterable[bytes]]] = [
            partial(_in_memory if graph.value.startswith(articles) else spilled, exported, graph) for graph in graphs
        ]
        lines = _lines(work, pool)
        yield from exported.counted(_once(lines) if exported.without_text else lines, None)


@contextmanager
def in_order(lines: Iterable[bytes]) -> Iterator[Iterator[Quad]]:
    """Lend what lines of N-Quads say, from a temporary file."""
    with tempfile.TemporaryFile() as written:
        written.writelines(lines)
        written.seek(0)
        yield parse(cast("IO[bytes]", written), RdfFormat.N_QUADS)


def _once(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield equal lines once: two quotes may be the same where they are cut."""
    return (line for line, _ in groupby(lines))


def _lines(work: list[Callable[[], Iterable[bytes]]], pool: ThreadPoolExecutor) -> Iterator[bytes]:
    ahead: deque[Future[Iterable[bytes]]] = deque()
    for one in work:
        ahead.append(pool.submit(one))
        if len(ahead) >= AHEAD:
            yield from ahead.popleft().result()
    while ahead:
        yield from ahead.popleft().result()


def _in_memory(exported: Exported, graph: NamedNode) -> list[bytes]:
    data = exported.store.store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""
    return sorted(_ended(exported, data.splitlines(keepends=True), graph))


def _spilled(exported: Exported, graph: NamedNode, stack: ExitStack) -> Iterator[bytes]:
    """Return the lines of a graph that may be larger than the memory."""
    with tempfile.TemporaryFile() as whole:
        exported.store.store.dump(cast("IO[bytes]", whole), RdfFormat.N_TRIPLES, from_graph=graph)
        whole.seek(0)
        lines = iter(_ended(exported, whole, graph))
        spilled: list[Iterable[bytes]] = []
        while part := sorted(islice(lines, CHUNK)):
            if len(part) < CHUNK and not spilled:
                return iter(part)
            spill = stack.enter_context(_spill())
            spill.writelines(part)
            spill.seek(0)
            spilled.append(spill)
    return heapq.merge(*spilled)


def _spill() -> IO[bytes]:
    return cast("IO[bytes]", tempfile.TemporaryFile())


def _ended(exported: Exported, lines: Iterable[bytes], graph: NamedNode) -> Iterable[bytes]:
    """Yield lines of N-Triples as N-Quads of a graph."""
    ending = f"{graph} .\n".encode()
    if exported.without_text:
        lines = filter(None, map(shorten_line, lines))
    return (line[:-2] + ending for line in lines)
