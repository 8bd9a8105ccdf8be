"""Arguments and options that several commands share."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.complete import complete_graphs, complete_outlets
from kg.cli.remote import located, written
from kg.errors import WrongParameter

GraphPath = Annotated[
    Path,
    typer.Argument(
        metavar="GRAPH",
        help="A graph made by kg build, or the URL of a SPARQL server that one was pushed to.",
        show_default=False,
        parser=located,
        autocompletion=complete_graphs,
    ),
]
AskedGraph = Annotated[
    str,
    typer.Argument(
        metavar="GRAPH",
        help="A graph made by kg build, or the URL of a SPARQL server that one was pushed to.",
        show_default=False,
        autocompletion=complete_graphs,
    ),
]
"""A graph for a command that asks the server itself."""
WrittenGraph = Annotated[
    Path,
    typer.Argument(
        metavar="GRAPH",
        help="A graph made by kg build.",
        show_default=False,
        parser=written,
        autocompletion=complete_graphs,
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="One JSON document on standard output, for scripts; all else on standard error.")
]
Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="INPUT...",
        help="Files and folders of them, told by their content: texts, Markdown, web pages, tables (CSV, Parquet), "
        "JSON lines, feeds, web archives (WARC), ZIP and gzip of any of these; folders with a manifest; - for standard "
        "input.",
        show_default=False,
    ),
]
InputOutlet = Annotated[
    str | None,
    typer.Option(
        "--outlet", metavar="NAME", help="Who publishes what names no outlet [default: its address, folder or file]."
    ),
]
OutletTables = Annotated[
    list[Path] | None,
    typer.Option(
        "--outlets",
        metavar="FILE",
        help="A table of who publishes at which address (CSV: domain, outlet, country), before kg's own; repeatable.",
    ),
]
QueryFolders = Annotated[
    list[Path] | None,
    typer.Option(
        "--queries", metavar="FOLDER", help="A folder of named questions of your own (.rq files); repeatable."
    ),
]
InputColumns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=COLUMN",
        help="Which column of a table, or field of JSON lines, holds kg's text, title, published, outlet, url, author "
        "or id: --column text=body; repeatable.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Any installed spaCy pipeline, by name or path, instead of the bundled one."),
]
Jobs = Annotated[int | None, typer.Option(help="How many processes read, each in half a gigabyte [default: 2].")]
Params = Annotated[
    list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A parameter of a named question; repeatable.")
]
About = Annotated[str | None, typer.Option(help="Claims whose subject, object or argument has this name.")]
Outlet = Annotated[str | None, typer.Option(help="Claims that this outlet carries.", autocompletion=complete_outlets)]
Speaker = Annotated[str | None, typer.Option(help="Claims by this speaker.")]
Predicate = Annotated[str | None, typer.Option(help="Claims with this verb, in its base form.")]
EventType = Annotated[
    str | None, typer.Option(metavar="TYPE", help='Claims of this PLOVER event type, or of several: "ASSAULT|COERCE".')
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Claims published on this day (YYYY-MM-DD) or later.")]
RollUp = Annotated[
    bool, typer.Option("--roll-up", help="Count those who act for a country (its capital, its seat) as the country.")
]
WithoutRejected = Annotated[
    bool, typer.Option("--without-rejected", help="Answer as if what people rejected (see kg review) were not there.")
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")
]


def refuse_graphs(inputs: Iterable[Path]) -> None:
    """Raise where a graph was given for articles.

    Raises:
        WrongParameter: where an input is a graph; its files would be read as texts.
    """
    for path in inputs:
        if (path / "articles.sqlite").is_file():
            raise WrongParameter(
                f"{path} is a graph, not articles; ask it: kg claims {path}; or add articles: kg build INPUT -o {path}"
            )


def parse_columns(given: Iterable[str] | None) -> dict[str, str]:
    """Parse `FIELD=COLUMN` options.

    Raises:
        WrongParameter: where one is none, or names no field.
    """
    from kg.readers.tables.presets import FIELDS  # what stands around it takes long to import

    columns: dict[str, str] = {}
    for option in given or ():
        field, equals, column = option.partition("=")
        if not equals or not column.strip() or field.strip() not in FIELDS:
            raise WrongParameter(f"--column takes FIELD=COLUMN, not {option!r}; FIELD is one of {', '.join(FIELDS)}")
        columns[field.strip()] = column.strip()
    return columns
