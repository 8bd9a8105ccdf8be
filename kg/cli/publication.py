"""Options that say of a graph what it cannot know by itself: what is handed on, by whom, on what terms."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import typer

from kg.exports.publication import Publication

PANEL = "The data set, as those who hand it on describe it"
Description = Annotated[str | None, typer.Option(help="What it holds.", rich_help_panel=PANEL)]
Creator = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help='Who made it: "Lund, Mia <0000-0002-1825-0097>", "Harbour Institute"; repeatable.',
        rich_help_panel=PANEL,
    ),
]
Publisher = Annotated[str | None, typer.Option(help="Who hands it on.", rich_help_panel=PANEL)]
Licence = Annotated[
    str | None,
    typer.Option(
        "--licence",
        "--license",
        help="Of the data: an SPDX identifier (CC-BY-4.0), an address, or words.",
        rich_help_panel=PANEL,
    ),
]
Published = Annotated[
    datetime | None,
    typer.Option(metavar="DATE", formats=["%Y-%m-%d"], help="Day of publication.", rich_help_panel=PANEL),
]
Identifier = Annotated[str | None, typer.Option(metavar="DOI", help="Its DOI, or an address.", rich_help_panel=PANEL)]


def build_publication(
    *,
    title: str | None,
    description: str | None,
    creators: Iterable[str] | None,
    publisher: str | None,
    licence: str | None,
    published: datetime | None,
    identifier: str | None,
) -> Publication:
    """Return what was said on the command line."""
    return Publication(
        title=title,
        description=description,
        creators=tuple(creators or ()),
        publisher=publisher,
        licence=licence,
        published=published.date() if published else None,
        identifier=identifier,
    )
