"""`kg dump` and `kg load`: a graph as one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.arguments import GraphPath
from kg.cli.progress import counting
from kg.errors import InputNotFound
from kg.graph import KnowledgeGraph

SUFFIX = ".kgdump"
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")]


def dump(
    graph: GraphPath,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help=f"The file [default: GRAPH{SUFFIX}].")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write the whole graph into one file, for a backup or another machine; also while a build writes to it."""
    target = output or graph.with_name(f"{graph.name}{SUFFIX}".replace(f".kg{SUFFIX}", SUFFIX))
    if not target.parent.is_dir():
        raise InputNotFound(target.parent)
    with counting(quiet=quiet) as progress:
        task = progress.add_task("dumping", total=None)
        found = KnowledgeGraph(graph).dump(
            target, on_progress=lambda done, total: progress.update(task, completed=done, total=total)
        )
    if not quiet:
        size = f"{found.n_bytes / 1e6:,.1f} MB"
        typer.echo(f"{target}: {found.n_articles:,} articles, {found.n_quads:,} quads, {size}; load it with: kg load")


def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file made by kg dump.", show_default=False)],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="GRAPH", help="The graph's folder [default: FILE.kg].")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Make a graph of a dump, checked by its hashes; a graph that is there already is never touched."""
    target = output or file.with_name(f"{file.name.removesuffix(SUFFIX)}.kg")
    loaded = KnowledgeGraph.load(file, target)
    if not quiet:
        typer.echo(f"{target}: {len(loaded):,} assertions loaded; check it with: kg verify {target}")
