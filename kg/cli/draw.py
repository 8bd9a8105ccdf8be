"""`kg draw`: one self-contained interactive page."""

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.arguments import About, EventType, GraphPath, Outlet, Predicate, RollUp, Since, Speaker, WithoutRejected
from kg.cli.printing import explain_no_claims
from kg.draw import MOST, Picture
from kg.graph import KnowledgeGraph


def draw(
    graph: GraphPath,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page to write.")] = Path(
        "graph.html"
    ),
    kind: Annotated[
        Picture,
        typer.Option(help="A graph of who says what of whom, a matrix of claims by outlets, or a timeline by outlets."),
    ] = Picture.GRAPH,
    about: About = None,
    outlet: Outlet = None,
    speaker: Speaker = None,
    predicate: Predicate = None,
    event_type: EventType = None,
    since: Since = None,
    roll_up: RollUp = False,
    without_rejected: WithoutRejected = False,
    limit: Annotated[
        int, typer.Option(min=1, help="At most this many claims that tie two things, those of most outlets first.")
    ] = MOST,
) -> None:
    """Draw the claims as a graph, a matrix or a timeline in one interactive HTML page that opens offline."""
    source = KnowledgeGraph.open(graph, without_rejected=without_rejected)
    chosen: dict[str, Any] = {
        "about": about,
        "outlet": outlet,
        "speaker": speaker,
        "predicate": predicate,
        "event_type": event_type,
        "since": since,
        "roll_up": roll_up,
    }
    drawn = source.draw(output, kind=kind, limit=limit, **chosen)
    typer.echo(f"{drawn}: open it in a browser")
    if next(iter(source.claims(**chosen)), None) is None:
        typer.echo(explain_no_claims(source, outlet), err=True)
