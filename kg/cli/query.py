"""`kg query` and `kg queries`: ask the graph in SPARQL, or by the name of a question."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.arguments import AskedGraph, Output, Params, WithoutRejected
from kg.cli.printing import opened, print_table
from kg.errors import InputNotFound, UnknownFormat, WrongParameter
from kg.graph import KnowledgeGraph
from kg.query import RESULT_FORMATS, load_queries


def query(
    graph: AskedGraph,
    question: Annotated[
        str, typer.Argument(metavar="NAME|FILE|SPARQL", help="A named question, a .rq file or SPARQL text.")
    ],
    param: Params = None,
    without_rejected: WithoutRejected = False,
    output_format: Annotated[str, typer.Option("--format", help=f"table, {', '.join(RESULT_FORMATS)}.")] = "table",
    output: Output = None,
) -> None:
    """Ask the graph: a named question (see kg queries), a file, or SPARQL."""
    if output_format not in ("table", *RESULT_FORMATS):
        raise UnknownFormat(output_format, ["table", *RESULT_FORMATS])
    text = _read(Path(question)) if question.endswith(".rq") else question
    result = KnowledgeGraph.open(graph, without_rejected=without_rejected).query(text, **_parse_params(param or []))
    if output_format == "table" and result.columns:
        print_table(result.columns, result.rows)
        typer.echo(f"{len(result):,} rows", err=True)
    else:
        with opened(output) as stream:
            stream.write(result.render("ttl" if output_format == "table" else output_format))


def queries() -> None:
    """List the named questions with their parameters."""
    print_table(
        ["name", "question", "parameters"],
        (
            (named.name, named.question, "\n".join(str(parameter) for parameter in named.parameters))
            for named in load_queries().values()
        ),
    )


def _read(path: Path) -> str:
    if not path.is_file():
        raise InputNotFound(path)
    return path.read_text(encoding="utf-8")


def _parse_params(params: list[str]) -> dict[str, str]:
    value_by_name = {}
    for param in params:
        name, sign, value = param.partition("=")
        if not sign:
            raise WrongParameter(f"--param takes NAME=VALUE, not {param!r}")
        value_by_name[name.strip()] = value
    return value_by_name
