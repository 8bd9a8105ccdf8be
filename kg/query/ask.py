"""Ask a graph: a named question, or SPARQL."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from kg.query.named import NamedQuery, load_query, parse_query
from kg.query.results import Result
from kg.rdf import prefixes
from kg.store import Results

_NAME = re.compile(r"[\w-]+")


class Asked(Protocol):
    """What answers SPARQL: a graph in a folder, or one on a server."""

    base: str

    def query(self, sparql: str) -> Results:
        """Ask in SPARQL 1.1."""


def ask(
    graph: Asked,
    question: str,
    values: Mapping[str, object] | None = None,
    *,
    folders: Iterable[Path] | None = None,
) -> Result:
    """Run a named question or a SPARQL query.

    Args:
        graph: what is asked.
        question: the name of a question that comes with kg, or SPARQL; kg's prefixes need not be declared. SPARQL may
            declare parameters in a head comment, as the named questions do.
        values: the parameters by name.
        folders: of named questions of one's own; `KG_QUERIES` unless they are given.

    Raises:
        UnknownQuery: where the question is one word that is no name of a question.
        WrongParameter: where a parameter is missing, unknown or of the wrong type.
        InvalidQuery: where SPARQL does not parse, cannot be run, or asks another server.
    """
    is_name = _NAME.fullmatch(question.strip())
    named = load_query(question.strip(), folders) if is_name else parse_query("the query", question)
    return run_query(graph, named, values)


def run_query(graph: Asked, named: NamedQuery, values: Mapping[str, object] | None = None) -> Result:
    """Run a named question with its parameters.

    Raises:
        WrongParameter: where a parameter is missing, unknown or of the wrong type.
        InvalidQuery: where it cannot be run.
    """
    return Result(graph.query(named.bind(values or {})), prefixes=prefixes(graph.base))
