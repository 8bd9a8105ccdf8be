"""Read JSON-LD without a network: the terms that kg uses of two well-known contexts, in our own words."""

import json
from typing import Any
from warnings import catch_warnings, simplefilter

from rdflib import Graph

_OA = "http://www.w3.org/ns/oa#"
_AS = "http://www.w3.org/ns/activitystreams#"
_VOCABULARY = {"@type": "@vocab"}

ANNO = {
    "oa": _OA,
    "as": _AS,
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextualBody")},
    **{name: f"oa:{name}" for name in ("TextPositionSelector", "TextQuoteSelector")},
    **{name: f"oa:{name}" for name in ("describing", "identifying", "tagging")},
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "Software": "as:Application",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "purpose": {"@id": "oa:hasPurpose"} | _VOCABULARY,
    "motivation": {"@id": "oa:motivatedBy"} | _VOCABULARY,
    "creator": {"@id": "dcterms:creator", "@type": "@id"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "value": "rdf:value",
    "name": "foaf:name",
    "label": "rdfs:label",
    "format": "dc:format",
    "language": "dc:language",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "first": {"@id": "as:first", "@type": "@id"},
    "last": {"@id": "as:last", "@type": "@id"},
    "partOf": {"@id": "as:partOf", "@type": "@id"},
    "total": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
}

SCHEMA = {
    "@vocab": "http://schema.org/",
    "url": {"@type": "@id"},
    "datePublished": {"@type": "http://schema.org/Date"},
}

LOCAL = {"http://www.w3.org/ns/anno.jsonld": ANNO, "https://schema.org": SCHEMA}


def parse_offline(data: bytes) -> Graph:
    """Return what a JSON-LD document says, its contexts taken from here."""
    document = json.loads(data)
    document["@context"] = _local(document["@context"])
    with catch_warnings():
        simplefilter("ignore", DeprecationWarning)  # rdflib's own reader of JSON-LD uses what rdflib has deprecated
        return Graph().parse(data=json.dumps(document), format="json-ld")


def _local(context: Any) -> Any:
    if isinstance(context, str):
        return LOCAL[context]
    return [_local(one) for one in context] if isinstance(context, list) else context
