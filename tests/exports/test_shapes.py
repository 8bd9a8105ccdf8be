"""What leaves as RDF keeps to the shapes: pySHACL finds nothing in the files, whole or without texts."""

from importlib import resources

import pytest
from pyshacl import validate
from rdflib import Dataset, Graph

from kg.rdf.vocabulary import OA
from tests.exports.conftest import written

SYNTAX = {"trig": "trig", "nquads": "nquads", "turtle": "turtle", "jsonld": "json-ld"}

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own parsers use what it deprecates


@pytest.fixture(scope="module")
def shapes():
    return _load("shapes.ttl")


@pytest.fixture(scope="module")
def ontology():
    return _load("ontology.ttl")


def _load(name):
    return Graph().parse(data=resources.files("kg.rdf").joinpath(name).read_text(encoding="utf-8"), format="turtle")


def together(graph, name, **options):
    """Return all triples of a file as one graph, as pySHACL takes them."""
    dataset = Dataset()
    dataset.parse(data=written(graph, name, **options), format=SYNTAX[name])
    found = Graph()
    for subject, predicate, value, _ in dataset.quads():
        found.add((subject, predicate, value))
    return found


@pytest.mark.parametrize("without_text", [False, True])
@pytest.mark.parametrize("name", SYNTAX)
def test_every_file_conforms(linked, shapes, ontology, name, without_text):
    found = together(linked, name, without_text=without_text)
    assert len(found) > 300
    conforms, _, report = validate(found, shacl_graph=shapes, ont_graph=ontology)
    assert conforms, report


def test_what_lost_its_offsets_does_not(linked, shapes):
    found = together(linked, "trig")
    found.remove((next(found.subjects(OA.start)), OA.start, None))
    conforms, _, report = validate(found, shacl_graph=shapes)
    assert not conforms
    assert "Less than 1 values" in report
    assert "oa:start" in report
