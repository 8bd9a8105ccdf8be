"""`kg verify`: nothing of a graph was lost or changed."""

import sys
from typing import Annotated

import typer

from kg.cli.arguments import AskedGraph
from kg.graph import KnowledgeGraph


def verify(
    graph: AskedGraph,
    quick: Annotated[bool, typer.Option("--quick", help="Check the files alone, in seconds.")] = False,
) -> None:
    """Check files, tables, graphs and articles against what was written, and every quote against its text."""
    found = KnowledgeGraph(graph).verify(quick=quick)
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
    if found.problems:
        sys.exit(1)
