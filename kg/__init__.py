"""Trace who said what in the news.

    articles ──► annotation ──► account ──► quads ──► graph ──► rows, answers, pictures
    readers      nlp            resolve     rdf       store     query, draw

An article is read once: sentences, names, times, quotations, attributions and relations (`kg.nlp`). Its account says
who asserts what, with names resolved within the article (`kg.resolve`), and becomes one named graph (`kg.rdf`) in an
embedded store (`kg.store`). What is the same across articles is linked in graphs of its own and never merged.
"""

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
