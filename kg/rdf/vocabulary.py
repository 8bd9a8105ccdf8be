"""The vocabularies of the graph: rdflib namespaces, the prefixes that every query may use, and terms made once.

The vocabulary `kg:` is described in `ontology.ttl`, the relations `rel:` grow with the texts: one IRI per predicate.
Both stay the same whatever base IRI the data has, so that graphs of different bases can be asked together.
"""

from collections.abc import Iterable
from enum import StrEnum

from pyoxigraph import NamedNode
from rdflib import Namespace
from rdflib.namespace import OWL, PROV, RDF, RDFS, SDO, SKOS, XSD

KG = Namespace("https://kg.example/ns#")
REL = Namespace("https://kg.example/relation/")
PLOVER = Namespace("https://kg.example/plover#")
"""Event types of PLOVER, the event ontology of political science; it has no IRIs of its own."""
OA = Namespace("http://www.w3.org/ns/oa#")
"""W3C Web Annotation, which rdflib does not know."""

ROOM_BY_PREFIX = {
    "art": "article",
    "out": "outlet",
    "ent": "entity",
    "top": "topic",
    "clm": "claim",
    "asr": "assertion",
    "anc": "anchor",
    "sen": "sentence",
    "arg": "argument",
    "dec": "decision",
    "run": "run",
    "org": "origin",
    "sto": "story",
    "evt": "event",
    "rol": "role",
    "rev": "review",
    "graph": "graph",
}
"""Where the data lives below the base IRI, by the prefix of each room."""

NAMESPACE_BY_PREFIX: dict[str, str] = {
    "kg": str(KG),
    "rel": str(REL),
    "plover": str(PLOVER),
    "schema": str(SDO),
    "prov": str(PROV),
    "oa": str(OA),
    "skos": str(SKOS),
    "owl": str(OWL),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "xsd": str(XSD),
}
"""The vocabularies by their prefixes."""


def prefixes(base: str) -> dict[str, str]:
    """Return every prefix that a query may use undeclared, for data under this base IRI."""
    return NAMESPACE_BY_PREFIX | {prefix: f"{base}{room}/" for prefix, room in ROOM_BY_PREFIX.items()}


def node(iri: str) -> NamedNode:
    """Return an rdflib term or IRI as a term of the store."""
    return NamedNode(str(iri))


def individuals(values: Iterable[StrEnum]) -> dict[str, NamedNode]:
    """Map the values of a closed set to their individuals: `narrator` → `kg:Narrator`."""
    return {value.value: node(KG[value.value.title()]) for value in values}


TYPE = node(RDF.type)
LABEL = node(RDFS.label)
TEXT = node(KG.text)

CLASS_BY_ENTITY_LABEL = {
    "PERSON": "Person",
    "ORG": "Organisation",
    "GPE": "GeopoliticalEntity",
    "LOC": "Location",
    "FAC": "Facility",
    "NORP": "Group",
    "EVENT": "Event",
    "PRODUCT": "Product",
    "WORK_OF_ART": "WorkOfArt",
    "LAW": "Law",
    "LANGUAGE": "Language",
}
"""OntoNotes' entity labels as classes of `kg:`."""
