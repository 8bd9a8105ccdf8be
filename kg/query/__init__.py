"""QUESTIONS: the named queries of queries/, run with bound parameters; claim rows; tracing a claim."""

from kg.query.ask import ask, run_query
from kg.query.claims import CLAIM_FORMATS, Claims
from kg.query.labels import Labels
from kg.query.named import NamedQuery, Parameter, load_queries, load_query, parse_query, read_queries
from kg.query.results import RESULT_FORMATS, Result
from kg.query.rows import Filters, claim_rows
from kg.query.trace import trace

__all__ = [
    "CLAIM_FORMATS",
    "RESULT_FORMATS",
    "Claims",
    "Filters",
    "Labels",
    "NamedQuery",
    "Parameter",
    "Result",
    "ask",
    "claim_rows",
    "load_queries",
    "load_query",
    "parse_query",
    "read_queries",
    "run_query",
    "trace",
]
