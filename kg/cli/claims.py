"""`kg claims`: one row per assertion, the flat contract."""

from dataclasses import asdict
from typing import Annotated

import typer

from kg.cli.arguments import (
    About,
    AsJson,
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
from kg.cli.printing import explain_no_claims, opened, print_json, print_table
from kg.errors import UnknownFormat
from kg.graph import KnowledgeGraph
from kg.query.claims import CLAIM_FORMATS, SHOWN
from kg.query.rows import VERDICTS


def claims(
    graph: GraphPath,
    about: About = None,
    outlet: Outlet = None,
    speaker: Speaker = None,
    predicate: Predicate = None,
    event_type: EventType = None,
    since: Since = None,
    roll_up: RollUp = False,
    verdict: Annotated[str | None, typer.Option(help=f"Claims that people hold to be {', '.join(VERDICTS)}.")] = None,
    without_rejected: WithoutRejected = False,
    output_format: Annotated[str, typer.Option("--format", help=f"table, {', '.join(CLAIM_FORMATS)}.")] = "table",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Print the claims: who asserts what, where, in which sentence, at which characters."""
    if output_format not in ("table", *CLAIM_FORMATS):
        raise UnknownFormat(output_format, ["table", *CLAIM_FORMATS])
    rows = KnowledgeGraph.open(graph, without_rejected=without_rejected).claims(
        about=about,
        outlet=outlet,
        speaker=speaker,
        predicate=predicate,
        event_type=event_type,
        since=since,
        roll_up=roll_up,
        verdict=verdict,
    )
    if as_json:
        print_json([asdict(row) for row in rows], output)
    elif output_format == "table":
        shown = (*SHOWN, "verdict") if KnowledgeGraph.open(graph).reviews else SHOWN
        cells = [[_cell(row, name) for name in shown] for row in rows]
        if cells:
            print_table(shown, cells)
        else:
            typer.echo(explain_no_claims(KnowledgeGraph.open(graph), outlet), err=True)
    elif output_format == "parquet":
        rows.write_parquet(output)
    else:
        with opened(output) as stream:
            rows.write(stream, output_format)


def _cell(row: object, name: str) -> object:
    value = getattr(row, name)
    if name == "speaker" and value is None:
        return "(own voice)"
    if name == "polarity":
        return "not" if value == "negative" else ""
    return value
