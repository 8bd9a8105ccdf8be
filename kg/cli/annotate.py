"""`kg annotate`: what was read in each article, before any resolving."""

import json
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from kg.cli.arguments import Inputs, Model, Output
from kg.cli.printing import opened
from kg.errors import UnknownFormat
from kg.readers import read_inputs
from kg.records import Article, Problem


def annotate(
    inputs: Inputs,
    output_format: Annotated[str, typer.Option("--format", help="jsonl: one object per article.")] = "jsonl",
    output: Output = None,
    model: Model = None,
) -> None:
    """Write what was read in each article: attributions, relations, entities, chains and times with their offsets."""
    if output_format != "jsonl":
        raise UnknownFormat(output_format, ["jsonl"])
    # spaCy takes two seconds to import; the other commands do without it.
    from kg.nlp.annotate_json import render_annotation
    from kg.nlp.pipeline import annotate as annotate_articles
    from kg.nlp.pipeline import load_pipeline

    problems: list[Problem] = []

    def articles() -> Iterator[Article]:
        for item in read_inputs(inputs):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                yield item

    with opened(output) as stream:
        for annotation in annotate_articles(articles(), nlp=load_pipeline(model)):
            stream.write(json.dumps(render_annotation(annotation), ensure_ascii=False) + "\n")
    for problem in problems:
        typer.echo(f"kg: {problem}", err=True)
    if problems:
        sys.exit(1)
