"""Trace who said what in the news.

    articles ──► annotation ──► account ──► quads ──► graph ──► rows, answers, pictures
    readers      nlp            resolve     rdf       store     query, draw

An article is read once: sentences, names, times, quotations, attributions and relations (`kg.nlp`). Its account says
who asserts what, with names resolved within the article (`kg.resolve`), and becomes one named graph (`kg.rdf`) in an
embedded store (`kg.store`). What is the same across articles is linked in graphs of its own and never merged.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.build import BuildReport, build_graph
    from kg.errors import KgError
    from kg.graph import KnowledgeGraph
    from kg.query.claims import Claims
    from kg.records import Article, ClaimRow, Place, Problem
    from kg.settings import Settings

__all__ = [
    "Article",
    "BuildReport",
    "ClaimRow",
    "Claims",
    "KgError",
    "KnowledgeGraph",
    "Place",
    "Problem",
    "Settings",
    "build_graph",
]

_MODULE_BY_NAME = {
    "Article": "records",
    "BuildReport": "build",
    "ClaimRow": "records",
    "Claims": "query.claims",
    "KgError": "errors",
    "KnowledgeGraph": "graph",
    "Place": "records",
    "Problem": "records",
    "Settings": "settings",
    "build_graph": "build",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562): a worker process needs a part of kg only."""
    if name not in _MODULE_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"kg.{_MODULE_BY_NAME[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
