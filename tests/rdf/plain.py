"""Quads told shortly, for tests."""

from pyoxigraph import Literal

from kg.rdf.identifiers import Identifiers

IDENTIFIERS = Identifiers("https://kg.example/")


def plain(quads):
    """Return graph, subject, predicate and object of each quad, without what all IRIs begin with."""
    return [
        (
            short(quad.graph_name).removeprefix("graph/"),
            short(quad.subject),
            short(quad.predicate),
            quad.object.value if isinstance(quad.object, Literal) else short(quad.object),
        )
        for quad in quads
    ]


def short(term):
    return term.value.rpartition("#")[2].removeprefix(IDENTIFIERS.base)
