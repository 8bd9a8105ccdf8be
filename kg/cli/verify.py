"""`kg verify`: every anchor still reproduces its quote."""

import sys

import typer

from kg.cli.arguments import GraphPath
from kg.graph import KnowledgeGraph


def verify(graph: GraphPath) -> None:
    """Check that every anchor reproduces its quote from the stored text."""
    found = KnowledgeGraph.open(graph).verify()
    for problem in found.problems:
        typer.echo(f"kg: {problem}", err=True)
    typer.echo(f"{found.n_anchors - len(found.problems):,} of {found.n_anchors:,} anchors reproduce their quote")
    if found.problems:
        sys.exit(1)
