"""`kg origins`: whose text each article has, and who only copies it."""

from typing import Annotated

import typer

from kg.cli.arguments import GraphPath, Output
from kg.cli.printing import opened, print_table
from kg.errors import UnknownFormat
from kg.query.origins import ORIGIN_FORMATS, OriginRow, origin_rows, write_origins
from kg.store import GraphStore

SHOWN = ("origin", "agency", "outlet", "published", "article", "how", "share", "from")


def origins(
    graph: GraphPath,
    agency: Annotated[str | None, typer.Option(help="Only texts that this news agency is credited for.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also articles that stand alone and credit no agency.")
    ] = False,
    output_format: Annotated[str, typer.Option("--format", help=f"table, {', '.join(ORIGIN_FORMATS)}.")] = "table",
    output: Output = None,
) -> None:
    """Show which articles have one origin: copies of one text, agency texts, and how much of each is copied."""
    if output_format not in ("table", *ORIGIN_FORMATS):
        raise UnknownFormat(output_format, ["table", *ORIGIN_FORMATS])
    with GraphStore.open(graph) as store:
        rows = origin_rows(store, agency=agency, everything=everything)
    if output_format != "table":
        with opened(output) as stream:
            write_origins(rows, stream, output_format)
        return
    print_table(SHOWN, _cells(rows))
    n_origins = len({row.origin for row in rows})
    typer.echo(f"{len({(row.outlet, row.article) for row in rows}):,} articles, {n_origins:,} origins", err=True)


def _cells(rows: list[OriginRow]) -> list[list[object]]:
    """Return the lines of the table; an origin's name stands on its first one only."""
    cells: list[list[object]] = []
    before = None
    for row in rows:
        is_new = row.origin != before
        before = row.origin
        share = "" if row.share is None else f"{row.share:.0%}"
        name = row.label if is_new else ""
        agency = row.agency or row.credits
        cells.append([name, agency, row.outlet, row.published, row.article, row.relation, share, row.copied_from])
    return cells
