"""`kg conflicts`: claims that cannot both hold, and who stands on either side."""

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.cli.arguments import AsJson, GraphPath, Output, WithoutRejected
from kg.cli.printing import opened, wide_console
from kg.errors import UnknownFormat
from kg.graph import KnowledgeGraph
from kg.query.compare_formats import COMPARE_FORMATS, write_conflicts
from kg.query.compare_tellings import OWN_VOICE
from kg.query.conflicts import ConflictRow, Side


def conflicts(
    graph: GraphPath,
    about: Annotated[str | None, typer.Option(help="Only claims of things with this name.")] = None,
    story: Annotated[str | None, typer.Option(help="Only stories with these words in their label.")] = None,
    between: Annotated[
        bool, typer.Option("--between-outlets", help="Only where no outlet stands on both sides.")
    ] = False,
    limit: Annotated[int | None, typer.Option(help="At most so many pairs.", min=1)] = None,
    without_rejected: WithoutRejected = False,
    output_format: Annotated[str, typer.Option("--format", help=f"table, {', '.join(COMPARE_FORMATS)}.")] = "table",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Show claims that contradict each other: outlets, speakers, days and sentences, and why; the surest first."""
    output_format = "json" if as_json else output_format
    if output_format not in ("table", *COMPARE_FORMATS):
        raise UnknownFormat(output_format, ["table", *COMPARE_FORMATS])
    rows = KnowledgeGraph.open(graph, without_rejected=without_rejected).conflicts(about=about, story=story)
    kept = [row for row in rows if not between or set(row.one.outlets).isdisjoint(row.other.outlets)]
    if output_format != "table":
        with opened(output) as stream:
            write_conflicts(kept[:limit], stream, output_format)
        return
    console = wide_console()
    for row in kept[:limit]:
        for line, indent in _lines(row):
            console.print(Padding(line, (0, 0, 0, indent)) if indent else line)
        console.print()
    narrowed = " that match" if about or story or between else ""
    noun = "pair of claims contradicts" if len(kept) == 1 else "pairs of claims contradict"
    shown = f", {limit:,} of them shown" if limit is not None and len(kept) > limit else ""
    console.print(f"{len(kept):,} {noun} each other{shown}" if kept else f"no claims{narrowed} contradict each other")


def _lines(row: ConflictRow) -> Iterator[tuple[Text | Table, int]]:
    """Yield lines, each with its indent: either claim with who tells it, then why they clash."""
    for side, sign in ((row.one, " "), (row.other, "≠")):
        heading = Table.grid(padding=(0, 1))
        heading.add_row(Text(sign, style="red"), Text(side.claim, style="bold"))
        yield heading, 0
        yield _told(side), 4
        yield Text(f"“{' '.join(side.sentence.split())}”"), 4
    story = f" · story: {row.stories[0]}" if row.stories else ""
    yield Text(f"{row.score:.2f} {'; '.join(row.reasons)}{story}", style="dim"), 2


def _told(side: Side) -> Text:
    speakers = ["own voice" if name == OWN_VOICE else name for name in side.speakers]
    text = Text(", ".join(side.outlets), style="cyan")
    return text.append(f", {side.published or 'undated'}, {', '.join(speakers)}", style="default")
