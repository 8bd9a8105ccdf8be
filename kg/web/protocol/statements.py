"""Small descriptions as triples, written with the library; nothing here parses anything."""

from collections.abc import Iterable, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize
from rdflib.namespace import RDF, XSD
from starlette.requests import Request
from starlette.responses import Response

from kg.rdf.vocabulary import node
from kg.web.protocol.answering import needed
from kg.web.protocol.formats import TRIPLES
from kg.web.protocol.operation import last, parse_parameters

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
DCTERMS = "http://purl.org/dc/terms/"
FORMATS = "http://www.w3.org/ns/formats/"
PREFIXES = {"sd": SD, "void": VOID, "dcterms": DCTERMS, "formats": FORMATS}

Node = NamedNode | BlankNode
Value = Node | Literal | str | int


class Statements:
    """Triples that are told one subject at a time."""

    def __init__(self) -> None:
        self.triples: list[Triple] = []

    def tell(self, subject: Node, facts: Mapping[str, Value | Iterable[Value]]) -> None:
        """Add facts of a subject: values, or several, by the predicate's IRI; text and numbers become literals."""
        for predicate, given in facts.items():
            several = [given] if isinstance(given, str | int | NamedNode | BlankNode | Literal) else list(given)
            for value in several:
                self.triples.append(Triple(subject, NamedNode(predicate), _term(value)))

    def add(self, facts: Mapping[str, Value | Iterable[Value]], *, kind: str) -> BlankNode:
        """Add a node without a name, of a class, and return it."""
        found = BlankNode()
        self.tell(found, {str(RDF.type): NamedNode(kind), **facts})
        return found


def _term(value: Value) -> Node | Literal:
    if isinstance(value, str):
        return Literal(value)
    return Literal(str(value), datatype=node(XSD.integer)) if isinstance(value, int) else value


def respond_with(statements: Statements, request: Request, *, prefixes: Mapping[str, str]) -> Response:
    """Return triples in the format that the client wants most.

    Raises:
        Refusal: 406 where it takes none of them.
    """
    parameters = parse_parameters(request.scope["query_string"].decode("latin-1"))
    choice = needed(TRIPLES, request.headers.get("accept", ""), last(parameters, "format"))
    syntax = choice.format.syntax
    assert isinstance(syntax, RdfFormat)
    body = serialize(statements.triples, format=syntax, prefixes={**PREFIXES, **prefixes}) or b""
    headers = {"Vary": "Accept", "Content-Type": choice.content_type}
    if request.method == "HEAD":
        return Response(headers=headers | {"Content-Length": str(len(body))})
    return Response(body, headers=headers)
