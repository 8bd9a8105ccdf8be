"""All formats, in the order in which they are shown to people."""

from kg.exports.exporter import Exporter
from kg.exports.quads import NQUADS, TRIG

EXPORTERS: tuple[Exporter, ...] = (
    TRIG,
    NQUADS,
)
FORMATS = {exporter.name: exporter for exporter in EXPORTERS}
"""The formats by name."""
