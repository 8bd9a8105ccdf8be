"""Read just so much of an update as the protocol needs: where it reaches out, and where its data set is to stand.

Oxigraph's updates take no data set from outside, so `using-graph-uri` becomes USING clauses (SPARQL 1.1 Protocol,
2.2.3; SPARQL 1.1 Update, 3.1.3). What is put in are IRIs that were checked, at the borders of tokens alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import NamedNode

from kg.web.engine.tokens import read_query
from kg.web.protocol.problems import Refusal

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\r\n]*)
    |(?P<iri><[^<>"{}|^`\s]*>)
    |(?P<text>\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<name>[?$@]\w+|[\w.-]{0,200}+:(?:[\w.:%-]|\\.)*)
    |(?P<word>[A-Za-z]\w*)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word or sign that is neither space nor comment."""

    kind: str
    text: str
    start: int
    end: int
    depth: int
    """How many braces are open around it; both braces of a pair lie at the depth outside of them."""

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of these keywords."""
        return self.kind == "word" and self.text.upper() in words


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the tokens of a query or an update."""
    depth = 0
    for found in _TOKEN.finditer(text):
        kind, value = found.lastgroup or "other", found[0]
        if kind == "space":
            continue
        depth -= value == "}" and kind == "other"
        yield Token(kind=kind, text=value, start=found.start(), end=found.end(), depth=depth)
        depth += value == "{" and kind == "other"


def refuse_reaching_out(text: str, allowed: Sequence[str] = ()) -> None:
    """Refuse an update that loads from, or asks, an address that is not allowed.

    Raises:
        Refusal: with 403.
    """
    read = read_query.__wrapped__  # updates are long, and come once
    for word in ("load", "service"):
        for address in read(text, outward=word).addresses:
            if address is None or address not in allowed:
                where = f"<{address}>" if address else "an address that is not written out"
                raise Refusal(403, f"{word.upper()} is refused: {where} is not allowed")


def with_data_set(text: str, *, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """Return an update whose operations all use a data set.

    Raises:
        Refusal: where the update says by WITH or USING which data set it uses, or where an IRI is none [2.2.3].
    """
    if not default_graphs and not named_graphs:
        return text
    tokens = list(tokens_of(text))
    if any(token.depth == 0 and token.is_word("WITH", "USING") for token in tokens):
        raise Refusal(400, "an update names its data set either by WITH and USING or by parameters, not by both")
    clause = " ".join(
        [f"USING {checked_iri(one)}" for one in default_graphs]
        + [f"USING NAMED {checked_iri(one)}" for one in named_graphs]
    )
    parts, last = [], 0
    for before, token in pairwise(tokens):
        if token.depth or not token.is_word("WHERE"):
            continue
        pattern = _block(tokens, token.end, text) if before.is_word("DELETE") else ""  # DELETE WHERE has no USING
        parts += [text[last : token.start], f"{pattern} {clause} "]
        last = token.start
    return "".join([*parts, text[last:]])


def _block(tokens: Sequence[Token], start: int, text: str) -> str:
    """Return the braces that follow a place, with what is in them."""
    braces = [one for one in tokens if one.start >= start and one.depth == 0 and one.text in ("{", "}")]
    return text[braces[0].start : braces[1].end] if len(braces) > 1 else ""


def checked_iri(value: str) -> str:
    """Return an absolute IRI as SPARQL and Turtle write it.

    Raises:
        Refusal: where it is none.
    """
    try:
        return str(NamedNode(value))
    except ValueError as error:
        raise Refusal(400, f"{value!r} is no absolute IRI: {error}") from error
