import re
from importlib import resources

import pytest
from pyoxigraph import RdfFormat, serialize
from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS

from kg.link import link_graph
from kg.rdf.vocabulary import KG
from kg.store import GraphStore
from tests.linked import build_copy, build_linked_accounts

NAMED = re.compile(r"""KG(?:\.|\[")(\w+)""")
"""A term as Python code names it."""
LINKED = (
    *("Story", "Occurrence", "Origin", "Agency", "Decision"),
    *("story", "event", "origin", "credits", "says", "sameAs", "splitFrom", "contradicts", "scope"),
)
"""Some of the terms that linking writes."""


def load(name):
    graph = Graph()
    graph.parse(data=resources.files("kg.rdf").joinpath(name).read_text(encoding="utf-8"), format="turtle")
    return graph


@pytest.fixture(scope="module")
def ontology():
    return load("ontology.ttl")


@pytest.fixture
def data(sample_graph):
    return union(sample_graph)


@pytest.fixture(scope="module")
def linked(tmp_path_factory, sample_run):
    """Two stories in six outlets, one of which copies another, linked across articles."""
    with GraphStore.create(tmp_path_factory.mktemp("graphs") / "linked.kg") as graph:
        for account in (*build_linked_accounts(), build_copy()):
            graph.add(account, run=sample_run)
        link_graph(graph)
        return union(graph)


def union(store):
    """Return the union of all graphs, since pySHACL validates graph by graph."""
    graph = Graph()
    triples = (quad.triple for quad in store.quads())
    graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    return graph


def test_every_term_says_what_it_means(ontology):
    terms = {subject for subject in ontology.subjects() if str(subject).startswith(str(KG))}
    assert len(terms) > 80
    assert [term for term in terms if not ontology.value(term, RDFS.comment)] == []
    assert [term for term in terms if not ontology.value(term, RDFS.label)] == []


def terms(graph):
    return {term for triple in graph for term in triple if str(term).startswith(str(KG))}


def test_every_term_that_is_used_is_described(ontology, data, linked):
    assert {term for term in terms(data) | terms(linked) if (term, RDF.type, None) not in ontology} == set()


def test_linking_writes_what_it_is_there_for(linked):
    assert {KG[name] for name in LINKED} - terms(linked) == set()


def test_every_term_that_code_names_is_described(ontology):
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources(resources.files("kg")))
    assert {name for name in NAMED.findall(code) if (KG[name], RDF.type, None) not in ontology} == set()


def sources(folder):
    """Yield every Python file below a folder."""
    for path in folder.iterdir():
        if path.is_dir():
            yield from sources(path)
        elif path.name.endswith(".py"):
            yield path


def test_classes_and_properties_are_told_apart(ontology):
    assert KG.Claim in set(ontology.subjects(RDF.type, OWL.Class))
    assert KG.claim in set(ontology.subjects(RDF.type, OWL.ObjectProperty))


def test_the_sample_conforms_to_the_shapes(data, ontology):
    conforms, _, report = validate(data, shacl_graph=load("shapes.ttl"), ont_graph=ontology)
    assert conforms, report


def test_a_linked_graph_conforms_to_the_shapes(linked, ontology):
    conforms, _, report = validate(linked, shacl_graph=load("shapes.ttl"), ont_graph=ontology)
    assert conforms, report


@pytest.mark.parametrize("lost", [(KG.Story, RDFS.label), (KG.Occurrence, KG.story), (KG.Origin, RDFS.label)])
def test_a_linked_graph_that_lacks_something_does_not_conform(linked, lost):
    broken = Graph()
    broken += linked
    of_class, predicate = lost
    subject = next(broken.subjects(RDF.type, of_class))
    broken.remove((subject, predicate, None))
    conforms, _, report = validate(broken, shacl_graph=load("shapes.ttl"))
    assert not conforms
    assert str(subject) in report


@pytest.mark.parametrize("lost", [KG.anchor, KG.polarity, KG.lemma, KG.textHash])
def test_what_lacks_something_does_not_conform(data, lost):
    subject = next(data.subjects(lost))
    data.remove((subject, lost, None))
    conforms, _, report = validate(data, shacl_graph=load("shapes.ttl"))
    assert not conforms
    assert str(subject) in report
