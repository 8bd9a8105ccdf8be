"""`kg trace`: who asserted a claim that is given in plain words."""

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from kg.cli.arguments import GraphPath, WithoutRejected
from kg.graph import KnowledgeGraph
from kg.records import ClaimRow


def trace(
    graph: GraphPath,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help='In plain words: "Russia demands regions".')],
    limit: Annotated[int, typer.Option(help="At most so many assertions.", min=1)] = 20,
    without_rejected: WithoutRejected = False,
) -> None:
    """Show who asserted a claim: outlet, date, speaker and the exact sentence."""
    rows = KnowledgeGraph.open(graph, without_rejected=without_rejected).trace(claim, limit=limit)
    console = Console(highlight=False)
    for row in rows:
        for line in (_heading(row), _evidence(row), _place(row), Text()):
            console.print(line, soft_wrap=not console.is_terminal)
    outlets = {row.outlet for row in rows}
    found = f"{len(rows)} assertions in {len(outlets)} outlets"
    console.print(found if rows else f"nobody asserts anything like {claim!r}")


def _heading(row: ClaimRow) -> Text:
    """Say who asserts it, when, on whose word, and how firmly where that is not plainly, and what people hold of it."""
    doubts = ["denied"] if row.polarity == "negative" else []
    doubts += [row.certainty] if row.certainty != "certain" else []
    doubts += [f"{row.verdict} by a reviewer"] if row.verdict is not None else []
    text = Text(row.outlet, style="bold").append(f", {row.published or 'undated'}, ", style="not bold")
    text.append(" > ".join(row.speakers) if row.speakers else "in its own voice", style="not bold cyan")
    return text.append(f" ({', '.join(doubts)})" if doubts else "", style="not bold yellow")


def _evidence(row: ClaimRow) -> Text:
    """Show the sentence, the claim's characters in bold."""
    text = Text(f"  “{row.sentence}”")
    if row.sentence_start is not None:
        shift = 3 - row.sentence_start
        text.stylize("bold", max(3, row.start + shift), row.end + shift)
    return text


def _place(row: ClaimRow) -> Text:
    named = f"asr:{row.assertion.rpartition('/')[2]}"
    return Text(f"  article {row.article}, characters {row.start}–{row.end}, {named}", style="dim")
