"""`kg origins`: whose text each article has, and who only copies it."""

from itertools import groupby
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.arguments import AsJson, GraphPath, Output
from kg.cli.printing import opened, wide_console
from kg.errors import UnknownFormat
from kg.query.origins import FIRST, ORIGIN_FORMATS, OriginRow, origin_rows, write_origins
from kg.store import GraphStore

NONE = "no article copies another or credits an agency; --all shows those that stand alone"


def origins(
    graph: GraphPath,
    agency: Annotated[str | None, typer.Option(help="Only texts that this news agency is credited for.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also articles that stand alone and credit no agency.")
    ] = False,
    output_format: Annotated[str, typer.Option("--format", help=f"table, {', '.join(ORIGIN_FORMATS)}.")] = "table",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Show which articles have one origin: copies of one text, agency texts, and how much of each is copied."""
    output_format = "json" if as_json else output_format
    if output_format not in ("table", *ORIGIN_FORMATS):
        raise UnknownFormat(output_format, ["table", *ORIGIN_FORMATS])
    with GraphStore.open(graph) as store:
        rows = origin_rows(store, agency=agency, everything=everything)
    if output_format != "table":
        with opened(output) as stream:
            write_origins(rows, stream, output_format)
        return
    console = wide_console()
    for _, group in groupby(rows, key=lambda row: row.origin):
        _print_origin(console, list(group))
    n_origins = len({row.origin for row in rows})
    n_articles = len({(row.outlet, row.article) for row in rows})
    console.print(f"{n_articles:,} articles, {n_origins:,} origins" if rows else NONE)


def _print_origin(console: Console, rows: list[OriginRow]) -> None:
    """Print whose text it is, and below it who has it: day, outlet, what of it is copied from where."""
    console.print(Text(rows[0].label, style="bold"))
    table = Table.grid(padding=(0, 2))
    for row in rows:
        share = "" if row.share is None else f" ({row.share:.0%})"
        source = f" {row.copied_from}" if row.copied_from else ""
        credited = f"credits {row.credits}" if row.credits and row.credits != row.agency else ""
        how = Text(f"{row.relation}{source}{share}", style="green" if row.relation == FIRST else "yellow")
        table.add_row("", row.published or "undated", Text(row.outlet, style="cyan"), how, row.article, credited)
    console.print(table)
    console.print()
