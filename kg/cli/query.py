"""`kg query` and `kg queries`: ask the graph in SPARQL, or by the name of a question."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.arguments import AsJson, AskedGraph, Output, Params, QueryFolders, WithoutRejected
from kg.cli.complete import complete_queries
from kg.cli.printing import opened, print_json, print_table
from kg.errors import InputNotFound, UnknownFormat, WrongParameter
from kg.graph import KnowledgeGraph
from kg.query import RESULT_FORMATS, NamedQuery, read_queries
from kg.settings import Settings


def query(
    graph: AskedGraph,
    question: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE|SPARQL",
            help="A named question, a .rq file or SPARQL text.",
            autocompletion=complete_queries,
        ),
    ],
    param: Params = None,
    queries: QueryFolders = None,
    without_rejected: WithoutRejected = False,
    output_format: Annotated[str, typer.Option("--format", help=f"table, {', '.join(RESULT_FORMATS)}.")] = "table",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Ask the graph: a named question (see kg queries), a file, or SPARQL."""
    output_format = "json" if as_json else output_format
    if output_format not in ("table", *RESULT_FORMATS):
        raise UnknownFormat(output_format, ["table", *RESULT_FORMATS])
    text = _read(Path(question)) if question.endswith(".rq") else question
    opened_graph = KnowledgeGraph.open(graph, without_rejected=without_rejected, queries=_own(queries))
    result = opened_graph.query(text, **_parse_params(param or []))
    if output_format == "table" and result.columns:
        print_table(result.columns, result.rows)
        typer.echo(f"{len(result):,} rows", err=True)
    else:
        with opened(output) as stream:
            stream.write(result.render("ttl" if output_format == "table" else output_format))


def queries(folders: QueryFolders = None, as_json: AsJson = False) -> None:
    """List the named questions with their parameters."""
    named_queries, problems = read_queries(_own(folders))
    if as_json:
        print_json([_described(named) for named in named_queries.values()])
    else:
        print_table(
            ["name", "question", "parameters"],
            (
                (named.name, named.question, "\n".join(str(parameter) for parameter in named.parameters))
                for named in named_queries.values()
            ),
        )
    for problem in problems:
        typer.echo(f"kg: {problem}", err=True)
    if problems:
        sys.exit(1)


def _described(named: NamedQuery) -> dict[str, object]:
    """Return a question as it is told to scripts."""
    parameters = [asdict(parameter) for parameter in named.parameters]
    return {"name": named.name, "title": named.title, "question": named.question, "parameters": parameters}


def _own(folders: list[Path] | None) -> tuple[Path, ...] | None:
    """Return the folders that were named, before those of `KG_QUERIES`; None where none was."""
    return (*folders, *Settings().queries) if folders else None


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
