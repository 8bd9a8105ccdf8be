"""`kg export`: the whole graph in a standard format."""

from typing import Annotated

import typer

from kg.cli.arguments import GraphPath, Output
from kg.cli.printing import opened
from kg.errors import UnknownFormat
from kg.graph import KnowledgeGraph
from kg.rdf import EXPORT_FORMATS


def export(
    graph: GraphPath,
    output_format: Annotated[str, typer.Option("--format", help=f"{', '.join(EXPORT_FORMATS)}.")] = "trig",
    output: Output = None,
) -> None:
    """Write the whole graph as TriG or N-Quads, sorted, so that equal graphs are equal files."""
    if output_format not in EXPORT_FORMATS:
        raise UnknownFormat(output_format, EXPORT_FORMATS)
    with opened(output) as stream:
        KnowledgeGraph.open(graph).export(stream, output_format)
