"""`kg trace`: who asserted a claim that is given in plain words, in these words or in others."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kg.cli.arguments import AsJson, GraphPath, Output, WithoutRejected
from kg.cli.printing import opened, print_json
from kg.errors import UnknownFormat, WrongParameter
from kg.graph import KnowledgeGraph
from kg.query.claims import Claims
from kg.query.trace import TracedClaim, TracedRow, Traces
from kg.query.trace_clusters import ClaimHead
from kg.records import ClaimRow

TRACE_FORMATS = ("jsonl", "csv")
"""Formats in which the rows are written, as by kg claims."""


def trace(
    graph: GraphPath,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help='In plain words: "Russia demands regions".')],
    limit: Annotated[int, typer.Option(help="At most so many assertions.", min=1)] = 20,
    without_rejected: WithoutRejected = False,
    output_format: Annotated[str, typer.Option("--format", help=f"text, {', '.join(TRACE_FORMATS)}.")] = "text",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Show who asserted a claim, in these words or in others: outlet, date, speaker and the exact sentence."""
    if output_format not in ("text", *TRACE_FORMATS):
        raise UnknownFormat(output_format, ["text", *TRACE_FORMATS])
    if not claim.strip():
        raise WrongParameter('trace which claim? say it in plain words: kg trace GRAPH "Russia demands regions"')
    found = KnowledgeGraph.open(graph, without_rejected=without_rejected).traces(claim, limit=limit)
    if as_json:
        print_json({"asked": claim, **asdict(found)}, output)
        return
    with opened(output) as stream:
        if output_format == "text":
            console = Console(highlight=False, file=stream)
            _print(console, claim, found)
        else:
            Claims(lambda: found.rows).write(stream, output_format)


def _print(console: Console, claim: str, found: Traces) -> None:
    for traced in found.claims:
        for line in _lines(traced):
            if console.is_terminal:  # long lines hang under their beginning
                indent = len(line.plain) - len(line.plain.lstrip(" "))
                console.print(Padding(line[indent:], (0, 0, 0, indent)))
            else:
                console.print(line, soft_wrap=True)
    rows = found.rows
    outlets = {row.outlet for row in rows}
    claims = f" of {_count(len(found.claims), 'claim')}" if len(found.claims) > 1 else ""
    counted = f"{_count(len(rows), 'assertion')}{claims} in {_count(len(outlets), 'outlet')}"
    console.print(counted if rows else f"nobody asserts anything like {claim!r}", markup=False)
    if found.nearest:
        console.print("nearest are:")
    for head in found.nearest:
        console.print(Text("  ").append(_claim(head), style="bold").append(f" ({_carried(head)})", style="not bold"))


def _lines(traced: TracedClaim) -> list[Text]:
    """Return the claim, its assertions one by one, and what contradicts it."""
    lines = [Text(_claim(traced.head), style="bold underline"), Text(_carried(traced.head), style="dim"), Text()]
    for found in traced.rows:
        lines += [_heading(found.row), _evidence(found.row), _place(found), Text()]
    if traced.n_left_out:
        lines += [Text(f"… and {traced.n_left_out:,} more assertions of it (--limit)", style="dim"), Text()]
    for head in traced.against:
        lines.append(Text("contradicted by: ", style="red").append(_claim(head), style="bold"))
        lines += [Text(f"  {', '.join(head.outlets)}; {_carried(head)}", style="dim"), Text()]
    return lines


def _carried(head: ClaimHead) -> str:
    """Say by how many outlets and origins a claim is carried, and since when."""
    since = f"first on {head.first}" if head.first else "undated"
    return ", ".join((_count(len(head.outlets), "outlet"), _count(head.n_origins, "independent origin"), since))


def _claim(head: ClaimHead) -> str:
    return f"not: {head.text}" if head.negative else head.text


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _heading(row: ClaimRow) -> Text:
    """Say who asserts it, when, on whose word, and how firmly where that is not plainly, and what people hold of it."""
    doubts = ["denied"] if row.polarity == "negative" else []
    doubts += [row.certainty] if row.certainty != "certain" else []
    doubts += [f"{row.verdict} by a reviewer"] if row.verdict is not None else []
    text = Text(row.outlet, style="bold").append(f", {row.published or 'undated'}, ", style="not bold")
    text.append(" > ".join(row.speakers) if row.speakers else "in its own voice", style="not bold cyan")
    if row.speakers:
        text.append(f", {row.voice}", style="not bold cyan")
    return text.append(f" ({', '.join(doubts)})" if doubts else "", style="not bold yellow")


def _evidence(row: ClaimRow) -> Text:
    """Show the sentence, the claim's characters in bold."""
    text = Text(f"  “{row.sentence}”")
    if row.sentence_start is not None:
        shift = 3 - row.sentence_start
        text.stylize("bold", max(3, row.start + shift), row.end + shift)
    return text


def _place(found: TracedRow) -> Text:
    row = found.row
    named = f"asr:{row.assertion.rpartition('/')[2]}"
    how = "" if found.score else ", in other words"
    return Text(f"  article {row.article}, characters {row.start}–{row.end}, {named}{how}", style="dim")
