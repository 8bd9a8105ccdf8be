"""`kg export`: the graph in the formats of other tools."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

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
from kg.cli.complete import complete_exports
from kg.cli.printing import wide_console
from kg.cli.progress import counting
from kg.cli.publication import (
    PANEL,
    Creator,
    Description,
    Identifier,
    Licence,
    Published,
    Publisher,
    build_publication,
)
from kg.errors import WrongParameter
from kg.exports import EXPORTERS, FORMATS
from kg.exports.nanopublications import NANOPUBLICATIONS
from kg.exports.writing import choose_exporter
from kg.graph import KnowledgeGraph


def _list_formats(wanted: bool) -> None:
    if wanted:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        for name in ("format", "ending", "what it is; what reads it"):
            table.add_column(name, no_wrap=name == "format")
        for one in EXPORTERS:
            table.add_row(one.name, one.suffix or "(folder)", one.title)
        wide_console().print(table)
        raise typer.Exit


def export(
    graph: GraphPath,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="NAME",
            autocompletion=complete_exports,
            help=f"By the ending of FILE unless it is given, else trig. One of: {', '.join(FORMATS)}.",
        ),
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
    title: Annotated[str | None, typer.Option(help="Its title.", rich_help_panel=PANEL)] = None,
    description: Description = None,
    creator: Creator = None,
    publisher: Publisher = None,
    licence: Licence = None,
    published: Published = None,
    identifier: Identifier = None,
    sign: Annotated[
        Path | None,
        typer.Option(
            metavar="KEYFILE",
            help="Sign nanopublications with a private RSA key: PEM, or ~/.nanopub/id_rsa.",
            rich_help_panel=PANEL,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
    _list: Annotated[
        bool,
        typer.Option("--list", callback=_list_formats, is_eager=True, help="Print the formats and what reads them."),
    ] = False,
) -> None:
    """Write the graph, or the claims that match, in a format that other tools read; equal graphs are equal files.

    kg export GRAPH --list says which formats there are. A file gets its name only once it is whole. Title, makers and
    licence go into the formats that describe the data set: datacite, nanopub, ro-crate, sqlite, tables.
    """
    publication = build_publication(
        title=title,
        description=description,
        creators=creator,
        publisher=publisher,
        licence=licence,
        published=published,
        identifier=identifier,
    )
    exporter = choose_exporter(output_format, output)
    if sign is not None and exporter is not NANOPUBLICATIONS:
        raise WrongParameter(f"--sign is for --format nanopub, not {exporter.name}")
    with counting(quiet=quiet or output is None) as progress:
        task = progress.add_task("exporting", total=None)
        KnowledgeGraph.open(graph, without_rejected=without_rejected).export(
            typer.get_binary_stream("stdout") if output is None else output,
            output_format,
            without_text=no_text,
            publication=replace(publication, signing_key=sign),
            on_progress=lambda done, total: progress.update(task, completed=done, total=total),
            about=about,
            outlet=outlet,
            speaker=speaker,
            predicate=predicate,
            event_type=event_type,
            since=since,
            roll_up=roll_up,
        )
    if output is not None and not quiet and exporter.hint is not None:
        typer.echo(f"open it with: {exporter.hint.format(path=output, stem=output.with_suffix(''))}", err=True)
