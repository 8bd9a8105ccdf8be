"""FROM RECORDS TO QUADS AND BACK: vocabulary, ontology, shapes, exports; pure."""

from kg.rdf.decisions import canonical_keys, describe_claim_links, describe_entity_links
from kg.rdf.describe import describe, serialise
from kg.rdf.export import EXPORT_FORMATS, in_order, write_quads
from kg.rdf.identifiers import Identifiers
from kg.rdf.restore import Restorer, restore
from kg.rdf.sources import Run
from kg.rdf.vocabulary import prefixes

__all__ = [
    "EXPORT_FORMATS",
    "Identifiers",
    "Restorer",
    "Run",
    "canonical_keys",
    "describe",
    "describe_claim_links",
    "describe_entity_links",
    "in_order",
    "prefixes",
    "restore",
    "serialise",
    "write_quads",
]
