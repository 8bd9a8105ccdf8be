"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.remote import located, written

GraphPath = Annotated[
    Path,
    typer.Argument(
        metavar="GRAPH",
        help="A graph made by kg build, or the URL of a SPARQL server that one was pushed to.",
        show_default=False,
        parser=located,
    ),
]
AskedGraph = Annotated[
    str,
    typer.Argument(
        metavar="GRAPH",
        help="A graph made by kg build, or the URL of a SPARQL server that one was pushed to.",
        show_default=False,
    ),
]
"""A graph for a command that asks the server itself."""
WrittenGraph = Annotated[
    Path, typer.Argument(metavar="GRAPH", help="A graph made by kg build.", show_default=False, parser=written)
]
Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="INPUT...",
        help="Folders with a manifest, text or Markdown files, .jsonl or .jsonl.gz.",
        show_default=False,
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
Outlet = Annotated[str | None, typer.Option(help="Claims that this outlet carries.")]
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
