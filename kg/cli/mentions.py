"""`kg mentions`: every mention and what it was resolved to across articles."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import Annotated

import typer

from kg.cli.arguments import AsJson, GraphPath, Output
from kg.cli.printing import opened, print_json, print_table
from kg.errors import UnknownFormat
from kg.graph import KnowledgeGraph
from kg.query.mentions import MENTION_FORMATS, write_mentions
from kg.store.mention_rows import MENTION_KINDS, LinkedMention

SHOWN = ("start", "end", "kind", "type", "form", "text", "resolved to")


def mentions(
    graph: GraphPath,
    article: Annotated[str | None, typer.Option(metavar="ID", help="Mentions of this article.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Mentions in this outlet's articles.")] = None,
    kind: Annotated[str | None, typer.Option(help=f"Only one kind: {' or '.join(MENTION_KINDS)}.")] = None,
    output_format: Annotated[str, typer.Option("--format", help=f"table, {', '.join(MENTION_FORMATS)}.")] = "table",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Print every mention of a person, place, thing or event, and what it was resolved to across articles."""
    if output_format not in ("table", *MENTION_FORMATS):
        raise UnknownFormat(output_format, ["table", *MENTION_FORMATS])
    found = KnowledgeGraph.open(graph).mentions(article=article, outlet=outlet, kind=kind)
    if as_json:
        print_json([asdict(mention) for mention in found], output)
    elif output_format == "table":
        _print_tables(found)
    else:
        with opened(output) as stream:
            write_mentions(found, stream, output_format)


def _print_tables(found: Iterable[LinkedMention]) -> None:
    """Print a table an article, so that however many there are, one is in memory."""
    n_mentions = n_articles = 0
    for (outlet, article), of_article in groupby(found, key=lambda mention: (mention.outlet, mention.article)):
        rows = [_cells(mention) for mention in of_article]
        print_table(SHOWN, rows, title=f"{outlet}, article {article}")
        n_mentions, n_articles = n_mentions + len(rows), n_articles + 1
    typer.echo(f"{n_mentions:,} mentions in {n_articles:,} articles", err=True)


def _cells(mention: LinkedMention) -> tuple[object, ...]:
    node = "/".join(mention.iri.rsplit("/", 2)[1:])
    words = " ".join(mention.text.split())
    return mention.start, mention.end, mention.kind, mention.type, mention.form, words, node
