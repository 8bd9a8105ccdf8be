"""`kg export`: the graph in the formats of other tools."""

from typing import Annotated

import typer

from kg.cli.arguments import (
    About,
    EventType,
    GraphPath,
    Outlet,
    Output,
    Predicate,
    RollUp,
    Since,
    Speaker,
    WithoutRejected,
)
from kg.exports import FORMATS
from kg.graph import KnowledgeGraph

LISTED = "; ".join(f"{exporter.name}: {exporter.title}" for exporter in FORMATS.values())


def export(
    graph: GraphPath,
    output_format: Annotated[
        str | None, typer.Option("--format", help=f"By the ending of FILE unless it is given, else trig. {LISTED}.")
    ] = None,
    output: Output = None,
    no_text: Annotated[
        bool,
        typer.Option("--no-text", help="Leave the articles' words out but for short quotes; offsets and hashes stay."),
    ] = False,
    about: About = None,
    outlet: Outlet = None,
    speaker: Speaker = None,
    predicate: Predicate = None,
    event_type: EventType = None,
    since: Since = None,
    roll_up: RollUp = False,
    without_rejected: WithoutRejected = False,
) -> None:
    """Write the graph, or the claims that match, in a format that other tools read; equal graphs are equal files."""
    KnowledgeGraph.open(graph, without_rejected=without_rejected).export(
        typer.get_binary_stream("stdout") if output is None else output,
        output_format,
        without_text=no_text,
        about=about,
        outlet=outlet,
        speaker=speaker,
        predicate=predicate,
        event_type=event_type,
        since=since,
        roll_up=roll_up,
    )
