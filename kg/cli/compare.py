"""`kg compare`: what outlets share, leave out, contradict, attribute and hedge differently."""

from collections.abc import Iterator
from itertools import groupby
from typing import Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from kg.cli.arguments import AsJson, GraphPath, Output, Since, WithoutRejected
from kg.cli.printing import opened, print_table, wide_console
from kg.errors import UnknownFormat
from kg.graph import KnowledgeGraph
from kg.query.compare_formats import COMPARE_FORMATS, write_comparison
from kg.query.compare_records import ComparedRow, Comparison
from kg.query.compare_tellings import BY, OWN_VOICE

TITLES = {
    "contradicted": "They contradict each other",
    "attributed": "They name other speakers",
    "hedged": "They are not equally sure",
    "shared": "They tell alike",
}
"""The kinds of rows with a sentence of each outlet, in the order in which people see them; `missing` comes last."""


def compare(
    graph: GraphPath,
    outlets: Annotated[
        list[str], typer.Argument(metavar="OUTLET OUTLET...", help="Two or more outlets, or parts of their names.")
    ],
    story: Annotated[str | None, typer.Option(help="Only stories with these words in their label.")] = None,
    about: Annotated[str | None, typer.Option(help="Only claims of things with this name.")] = None,
    since: Since = None,
    by: Annotated[str, typer.Option(help=f"Count who tells a claim by {' or '.join(BY)}.")] = "outlets",
    limit: Annotated[int, typer.Option(help="At most so many claims of each kind in the table.", min=0)] = 10,
    without_rejected: WithoutRejected = False,
    output_format: Annotated[str, typer.Option("--format", help=f"table, {', '.join(COMPARE_FORMATS)}.")] = "table",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Compare outlets: claims they share, contradict, attribute or hedge differently, and what each leaves out."""
    output_format = "json" if as_json else output_format
    if output_format not in ("table", *COMPARE_FORMATS):
        raise UnknownFormat(output_format, ["table", *COMPARE_FORMATS])
    opened_graph = KnowledgeGraph.open(graph, without_rejected=without_rejected)
    found = opened_graph.compare(*outlets, about=about, story=story, since=since, by=by)
    if output_format != "table":
        with opened(output) as stream:
            write_comparison(found, stream, output_format)
        return
    print_table(["", *found.outlets], _count_rows(found))
    _print_rows(found, limit)


def _count_rows(found: Comparison) -> Iterator[list[str]]:
    for words, numbers in found.counts:
        pairs = zip(numbers, found.outlets, strict=True)
        yield [words, *(f"{number:,}".rjust(len(outlet)) for number, outlet in pairs)]


def _print_rows(found: Comparison, limit: int) -> None:
    console = wide_console()
    for title, rows in _sections(found):
        console.print()
        console.print(Text(f"{title}: {len(rows):,}", style="bold underline"))
        for row in rows[:limit]:
            console.print()
            for line, indent in _lines(row, by=found.by):
                console.print(Padding(line, (0, 0, 0, indent)))
        if len(rows) > limit:
            console.print(Text(f"\n… and {len(rows) - limit:,} more: --limit, or --format csv", style="dim"))
    if not found.rows:
        console.print("no claim of one of them has to do with a claim or a story of another")


def _sections(found: Comparison) -> Iterator[tuple[str, tuple[ComparedRow, ...]]]:
    apart = {_names(row) for kind in ("attributed", "hedged") for row in found.of_kind(kind)}
    for kind, title in TITLES.items():
        rows = [row for row in found.of_kind(kind) if kind != "shared" or _names(row) not in apart]
        if rows:
            yield title, tuple(rows)
    for silent, left_out in groupby(found.of_kind("missing"), key=lambda row: row.other_outlet):
        yield f"Never carried by {silent}", tuple(left_out)


def _names(row: ComparedRow) -> tuple[str, str, str]:
    return row.claim_iri, row.outlet, row.other_outlet


def _lines(row: ComparedRow, *, by: str) -> Iterator[tuple[Text, int]]:
    """Yield lines, each with its indent: the claim, and who tells it in which sentence."""
    told = f"  {row.corroboration} {by if row.corroboration != 1 else by.removesuffix('s')}"
    heading = Text(row.claim, style="bold")
    if row.other_claim is not None:
        heading.append("  ≠  ", style="red").append(row.other_claim)
        yield heading, 2
    else:
        yield heading.append(told, style="not bold dim"), 2
    yield _said(row.outlet, row.published, row.speakers, row.certainty, row.sentence), 4
    if row.n_articles is not None:
        noun = "article" if row.n_articles == 1 else "articles"
        also = [outlet for outlet in row.carriers if outlet != row.outlet]
        beside = f"also in {', '.join(also)}; " if also else ""
        yield Text(f"{beside}{row.other_outlet}: {row.n_articles:,} {noun} on this story, never this", style="dim"), 4
    else:
        speakers, certainty = row.other_speakers, row.other_certainty
        yield _said(row.other_outlet, row.other_published, speakers, certainty, row.other_sentence), 4
    if row.reason is not None:
        yield Text(f"{row.reason} ({row.score or 0:.2f})", style="dim"), 4


def _said(
    outlet: str, published: str | None, speakers: tuple[str, ...], certainty: str | None, sentence: str | None
) -> Text:
    who = "own voice" if speakers == (OWN_VOICE,) else ", ".join(speakers)
    firmness = f", {certainty}" if certainty not in (None, "certain") else ""
    text = Text(outlet, style="cyan").append(f", {published or 'undated'}, {who}{firmness}: ", style="default")
    return text.append(f"“{' '.join((sentence or '').split())}”", style="default")
