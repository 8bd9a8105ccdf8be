"""`kg verify`: nothing of a graph was lost or changed."""

import sys
from typing import Annotated

import typer

from kg.cli.arguments import AsJson, AskedGraph
from kg.cli.printing import print_json
from kg.graph import KnowledgeGraph
from kg.records import Problem
from kg.store import Verification


def verify(
    graph: AskedGraph,
    quick: Annotated[bool, typer.Option("--quick", help="Check the files alone, in seconds.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check files, tables, graphs and articles against what was written, and every quote against its text."""
    found = KnowledgeGraph(graph).verify(quick=quick)
    if as_json:
        print_json({"ok": not found.problems, **found._asdict(), "problems": [_row(one) for one in found.problems]})
    else:
        _print(found, quick=quick)
    if found.problems:
        sys.exit(1)


def _row(problem: Problem) -> dict[str, object]:
    return {"path": problem.place.path, "kind": problem.kind, "message": problem.message}


def _print(found: Verification, *, quick: bool) -> None:
    for problem in found.problems:
        typer.echo(f"kg: {problem}", err=True)
    n_broken = sum(problem.kind == "anchor" for problem in found.problems)
    if not quick:
        typer.echo(f"{found.n_anchors - n_broken:,} of {found.n_anchors:,} anchors reproduce their quote")
    files = f"{found.n_files:,} files" if found.n_files else "no files (the graph is not sealed)"
    what = files if quick else f"{files} and {found.n_articles:,} articles"
    n = len(found.problems)
    outcome = f"{n:,} problem{'s' if n > 1 else ''}" if n else "all as it was written"
    typer.echo(f"{what} checked: {outcome}")
