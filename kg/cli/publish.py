"""`kg publish`: the graph as a folder of pages for any web server, or none."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.arguments import GraphPath
from kg.cli.progress import counting
from kg.cli.publication import (
    Creator,
    Description,
    Identifier,
    Licence,
    Published,
    Publisher,
    build_publication,
)


def publish(
    graph: GraphPath,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="The folder to write.")] = Path(
        "site"
    ),
    title: Annotated[str | None, typer.Option(help="Its title [default: the graph's name].")] = None,
    no_text: Annotated[
        bool,
        typer.Option("--no-text", help="Leave the articles' words out but for short quotes; offsets stay."),
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="At most so many pages of claims, of names and of topics each, those told most; the rest stand in "
            "lists.",
        ),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Where it will stand on the web, for sitemap.xml and canonical links: https://harbour.example/claims/.",
        ),
    ] = None,
    downloads: Annotated[
        bool,
        typer.Option("--downloads/--no-downloads", help="Put CSV, TriG and JSON-LD beside the pages."),
    ] = True,
    description: Description = None,
    creator: Creator = None,
    publisher: Publisher = None,
    licence: Licence = None,
    published: Published = None,
    identifier: Identifier = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Write the graph as a web site without a server: open FOLDER/index.html, or put FOLDER on any web host.

    Pages of claims, names, outlets, articles and stories, with search and downloads. Equal graphs are equal files; a
    folder that kg published before is written anew.
    """
    from kg.web.publish import SiteOptions, publish_site  # what stands around it takes long to import

    options = SiteOptions(
        title=title,
        without_text=no_text,
        limit=limit,
        url=url,
        downloads=downloads,
        publication=build_publication(
            title=title,
            description=description,
            creators=creator,
            publisher=publisher,
            licence=licence,
            published=published,
            identifier=identifier,
        ),
    )
    with counting(quiet=quiet) as progress:
        task = progress.add_task("writing pages", total=None)
        made = publish_site(
            graph,
            output,
            options=options,
            on_progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    typer.echo(
        f"{made.folder}: {made.n_pages:,} pages, {made.n_bytes / 1e6:,.1f} MB; open {made.folder / 'index.html'} in a "
        "browser, or put the folder on a web server"
    )
