"""Write quads as sorted N-Quads or TriG, so that equal graphs are equal files.

Sorting spills to temporary files, so memory does not grow with the graph.
"""

import heapq
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from io import TextIOBase
from itertools import islice
from typing import IO, BinaryIO, TextIO

from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse, serialize

from kg.errors import UnknownFormat

EXPORT_FORMATS = ("trig", "nquads")
"""Formats that `write_quads` writes."""

CHUNK = 250_000
"""Quads that are sorted in memory at a time."""


def write_quads(
    quads: Iterable[Quad],
    output: BinaryIO | TextIO,
    format: str = "nquads",  # noqa: A002 - the name that kg uses for it everywhere
    *,
    prefixes: Mapping[str, str] | None = None,
    chunk: int = CHUNK,
) -> None:
    """Write quads in order of graph, subject, predicate and object; equal quads once.

    Args:
        quads: in any order.
        output: a binary stream, or a text stream over one.
        format: `nquads` or `trig`.
        prefixes: namespaces by prefix, for TriG.
        chunk: how many quads are sorted in memory at a time.

    Raises:
        UnknownFormat: for any other format.
    """
    if format not in EXPORT_FORMATS:
        raise UnknownFormat(format, EXPORT_FORMATS)
    stream: IO[bytes] = output.buffer if isinstance(output, TextIO | TextIOBase) else output
    if format == "nquads":
        with ExitStack() as stack:
            stream.writelines(_sorted_lines(quads, chunk, stack))
    else:
        with in_order(quads, chunk=chunk) as ordered:
            serialize(ordered, stream, RdfFormat.TRIG, prefixes=dict(prefixes or {}))


@contextmanager
def in_order(quads: Iterable[Quad], *, chunk: int = CHUNK) -> Iterator[Iterator[Quad]]:
    """Lend the quads in order of graph, subject, predicate and object; equal quads once."""
    with ExitStack() as stack:
        ordered: IO[bytes] = stack.enter_context(tempfile.TemporaryFile())
        ordered.writelines(_sorted_lines(quads, chunk, stack))
        ordered.seek(0)
        yield parse(ordered, RdfFormat.N_QUADS)


def _spill() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")


def _name(quad: Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)


def _sorted_lines(quads: Iterable[Quad], chunk: int, stack: ExitStack) -> Iterator[bytes]:
    """Yield N-Quads lines, sorted by graph and triple."""
    keyed = (f"{_name(quad)} {quad.triple}\n" for quad in quads)
    spilled: list[Iterable[str]] = []
    while part := sorted(islice(keyed, chunk)):
        if len(part) < chunk and not spilled:
            spilled.append(part)
            break
        spill = stack.enter_context(_spill())
        spill.writelines(part)
        spill.seek(0)
        spilled.append(spill)
    previous = ""
    for line in heapq.merge(*spilled):
        if line != previous:
            graph, _, triple = line[:-1].partition(" ")
            yield f"{triple} {graph} .\n".encode() if graph else f"{triple} .\n".encode()
        previous = line
