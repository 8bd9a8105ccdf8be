"""Check a graph against its seal, its ledger and its texts: files, tables, graphs, articles, anchors."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from kg.errors import GraphDamaged, GraphLocked
from kg.records import Place, Problem
from kg.store.digests import HASHED, digest_shared, digest_table
from kg.store.folder import GraphStore
from kg.store.marks import LINKING, WRITING, is_being_written, is_marked
from kg.store.replacing import SHARED
from kg.store.schema import version as tables_version
from kg.store.seal import Seal, broken_files
from kg.store.verify_articles import check_articles

BUILD = "give the last kg build again: it goes on from there"
RESTORE = "load a dump of the graph (kg load), or build it anew in another place"


class Verification(NamedTuple):
    """What a check of a graph found."""

    n_anchors: int
    """Anchors that were checked."""
    problems: tuple[Problem, ...]
    """One for each file, table, graph, article or anchor that does not hold."""
    n_articles: int = 0
    """Articles that were checked."""
    n_files: int = 0
    """Files that were checked against the seal."""


def verify_folder(folder: Path | str, *, quick: bool = False) -> Verification:
    """Check the graph in a folder, also one that cannot be opened.

    Args:
        folder: the graph's folder.
        quick: check the files against the seal alone.

    Raises:
        GraphNotFound: where there is none.
        GraphLocked: where a process writes to it.
    """
    folder = Path(folder)
    try:
        with GraphStore.open(folder) as graph:
            return verify(graph, quick=quick)
    except GraphDamaged as error:
        problems, n_files, _ = _check_seal(folder, is_old=False)
        found = Problem(place=Place(path=str(folder)), kind="damaged", message=str(error))
        return Verification(n_anchors=0, problems=(*problems, found), n_files=n_files)


def verify(graph: GraphStore, *, quick: bool = False) -> Verification:
    """Check a graph that is open for reading: its files against the seal, its articles against the ledger.

    Args:
        graph: the graph.
        quick: check the files against the seal alone.

    Raises:
        GraphLocked: where a process writes to it.
    """
    if is_being_written(graph.path):
        raise GraphLocked(graph.path)
    is_old = tables_version(graph.tables.connection) == 0
    problems, n_files, seal = _check_seal(graph.path, is_old=is_old)
    if quick:
        return Verification(n_anchors=0, problems=tuple(problems), n_files=n_files)
    problems += _tried(graph, lambda: _check_integrity(graph))
    if seal is not None:
        problems += _tried(graph, lambda: _check_tables(graph, seal))
        problems += _tried(graph, lambda: _check_shared(graph, seal))
    problems += _tried(graph, lambda: _check_names(graph, seal))
    n_articles = n_anchors = 0
    try:
        for checked in check_articles(graph):
            n_articles, n_anchors = n_articles + 1, n_anchors + checked.n_anchors
            problems += checked.problems
    except (OSError, RuntimeError, sqlite3.Error, ValueError, TypeError) as error:
        problems.append(_unreadable(graph, error))
    return Verification(n_anchors=n_anchors, problems=tuple(problems), n_articles=n_articles, n_files=n_files)


def _check_seal(folder: Path, *, is_old: bool) -> tuple[list[Problem], int, Seal | None]:
    """Return what is wrong with the files, how many were checked, and the seal where it holds for the rest."""
    if is_marked(folder, WRITING):
        return [_problem(folder, "unfinished", f"a writer was cut off; {BUILD}")], 0, None
    problems = []
    if is_marked(folder, LINKING):
        problems.append(_problem(folder, "unlinked", f"linking was cut off; link it anew with: kg resolve {folder}"))
    try:
        seal = Seal.read(folder)
    except ValueError as error:
        return [*problems, _problem(folder / "seal.json", "seal", f"the seal is broken ({error}); {RESTORE}")], 0, None
    if seal is None:
        message = f"it has no seal, so its files cannot be checked; seal it with: kg resolve {folder}"
        return problems if is_old else [*problems, _problem(folder, "seal", message)], 0, None
    try:
        broken = [_problem(folder / name, "file", f"{what}; {RESTORE}") for name, what in broken_files(folder, seal)]
    except OSError as error:
        broken = [_problem(folder, "file", f"files cannot be read ({error}); {RESTORE}")]
    return [*problems, *broken], len(seal.files), seal


def _check_integrity(graph: GraphStore) -> Iterator[Problem]:
    for (found,) in graph.tables.connection.execute("PRAGMA integrity_check(20)"):
        if found != "ok":
            yield _problem(graph.path / "articles.sqlite", "tables", f"{found}; {RESTORE}")
    if n_again := _count(graph, "again"):
        yield _problem(graph.path, "to-be-read", f"{n_again:,} articles are to be read again; {BUILD}")


def _count(graph: GraphStore, table: str) -> int:
    there = graph.tables.connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return int(graph.tables.connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]) if there else 0


def _check_tables(graph: GraphStore, seal: Seal) -> Iterator[Problem]:
    for name in HASHED:
        if name not in seal.tables:
            continue
        found, expected = digest_table(graph.tables.connection, name), seal.tables[name]
        if found != expected:
            what = f"the table {name} is not as it was written ({found.n:,} rows, {expected.n:,} were written)"
            yield _problem(graph.path / "articles.sqlite", "tables", f"{what}; {RESTORE}")


def _check_shared(graph: GraphStore, seal: Seal) -> Iterator[Problem]:
    if seal.oxigraph != version("pyoxigraph"):
        return  # another version may keep the same quads in another order
    for iri, expected in seal.graphs.items():
        found = digest_shared(graph.store, NamedNode(iri))
        if found != expected:
            what = f"{iri} is not as it was written ({found.n:,} quads, {expected.n:,} were written)"
            yield _problem(graph.path, "graph", f"{what}; kg resolve {graph.path} mends links, a dump mends the rest")


def _check_names(graph: GraphStore, seal: Seal | None) -> Iterator[Problem]:
    """Look for graphs that are neither an article's nor kg's own."""
    known = {graph.identifiers.graph(name).value for name in SHARED} | set(seal.others if seal else ())
    room = graph.identifiers.room("article", "").value
    keys = {entry.key for entry in graph.tables.entries()}
    for name in graph.store.named_graphs():
        if isinstance(name, BlankNode):
            yield _problem(graph.path, "unknown-graph", f"{name} is no graph of kg's; remove it, or {RESTORE}")
        elif name.value not in known and not (name.value.startswith(room) and name.value[len(room) :] in keys):
            yield _problem(
                graph.path, "unknown-graph", f"the ledger does not know {name.value}; remove it, or {RESTORE}"
            )
    stray = graph.store.quads_for_pattern(None, None, None, DefaultGraph())
    if seal is not None and "" not in seal.others and next(iter(stray), None) is not None:
        yield _problem(graph.path, "unknown-graph", f"there are quads in no graph; {RESTORE}")


def _tried(graph: GraphStore, check: Callable[[], Iterable[Problem]]) -> list[Problem]:
    """Return what a check finds; where it breaks, what it broke on."""
    found: list[Problem] = []
    try:
        found.extend(check())
    except (OSError, RuntimeError, sqlite3.Error, ValueError, TypeError) as error:
        found.append(_unreadable(graph, error))
    return found


def _unreadable(graph: GraphStore, error: Exception) -> Problem:
    return _problem(graph.path, "unreadable", f"cannot be read ({' '.join(str(error).split())}); {RESTORE}")


def _problem(path: Path, kind: str, message: str) -> Problem:
    return Problem(place=Place(path=str(path)), kind=kind, message=message)
