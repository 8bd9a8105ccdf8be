"""Questions, limits and refusals as what JSON can carry, and back."""

from dataclasses import asdict
from typing import Any

from kg.web.engine import refusals
from kg.web.engine.frames import Header
from kg.web.engine.records import Dump, Formats, Limits, Question
from kg.web.engine.refusals import Refused, WorkerDied


def question_header(question: Question | Dump, *, union_default: bool | None = None) -> Header:
    """Return a question for a worker.

    Args:
        question: what is asked.
        union_default: in place of what the question says.
    """
    header = {"kind": type(question).__name__, **asdict(question)}
    return header if union_default is None else {**header, "union_default": union_default}


def parse_question(header: Header) -> Question | Dump:
    """Return the question of a header."""
    given = {name: value for name, value in header.items() if name != "kind"}
    given["prefixes"] = tuple((prefix, namespace) for prefix, namespace in given["prefixes"])
    if header["kind"] == "Dump":
        return Dump(**given)
    for name in ("default_graphs", "named_graphs"):
        given[name] = tuple(given[name]) if given[name] is not None else None
    return Question(**{**given, "formats": Formats(**given["formats"])})


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
