"""Links between entities and between claims, replaced as a whole: computed first, then swapped.

What links there are to be is written to a passing file before any earlier one is removed, and only what is no longer
said is removed, so that a reader in between finds most of what it found before.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from tempfile import TemporaryFile
from typing import BinaryIO

import numpy as np
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from kg.rdf import Identifiers
from kg.rdf.claim_links import SPLIT_FROM
from kg.rdf.decisions import ACROSS_ARTICLES, LINKS, SCOPE
from kg.rdf.events import GRAPH as EVENTS
from kg.rdf.origins import ORIGIN_CLASS, ORIGIN_LINKS
from kg.rdf.places import IN_COUNTRY, PLACE_KIND, POPULATION
from kg.rdf.roles import HAS_ROLE, ROLE_CLASS
from kg.rdf.settle import SETTLED, losers
from kg.rdf.vocabulary import TYPE
from kg.store.bulk import load_lines
from kg.store.settling import unsettled

BATCH = 100_000
"""Quads that are removed, or added, together."""
PIECE = 8_000_000
"""Bytes of N-Quads that are loaded together: small beside what linking itself keeps in memory."""
SHARED = ("sources", "entities", "claims", "decisions", EVENTS, "reviews")
"""Names of the graphs that belong to no article."""


def settle(store: Store, identifiers: Identifiers) -> None:
    """Remove labels and texts that articles wrote differently, but for the best of each subject."""
    for name in ("entities", "claims", "sources"):
        for predicate in SETTLED:
            discard(store, losers(unsettled(store, predicate, identifiers.graph(name))))


def swap_links(store: Store, quads: Iterable[Quad], identifiers: Identifiers) -> None:
    """Replace what linking wrote by other quads; those that stay are not touched."""
    with TemporaryFile() as spill:
        hashes = _spill(quads, spill)
        discard(store, (quad for quad in linked(store, identifiers) if not _is_among(hash(quad), hashes)))
        spill.seek(0)
        load_lines(store, spill, piece=PIECE)


def linked(store: Store, identifiers: Identifiers) -> Iterator[Quad]:
    """Yield all quads that linking wrote."""
    entities, claims, decisions, sources, events = (
        identifiers.graph(name) for name in ("entities", "claims", "decisions", "sources", EVENTS)
    )
    for graph in (entities, claims):
        for predicate in LINKS:
            yield from store.quads_for_pattern(None, predicate, None, graph)
    yield from _told_of(store, SCOPE, ACROSS_ARTICLES, decisions)
    for predicate in ORIGIN_LINKS:
        for graph in (sources, claims):
            yield from store.quads_for_pattern(None, predicate, None, graph)
    yield from _told_of(store, TYPE, ORIGIN_CLASS, sources)
    for predicate in (HAS_ROLE, PLACE_KIND, IN_COUNTRY, POPULATION):
        yield from store.quads_for_pattern(None, predicate, None, entities)
    yield from _told_of(store, TYPE, ROLE_CLASS, entities)
    yield from store.quads_for_pattern(None, None, None, events)
    yield from _told_of(store, SPLIT_FROM, None, claims)


def _told_of(store: Store, predicate: NamedNode, value: NamedNode | None, graph: NamedNode) -> Iterator[Quad]:
    """Yield all that a graph says of the subjects that have a property."""
    for found in store.quads_for_pattern(None, predicate, value, graph):
        yield from store.quads_for_pattern(found.subject, None, None, graph)


def discard(store: Store, quads: Iterable[Quad]) -> None:
    """Remove quads; they may come from the store itself."""
    given = iter(quads)
    while batch := list(islice(given, BATCH)):
        for quad in batch:
            store.remove(quad)


def _spill(quads: Iterable[Quad], output: BinaryIO) -> np.ndarray:
    """Write quads to a file, and return the sorted hashes of them: eight bytes each."""
    hashes = [np.zeros(0, dtype=np.int64)]
    given = iter(quads)
    while batch := list(islice(given, BATCH)):
        serialize(batch, output, RdfFormat.N_QUADS)
        hashes.append(np.fromiter(map(hash, batch), dtype=np.int64, count=len(batch)))
    return np.sort(np.concatenate(hashes))


def _is_among(value: int, found: np.ndarray) -> bool:
    """Tell whether a hash is among the sorted ones; two quads of one hash are as rare as one in a million graphs."""
    place = int(np.searchsorted(found, value))
    return place < len(found) and int(found[place]) == value
