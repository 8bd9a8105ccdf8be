"""Check that every anchor still reproduces its quote from the stored text."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.rdf.describe import END, EXACT, SELECTOR, SOURCE, START
from kg.rdf.restore import Description, index, triples
from kg.rdf.sources import TEXT_HASH
from kg.records import Place, Problem
from kg.store.folder import GraphStore
from kg.store.tables import LedgerEntry


class Verification(NamedTuple):
    """What a check of all anchors found."""

    n_anchors: int
    """Anchors that were checked."""
    problems: tuple[Problem, ...]
    """One for each anchor or article that does not hold."""


def verify(graph: GraphStore) -> Verification:
    """Check the text of every article against its hash, and every anchor against the text."""
    n_anchors = 0
    problems: list[Problem] = []
    for entry in graph.tables.entries():
        text = graph.tables.text(entry.key) or ""
        problems.extend(_check_text(graph, entry, text))
        described = index(triples(graph.quads(graph.identifiers.room("article", entry.key))))
        for anchor, found in described.items():
            if SOURCE in found:
                n_anchors += 1
                if not _reproduces(found, described, text):
                    problems.append(
                        _problem(graph, entry, "anchor", f"the quote of {anchor.value} is not at its place")
                    )
    return Verification(n_anchors=n_anchors, problems=tuple(problems))


def _check_text(graph: GraphStore, entry: LedgerEntry, text: str) -> Iterator[Problem]:
    article = graph.identifiers.room("article", entry.key)
    found = graph.describe_subject(article, graph.identifiers.graph("sources"))
    hashes = [term.value for term in found.get(TEXT_HASH, ())]
    if hashes != [f"sha256:{sha256(text.encode('utf-8')).hexdigest()}"]:
        yield _problem(graph, entry, "text-hash", "the stored text is not the one that was described")


def _reproduces(found: Description, described: Mapping[NamedNode, Description], text: str) -> bool:
    place: dict[NamedNode, str] = {}
    for selector in found.get(SELECTOR, ()):
        if isinstance(selector, NamedNode):
            place |= {predicate: terms[0].value for predicate, terms in described.get(selector, {}).items()}
    if not {START, END, EXACT} <= place.keys():
        return False
    return text[int(place[START]) : int(place[END])] == place[EXACT]


def _problem(graph: GraphStore, entry: LedgerEntry, kind: str, message: str) -> Problem:
    return Problem(place=Place(path=str(graph.path), article=entry.id), kind=kind, message=message)
