"""`kg annotate`: what was read in each article, before any resolving."""

import json
import sys
from contextlib import closing
from typing import Annotated

import typer

from kg.annotate import annotate_with
from kg.cli.arguments import (
    InputColumns,
    InputOutlet,
    Inputs,
    Jobs,
    Model,
    OutletTables,
    Output,
    parse_columns,
    refuse_graphs,
)
from kg.cli.printing import opened
from kg.errors import UnknownFormat
from kg.nlp.annotate_json import render_annotation
from kg.readers.outlets import use_outlets
from kg.records import Annotation, Problem
from kg.settings import Settings


def annotate(
    inputs: Inputs,
    output_format: Annotated[str, typer.Option("--format", help="jsonl: one object per article.")] = "jsonl",
    output: Output = None,
    outlet: InputOutlet = None,
    outlets: OutletTables = None,
    column: InputColumns = None,
    model: Model = None,
    jobs: Jobs = None,
) -> None:
    """Write what was read in each article: attributions, relations, entities, chains and times with their offsets."""
    if output_format != "jsonl":
        raise UnknownFormat(output_format, ["jsonl"])
    refuse_graphs(inputs)
    if outlets:
        use_outlets([*outlets, *Settings().outlets])
    settings = Settings.of(model=model, jobs=jobs)
    problems: list[Problem] = []
    read = annotate_with(
        inputs, _render_line, settings=settings, outlet=outlet, columns=parse_columns(column), on_kind=_say
    )
    # Workers end before the output is closed, also where its reader has seen enough.
    with opened(output) as stream, closing(read) as lines:
        for line in lines:
            if isinstance(line, Problem):
                problems.append(line)
            else:
                stream.write(line)
    for problem in problems:
        typer.echo(f"kg: {problem}", err=True)
    if problems:
        sys.exit(1)


def _render_line(annotation: Annotation) -> str:
    return json.dumps(render_annotation(annotation), ensure_ascii=False) + "\n"


def _say(name: str, kind: str) -> None:
    """Tell a person what an input was taken for; programs that call this read problems only."""
    if sys.stderr.isatty():
        typer.echo(f"{name}: {kind}", err=True)
