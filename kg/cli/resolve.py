"""`kg resolve`: link anew what is the same across articles."""

from dataclasses import asdict
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kg.cli.arguments import AsJson, WrittenGraph
from kg.cli.printing import print_json
from kg.graph import KnowledgeGraph


def resolve(
    graph: WrittenGraph,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
    as_json: AsJson = False,
) -> None:
    """Link entities, events and claims across articles anew, as after reviews; what was extracted stays as it is."""
    console = Console(stderr=True)
    started = perf_counter()
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=console,
        disable=quiet or not console.is_terminal,
        transient=True,
    ) as progress:
        progress.add_task("linking entities, stories, events and claims", total=None)
        counts = KnowledgeGraph.open(graph).resolve()
    if as_json:
        print_json({"graph": graph, **asdict(counts)})
    elif not quiet:
        typer.echo(
            f"{graph}: {counts.names:,} names joined to {counts.entities:,} entities, {counts.stories:,} stories, "
            f"{counts.events:,} events, {counts.assertions:,} assertions of {counts.claims:,} claims "
            f"({counts.told_again:,} told more than once), {counts.conflicts:,} conflicts "
            f"({perf_counter() - started:.1f} s)"
        )
