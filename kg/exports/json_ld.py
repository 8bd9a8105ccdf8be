r"""JSON-LD 1.1 (W3C, 2020), compacted: a context with readable keys, then one node a line, grouped by named graph.

    {"@context": {"id": "@id", "type": "@type", "ent": "https://kg.example/entity/", "claim": {...}, ...},
    "@graph": [
    {"id": "art:5f2c", "@graph": [
    {"id": "asr:01", "type": "kg:Assertion", "claim": "clm:9b", "confidence": "0.83", "polarity": "kg:Positive"},
    ...

Nodes are written as their quads come, so that one of them is in memory at a time. Libraries compact whole documents
in memory only. Strings are taken over from N-Quads as they stand: its escapes are those of JSON (RDF 1.1 N-Triples,
section 2.4; RFC 8259, section 7), but for `\U`, which is unescaped first.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import BinaryIO

from kg.errors import WrongParameter

XSD, RDF = "http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
IRI, KEY, TYPE, GRAPH = "@id", "id", "type", "@graph"
REMEMBERED = 200_000
"""IRIs whose short forms are kept in memory."""

_LITERAL = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?:\^\^<(?P<type>[^>]*)>|@(?P<language>[A-Za-z0-9-]+))?')
_NATIVE = {f"{XSD}integer": re.compile(r"0|-?[1-9]\d{0,14}"), f"{XSD}boolean": re.compile("true|false")}
"""What JSON itself says, where it is written as JSON has it; longer numbers are not exact in every reader."""
_LONG = re.compile(r"\\U([0-9A-Fa-f]{8})")


class JsonLd:
    """Writes quads as compacted JSON-LD.

    Args:
        output: gets UTF-8.
        prefixes: namespaces by prefix.
    """

    def __init__(self, output: BinaryIO, prefixes: dict[str, str]) -> None:
        self._output = output
        self._prefixes = prefixes
        self._prefix_by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}
        terms = load_terms()
        self._key_by_property = {self._expanded(told[0]): key for key, told in terms.items()}
        self._kind_by_key = {key: self._expanded(told[1]) for key, told in terms.items() if len(told) > 1}
        self.short = lru_cache(maxsize=REMEMBERED)(self._short)

    def writelines(self, lines: Iterable[bytes]) -> None:
        """Write the document of N-Quads that are sorted by graph, subject and predicate."""
        self._output.write(b'{"@context": ' + self._context() + b',\n"@graph": [')
        quads = map(_split, lines)
        for n_graphs, (graph, found) in enumerate(groupby(quads, key=lambda quad: quad[3])):
            head = f'{{"{KEY}": {json.dumps(self.short(graph), ensure_ascii=False)}, "{GRAPH}": ['
            self._output.write(b",\n" * bool(n_graphs) + b"\n" * (not n_graphs) + head.encode())
            between = "\n"
            for subject, told in groupby(found, key=lambda quad: quad[0]):
                self._output.write(f"{between}{self._node(subject, told)}".encode())
                between = ",\n"
            self._output.write(b"\n]}")
        self._output.write(b"\n]}\n")

    def _context(self) -> bytes:
        terms = {key: _term(*told) for key, told in load_terms().items()}
        context = {"@version": 1.1, KEY: IRI, TYPE: "@type"} | self._prefixes | terms
        lines = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in context.items())
        return ("{\n" + ",\n".join(lines) + "\n}").encode()

    def _expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self._prefixes.get(prefix, f"{prefix}:") + local if local else name

    def _short(self, term: str) -> str:
        """Return an IRI in angle brackets with its prefix where it has one; a blank node as it is."""
        if not term.startswith("<"):
            return term
        iri = term[1:-1]
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefix_by_namespace.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and cut < len(iri) else iri

    def _node(self, subject: str, told: Iterable[tuple[str, str, str, str]]) -> str:
        parts = [f'"{KEY}": {_quoted(self.short(subject))}']
        for predicate, quads in groupby(told, key=lambda quad: quad[1]):
            values = [quad[2] for quad in quads]
            parts.extend(self._members(predicate, values))
        return "{" + ", ".join(parts) + "}"

    def _members(self, predicate: str, values: list[str]) -> Iterator[str]:
        if predicate == f"<{RDF}type>":
            classes = [_quoted(self.short(value)) for value in values if not value.startswith('"')]
            values = [value for value in values if value.startswith('"')]
            if classes:
                yield _member(TYPE, classes)
        if values:
            key = self._key_by_property.get(predicate[1:-1]) or self.short(predicate)
            kind = self._kind_by_key.get(key)
            yield _member(key, [self._value(value, kind) for value in values])

    def _value(self, value: str, kind: str | None) -> str:
        if not value.startswith('"'):
            if value.startswith("<<"):
                raise WrongParameter("JSON-LD has no triple terms, of which this graph has some: take nquads or rdf12")
            found = _quoted(self.short(value))
            return found if kind == IRI else f'{{"{KEY}": {found}}}'
        match = _LITERAL.fullmatch(value)
        assert match is not None, value
        text, datatype, language = match.group("text", "type", "language")
        quoted = f'"{_LONG.sub(_unescaped, text)}"'
        if language:
            return f'{{"@value": {quoted}, "@language": "{language}"}}'
        if datatype is None:
            return quoted if kind is None else f'{{"@value": {quoted}}}'
        if datatype == kind:
            return quoted
        if kind is None and datatype in _NATIVE and _NATIVE[datatype].fullmatch(text):
            return text
        return f'{{"@value": {quoted}, "@type": {_quoted(self.short(f"<{datatype}>"))}}}'


def load_terms() -> dict[str, list[str]]:
    """Load the short keys: property, and the kind of its values where it has one."""
    return tomllib.loads(resources.files("kg.exports").joinpath("json_ld.toml").read_text(encoding="utf-8"))


def _term(name: str, kind: str | None = None) -> str | dict[str, str]:
    return name if kind is None else {"@id": name, "@type": kind}


def _split(line: bytes) -> tuple[str, str, str, str]:
    """Return subject, predicate, object and graph of a line."""
    subject, predicate, rest = line.decode().split(" ", 2)
    value, _, graph = rest[:-3].rpartition(" ")
    return subject, predicate, value, graph


def _member(key: str, values: list[str]) -> str:
    return f"{_quoted(key)}: {values[0] if len(values) == 1 else '[' + ', '.join(values) + ']'}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _unescaped(match: re.Match[str]) -> str:
    return json.dumps(chr(int(match[1], 16)))[1:-1]
