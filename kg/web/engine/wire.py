"""Questions, limits and refusals as what JSON can carry, and back."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from kg.web.engine import refusals
from kg.web.engine.frames import Header
from kg.web.engine.records import Dump, Formats, Limits, Prefixes, Question
from kg.web.engine.refusals import Refused, WorkerDied

_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in (Question, Dump)}


def question_header(question: Question | Dump, *, known: Prefixes = ()) -> Header:
    """Return a question for a worker.

    Args:
        question: what is asked.
        known: prefixes that the worker knows already; these very ones are not sent again.
    """
    header = {field: getattr(question, field) for field in _FIELDS[type(question)]}
    header["kind"] = type(question).__name__
    if question.prefixes is known:
        header["prefixes"] = None
    if isinstance(question, Question):
        formats = question.formats
        header["formats"] = (formats.solutions, formats.boolean, formats.triples)
    return header


def parse_question(header: Header, *, known: Prefixes = ()) -> Question | Dump:
    """Return the question of a header."""
    given = {name: value for name, value in header.items() if name != "kind"}
    given["prefixes"] = known if given["prefixes"] is None else parse_prefixes(given["prefixes"])
    if header["kind"] == "Dump":
        return Dump(**given)
    for name in ("default_graphs", "named_graphs"):
        given[name] = tuple(given[name]) if given[name] is not None else None
    solutions, boolean, triples = given["formats"]
    return Question(**{**given, "formats": Formats(solutions=solutions, boolean=boolean, triples=triples)})


def parse_prefixes(given: Iterable[Iterable[str]]) -> Prefixes:
    """Return prefixes that came as lists."""
    return tuple((prefix, namespace) for prefix, namespace in given)


def limits_header(limits: Limits) -> Header:
    """Return limits for a worker."""
    return asdict(limits)


def parse_limits(header: Header) -> Limits:
    """Return the limits of a header."""
    return Limits(**header)


def refusal_header(refused: Refused) -> Header:
    """Return a refusal for the pool."""
    return {"refused": type(refused).__name__, "text": str(refused)}


def parse_refusal(header: Header) -> Refused:
    """Return the refusal of a header; a worker that names none of ours is broken."""
    kind: Any = getattr(refusals, str(header["refused"]), None)
    if not (isinstance(kind, type) and issubclass(kind, Refused)):
        return WorkerDied("it spoke nonsense")
    refused: Refused = kind.__new__(kind, str(header["text"]))
    return refused
