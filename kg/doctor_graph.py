"""Is a graph in order: whole, of this version of kg, free, linked?"""

from collections.abc import Iterator
from pathlib import Path

from kg.doctor import Finding, State
from kg.errors import GraphNotFound, GraphOutdated, KgError
from kg.nlp.identity import identify_model
from kg.query.overview import count_all
from kg.store import GraphStore, verify_folder
from kg.store.ledger import count_problems
from kg.store.marks import LINKING, WRITING, is_being_written, is_marked
from kg.store.outdated import refuse_outdated


def check_graph(path: Path) -> Iterator[Finding]:
    """Yield what is found of a graph; its quotes are left to `kg verify`.

    Raises:
        GraphNotFound: where there is none.
    """
    if not (path / "articles.sqlite").is_file():
        raise GraphNotFound(path)
    if is_being_written(path):
        yield Finding(
            check="lock", state=State.WARNING, found="another process writes to it", todo="wait until it is done"
        )
        return
    cut_off = [mark for mark in (WRITING, LINKING) if is_marked(path, mark)]
    if cut_off:
        todo = f"give the same build again, or: kg resolve {path}"
        yield Finding(check="lock", state=State.WARNING, found="a build was cut off", todo=todo)
    else:
        yield Finding(check="lock", state=State.OK, found="nobody writes to it, and no build was cut off")
    try:
        with GraphStore.open(path) as graph:
            yield from _inside(graph, path)
        found = verify_folder(path, quick=True)
    except KgError as error:
        yield Finding(check="graph", state=State.ERROR, found=str(error))
        return
    yield Finding(
        check="files",
        state=State.ERROR if found.problems else State.OK,
        found=str(found.problems[0]) if found.problems else f"{found.n_files:,} files are as they were written",
        todo=f"kg verify {path} says more; load a dump, or build it anew" if found.problems else None,
    )


def _inside(graph: GraphStore, path: Path) -> Iterator[Finding]:
    counts = count_all(graph)
    yield Finding(
        check="content",
        state=State.OK if counts["assertions"] else State.WARNING,
        found=", ".join(f"{n:,} {name}" for name, n in counts.items()),
        todo=None if counts["assertions"] else f"kg problems {path} says why nothing was read",
    )
    try:
        refuse_outdated(graph)
    except GraphOutdated as error:
        yield Finding(check="version", state=State.WARNING, found=str(error))
    else:
        yield Finding(check="version", state=State.OK, found="made by this version of kg, or one like it")
    yield from _linked(graph, path)
    yield from _models(graph)
    problems = count_problems(graph.tables.connection)
    if problems:
        yield Finding(
            check="problems",
            state=State.WARNING,
            found=", ".join(f"{n:,} {kind}" for kind, n in problems.items()),
            todo=f"kg problems {path} says where",
        )


def _linked(graph: GraphStore, path: Path) -> Iterator[Finding]:
    needs = graph.needs_linking
    yield Finding(
        check="linking",
        state=State.WARNING if needs else State.OK,
        found="articles are not linked to each other yet" if needs else "what is the same across articles is linked",
        todo=f"kg resolve {path}" if needs else None,
    )


def _models(graph: GraphStore) -> Iterator[Finding]:
    query = "SELECT DISTINCT ?model { GRAPH graph:sources { ?run kg:model ?model } } ORDER BY ?model"
    models = [solution["model"].value for solution in graph.query(query)]  # type: ignore[union-attr]
    own, _ = identify_model(None)
    others = [model for model in models if model != own]
    if others:
        todo = "build it anew to read all with one model" if own in models else None
        state = State.WARNING if own in models else State.OK
        yield Finding(check="models", state=state, found=f"read by {', '.join(models)}", todo=todo)
    else:
        yield Finding(check="models", state=State.OK, found=f"read by {', '.join(models) or 'nobody'}")
