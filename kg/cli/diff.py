"""`kg diff`: what changed between two builds."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.arguments import AsJson, Output
from kg.cli.printing import opened, print_table
from kg.cli.remote import located
from kg.errors import UnknownFormat
from kg.graph import KnowledgeGraph
from kg.query.diff import totals
from kg.query.diff_records import Change, Kind, Turn
from kg.store import GraphStore

DIFF_FORMATS = ("json", "jsonl")
"""Formats that changes are written in, besides a table for people."""

PLURALS = {Kind.ENTITY: "entities", Kind.GRAPH: "shared graphs"}
SIGNS = {Turn.ADDED: ("+", "green"), Turn.REMOVED: ("-", "red")}

Counts = Counter[tuple[Kind, Turn]]


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A graph.", show_default=False, parser=located)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A newer one.", show_default=False, parser=located)],
    details: Annotated[bool, typer.Option("--details", help="Also every change, one by one.")] = False,
    output_format: Annotated[
        str, typer.Option("--format", help=f"table, {', '.join(DIFF_FORMATS)}; jsonl has every change.")
    ] = "table",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Show what changed between two builds: articles, assertions, what was joined, and what people decided."""
    output_format = "json" if as_json else output_format
    if output_format not in ("table", *DIFF_FORMATS):
        raise UnknownFormat(output_format, ["table", *DIFF_FORMATS])
    changes = KnowledgeGraph.open(old).diff(KnowledgeGraph.open(new))
    if output_format == "jsonl":
        with opened(output) as stream:
            stream.writelines(_line(change) for change in changes)
        return
    # The summary stands first, so the changes wait in a file: there may be as many as assertions.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as spool:
        counts: Counts = Counter()
        for change in changes:
            counts[change.what, change.turn] += 1
            spool.write(_line(change))
        spool.seek(0)
        if output_format == "json":
            with opened(output) as stream:
                _write_json(stream, counts, (old, new), spool if details else None)
        else:
            _print_summary(counts, (old, new))
            if details:
                _print_details(spool)


def _line(change: Change) -> str:
    return json.dumps(asdict(change), ensure_ascii=False) + "\n"


def _totals(path: Path) -> dict[Kind, int]:
    with GraphStore.open(path) as graph:
        return totals(graph)


def _write_json(stream: TextIO, counts: Counts, paths: tuple[Path, Path], spool: TextIO | None) -> None:
    before, after = map(_totals, paths)
    summary = {
        "identical": not counts,
        "old": {kind.value: number for kind, number in before.items()},
        "new": {kind.value: number for kind, number in after.items()},
        "changes": [
            {"what": what.value, "turn": turn.value, "n": number} for (what, turn), number in sorted(counts.items())
        ],
    }
    if spool is None:
        stream.write(json.dumps(summary, ensure_ascii=False, indent=2) + "\n")
        return
    stream.write(json.dumps(summary, ensure_ascii=False, indent=2).removesuffix("\n}") + ',\n  "details": [')
    stream.writelines(("," if number else "") + "\n    " + line.rstrip("\n") for number, line in enumerate(spool))
    stream.write("\n  ]\n}\n")


def _print_summary(counts: Counts, paths: tuple[Path, Path]) -> None:
    if not counts:
        typer.echo(f"{paths[0]} and {paths[1]} are the same")
        return
    before, after = map(_totals, paths)
    rows = [
        (PLURALS.get(kind, f"{kind.value}s"), _number(before.get(kind)), _number(after.get(kind)), _turns(counts, kind))
        for kind in Kind
    ]
    print_table(["", "old", "new", "what changed"], rows)


def _number(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _turns(counts: Counts, kind: Kind) -> str:
    found = [f"{counts[kind, turn]:,} {turn.value}" for turn in Turn if counts[kind, turn]]
    return ", ".join(found) or "nothing"


def _print_details(spool: TextIO) -> None:
    console = Console(highlight=False)
    changes: Iterator[dict[str, str | None]] = map(json.loads, spool)
    for (what, outlet, article), found in groupby(changes, key=lambda one: (_room(one), one["outlet"], one["article"])):
        console.print()
        console.print(Text(what if outlet is None else f"{outlet}, article {article}", style="bold underline"))
        for change in found:
            _print_detail(console, change)


def _print_detail(console: Console, change: dict[str, str | None]) -> None:
    """Print a sign and what changed; on a terminal long words hang under their beginning."""
    sign, colour = SIGNS.get(Turn(change["turn"] or ""), ("~", "yellow"))
    lead, text = Text(f"  {sign} ", style=colour), Text(_detail(change))
    if console.is_terminal:
        grid = Table.grid()
        grid.add_row(lead, text)
        console.print(grid)
    else:
        console.print(Text.assemble(lead, text), soft_wrap=True)


def _room(change: dict[str, str | None]) -> str:
    """Return the heading that a change stands under; what is in an article stands under the article."""
    kind = Kind(change["what"] or "")
    return "" if change["outlet"] is not None else PLURALS.get(kind, f"{kind.value}s")


def _detail(change: dict[str, str | None]) -> str:
    turn, old, new = Turn(change["turn"] or ""), change["old"], change["new"]
    if change["what"] == Kind.ARTICLE:
        title = (old or new) if turn in SIGNS else None
        return f"article {turn.value}" + (f": {title}" if title else "")
    if change["what"] == Kind.GRAPH:
        return f"{change['name']}: {old} → {new}"
    if old is None or new is None:
        return old or new or ""
    return (f"{turn.value}: " if turn in (Turn.MERGED, Turn.SPLIT) else "") + f"{old}\n→ {new}"
