"""Check every article: its text and key, its own graph against the ledger, and each quote at its place.

Reading quads takes nearly all the time, so large graphs are read by several processes.
"""

import multiprocessing
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.rdf.describe import END, EXACT, SELECTOR, SOURCE, START
from kg.rdf.sources import TEXT_HASH
from kg.records import Place, Problem
from kg.store.digests import digest_triples
from kg.store.folder import GraphStore
from kg.store.tables import LedgerEntry

SLICE = 100
"""Articles that a process checks at a time."""
WORTH_A_POOL = 600
"""From so many articles on, several processes save more time than it takes to start them."""
_OF_ANCHORS = tuple(str(term).encode() for term in (START, END, EXACT, SELECTOR, SOURCE))


class Checked(NamedTuple):
    """What the check of one article found."""

    n_anchors: int
    problems: list[Problem]


def check_articles(graph: GraphStore) -> Iterator[Checked]:
    """Check every article of the ledger, in the ledger's order."""
    entries = list(graph.tables.entries())
    slices = [entries[start : start + SLICE] for start in range(0, len(entries), SLICE)]
    jobs = os.cpu_count() or 1
    if len(entries) < WORTH_A_POOL or jobs == 1:
        for part in slices:
            yield from _check_slice(graph, part)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, 8), mp_context=context) as pool:
        for found in pool.map(partial(_check_elsewhere, graph.path), slices):
            yield from found


def _check_elsewhere(path: Path, entries: Sequence[LedgerEntry]) -> list[Checked]:
    with GraphStore.open(path) as graph:
        return list(_check_slice(graph, entries))


def _check_slice(graph: GraphStore, entries: Sequence[LedgerEntry]) -> Iterator[Checked]:
    for entry in entries:
        problems = list(_check_text(graph, entry))
        triples = graph.store.dump(format=RdfFormat.N_TRIPLES, from_graph=_node(graph, entry)) or b""
        found = digest_triples(triples)
        if entry.graph_hash is not None and found != (entry.n_quads, entry.graph_hash):
            what = f"its graph is not as it was written ({found.n:,} quads, {entry.n_quads:,} were written)"
            problems.append(_problem(graph, entry, "article-graph", f"{what}; load a dump, or build the graph anew"))
        n_anchors, broken = _check_anchors(triples, graph.tables.text(entry.key) or "")
        problems += [_problem(graph, entry, "anchor", f"the quote of {iri} is not at its place") for iri in broken]
        yield Checked(n_anchors, problems)


def _check_text(graph: GraphStore, entry: LedgerEntry) -> Iterator[Problem]:
    sources = graph.identifiers.graph("sources")
    said = [term.value for term in graph.describe_subject(_node(graph, entry), sources).get(TEXT_HASH, ())]
    article = graph.tables.article(entry.key)
    if article is None:
        return
    text_hash = sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    if said != [f"sha256:{text_hash}"] or text_hash != entry.text_hash:
        yield _problem(graph, entry, "text-hash", "the stored text is not the one that was described")
    elif article.key != entry.key:
        yield _problem(graph, entry, "key", "what is stored of it is not what its key was made of")


def _check_anchors(triples: bytes, text: str) -> tuple[int, list[str]]:
    """Return how many anchors an article's graph has, and the IRIs of those whose quote is not at its place."""
    wanted = (line for line in triples.splitlines(keepends=True) if _predicate(line) in _OF_ANCHORS)
    described: dict[str, dict[NamedNode, list[str]]] = defaultdict(lambda: defaultdict(list))
    for found in parse(b"".join(wanted), RdfFormat.N_TRIPLES, lenient=True):
        if isinstance(found.object, NamedNode | Literal):
            described[str(found.subject)[1:-1]][found.predicate].append(found.object.value)
    anchors = [iri for iri, said in described.items() if SOURCE in said]
    return len(anchors), [iri for iri in anchors if not _reproduces(described, iri, text)]


def _predicate(line: bytes) -> bytes:
    return line.split(b" ", 2)[1]


def _reproduces(described: dict[str, dict[NamedNode, list[str]]], iri: str, text: str) -> bool:
    place: dict[NamedNode, str] = {}
    for selector in described[iri].get(SELECTOR, ()):
        place |= {predicate: values[0] for predicate, values in described.get(selector, {}).items()}
    if not {START, END, EXACT} <= place.keys():
        return False
    return text[int(place[START]) : int(place[END])] == place[EXACT]


def _node(graph: GraphStore, entry: LedgerEntry) -> NamedNode:
    return graph.identifiers.room("article", entry.key)


def _problem(graph: GraphStore, entry: LedgerEntry, kind: str, message: str) -> Problem:
    return Problem(place=Place(path=str(graph.path), article=entry.id), kind=kind, message=message)
