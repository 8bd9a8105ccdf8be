"""WHAT LEAVES THE HOUSE: a graph in the formats of other tools; one file per format, `formats.py` lists them all."""

from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.formats import EXPORTERS, FORMATS
from kg.exports.publication import Publication
from kg.exports.writing import export_graph

__all__ = ["EXPORTERS", "FORMATS", "Exported", "Exporter", "Publication", "export_graph"]
