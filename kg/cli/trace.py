"""`kg trace`: who asserted a claim that is given in plain words."""

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from kg.cli.arguments import GraphPath
from kg.graph import KnowledgeGraph
from kg.records import ClaimRow


def trace(
    graph: GraphPath,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help='In plain words: "Russia demands regions".')],
    limit: Annotated[int, typer.Option(help="At most so many assertions.", min=1)] = 20,
) -> None:
    """Show who asserted a claim: outlet, date, speaker and the exact sentence."""
    rows = KnowledgeGraph.open(graph).trace(claim, limit=limit)
    console = Console(highlight=False)
    for row in rows:
        console.print(_heading(row))
        console.print(_evidence(row), soft_wrap=not console.is_terminal)
        console.print()
    outlets = {row.outlet for row in rows}
    console.print(
        f"{len(rows)} assertions in {len(outlets)} outlets" if rows else f"nobody asserts anything like {claim!r}"
    )


def _heading(row: ClaimRow) -> Text:
    who = row.speaker or "in its own voice"
    doubt = [
        word
        for word, shown in (("not", row.polarity == "negative"), (row.certainty, row.certainty != "certain"))
        if shown
    ]
    text = Text(f"{row.outlet}", style="bold").append(f"  {row.published or 'undated'}", style="")
    text.append(f"  {who}{f' ({row.cue})' if row.cue else ''}", style="cyan")
    return text.append(
        f"  {row.subject or '?'} {row.predicate} {row.object or ''} {' '.join(doubt)}".rstrip(), style="dim"
    )


def _evidence(row: ClaimRow) -> Text:
    return Text(f"  “{row.sentence}”  [{row.article}: {row.start}–{row.end}]")
