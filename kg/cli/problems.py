"""`kg problems`: what was wrong in the data that a graph was built from."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Annotated, TextIO

import typer

from kg.cli.arguments import AsJson, GraphPath, Output
from kg.cli.printing import opened, print_json, print_table
from kg.errors import UnknownFormat
from kg.graph import KnowledgeGraph
from kg.store.ledger import NotedProblem

FORMATS = ("table", "jsonl", "csv")
FIELDS = ("path", "line", "article", "kind", "message", "set_aside", "noted")
PAGE = 500
"""Problems of one table, so that however many there are, few are in memory."""


def problems(
    graph: GraphPath,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Only problems of this kind.")] = None,
    output_format: Annotated[str, typer.Option("--format", help=f"{', '.join(FORMATS)}.")] = "table",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """List what was wrong in the data: where, what, and how many articles it set aside."""
    if output_format not in FORMATS:
        raise UnknownFormat(output_format, FORMATS)
    with KnowledgeGraph(graph).noted_problems(kind=kind) as (found, counts):
        if as_json:
            print_json({"counts": counts, "problems": list(map(_row, found))}, output)
        elif output_format == "table":
            _print_tables(found, counts)
        else:
            with opened(output) as stream:
                _write(found, stream, output_format)


def _print_tables(found: Iterator[NotedProblem], counts: dict[str, int]) -> None:
    rows: list[tuple[object, ...]] = []
    for noted in found:
        problem = noted.problem
        rows.append((problem.kind, str(problem.place), problem.message, problem.n_aside or "", noted.noted))
        if len(rows) == PAGE:
            print_table(("kind", "place", "what", "set aside", "noted"), rows)
            rows.clear()
    if rows:
        print_table(("kind", "place", "what", "set aside", "noted"), rows)
    summary = ", ".join(f"{n:,} {name}" for name, n in counts.items())
    total = sum(counts.values())
    typer.echo(f"{total:,} problem{'s' if total > 1 else ''}: {summary}" if counts else "no problems", err=True)


def _write(found: Iterable[NotedProblem], stream: TextIO, output_format: str) -> None:
    rows = map(_row, found)
    if output_format == "jsonl":
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        return
    writer = csv.DictWriter(stream, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _row(noted: NotedProblem) -> dict[str, object]:
    problem, place = noted.problem, noted.problem.place
    values = (place.path, place.line, place.article, problem.kind, problem.message, problem.n_aside, noted.noted)
    return dict(zip(FIELDS, values, strict=True))
