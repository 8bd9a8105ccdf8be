"""The page of the vocabulary, from `kg/rdf/ontology.ttl`: one entry a term, with an anchor of its name.

Its name is `ns`, and its anchors are the terms' names, so that `https://kg.example/ns#Claim` could be answered by it.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from site_pages.markdown import GENERATED

ONTOLOGY = Path(__file__).parents[2] / "kg" / "rdf" / "ontology.ttl"
NAMESPACE = "https://kg.example/ns#"

LINKS = (
    (RDFS.domain, "of"),
    (RDFS.range, "value"),
    (RDFS.subClassOf, "is a"),
    (RDFS.subPropertyOf, "implies"),
    (OWL.equivalentClass, "the same as"),
    (OWL.equivalentProperty, "the same as"),
    (SKOS.exactMatch, "the same as"),
    (SKOS.closeMatch, "close to"),
)
"""What is told of a term, and in which words."""


def render_terms() -> str:
    """Render all terms under the headings of the file, in its order."""
    graph = Graph().parse(ONTOLOGY)
    about = graph.value(URIRef(NAMESPACE.removesuffix("#")), RDFS.comment)
    intro = (
        f"{about}\n\nThe prefix `kg:` stands for `{NAMESPACE}`; queries need not declare it. Each term has an anchor "
        "of its name on this page."
    )
    sections = [f"## {heading}\n\n{_html(graph, names)}" for heading, names in read_sections()]
    return f"{GENERATED}# The vocabulary\n\n{intro}\n\n" + "\n".join(sections)


def read_sections() -> Iterator[tuple[str, list[str]]]:
    """Yield the headings of the ontology file, and the names of the terms below each."""
    heading, names = "Terms", list[str]()
    for line in ONTOLOGY.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            if names:
                yield heading, names
            heading, names = line.removeprefix("# ").strip(), []
        elif line.startswith("kg:"):
            names.append(line.removeprefix("kg:").split()[0])
    yield heading, names


def _html(graph: Graph, names: list[str]) -> str:
    return "```{raw} html\n" + "".join(_entry(graph, name) for name in names) + "```\n"


def _entry(graph: Graph, name: str) -> str:
    term = URIRef(NAMESPACE + name)
    kind = next((_word(kind) for kind in sorted(graph.objects(term, RDF.type))), "term")
    facts = "".join(
        f"<dt>{word}</dt><dd>{', '.join(_linked(graph, value) for value in values)}</dd>"
        for link, word in LINKS
        if (values := sorted(graph.objects(term, link)))
    )
    return (
        f"<section class='term' id='{escape(name)}'><h3><code>kg:{escape(name)}</code> <small>{escape(kind)}</small>"
        f"<a class='headerlink' href='#{escape(name)}' title='Link to this term'>¶</a></h3>"
        f"<p>{escape(str(graph.value(term, RDFS.comment) or ''))}</p>{f'<dl>{facts}</dl>' if facts else ''}</section>\n"
    )


def _word(kind: Node) -> str:
    """Return what a type is called: an OWL class or property, or the closed set that a value belongs to."""
    iri = str(kind)
    if iri.startswith(NAMESPACE):
        return f"one of kg:{iri.removeprefix(NAMESPACE)}"
    return {"Class": "class", "ObjectProperty": "property", "DatatypeProperty": "property with a literal"}.get(
        iri.rpartition("#")[2], iri.rpartition("#")[2].lower()
    )


def _linked(graph: Graph, value: Node) -> str:
    if str(value).startswith(NAMESPACE):
        name = str(value).removeprefix(NAMESPACE)
        return f"<a href='#{escape(name)}'><code>kg:{escape(name)}</code></a>"
    return f"<code>{escape(graph.namespace_manager.normalizeUri(value))}</code>"
