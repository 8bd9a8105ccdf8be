"""All formats, in the order in which they are shown to people."""

from kg.exports.crate import CRATE
from kg.exports.datacite import DATACITE
from kg.exports.exporter import Exporter
from kg.exports.gexf import GEXF
from kg.exports.graphml import GRAPHML
from kg.exports.nanopublications import NANOPUBLICATIONS
from kg.exports.parquet import PARQUET
from kg.exports.quads import JSON_LD, NQUADS, RDF12, TRIG, TURTLE
from kg.exports.schema_org import SCHEMA_ORG
from kg.exports.sqlite import SQLITE
from kg.exports.tables import TABLES, TABLES_PARQUET
from kg.exports.tables_rows import CSV, JSONL, TSV
from kg.exports.web_annotation import WEB_ANNOTATION

EXPORTERS: tuple[Exporter, ...] = (
    TRIG,
    NQUADS,
    TURTLE,
    JSON_LD,
    RDF12,
    NANOPUBLICATIONS,
    CSV,
    TSV,
    JSONL,
    PARQUET,
    SQLITE,
    TABLES,
    TABLES_PARQUET,
    GEXF,
    GRAPHML,
    SCHEMA_ORG,
    WEB_ANNOTATION,
    CRATE,
    DATACITE,
)
FORMATS = {exporter.name: exporter for exporter in EXPORTERS}
"""The formats by name."""
