import json

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, Namespace, URIRef

from kg.exports.shortening import LONGEST_QUOTE
from kg.store import GraphStore
from tests.exports.conftest import written
from tests.exports.contexts import parse_offline

OA, KG, DCTERMS = (
    Namespace("http://www.w3.org/ns/oa#"),
    Namespace("https://kg.example/ns#"),
    Namespace("http://purl.org/dc/terms/"),
)


@pytest.fixture
def texts(graph):
    with GraphStore.open(graph.path) as store:
        room = store.identifiers.room
        return {room("article", one.key).value: store.tables.text(one.key) for one in store.tables.headings()}


def annotations(graph, **options):
    return json.loads(written(graph, "web-annotation", **options))["first"]["items"]


def selectors(annotation):
    return {one["type"]: one for one in annotation["target"]["selector"]}


def test_each_assertion_is_an_annotation_of_the_expanded_graph(graph):
    found = parse_offline(written(graph, "web-annotation"))
    rows = {row.assertion: row for row in graph.claims()}
    told = set(found.subjects(RDF.type, OA.Annotation))
    assert told == {URIRef(f"{iri}#annotation") for iri in rows}
    for this in told:
        row = rows[str(this).removesuffix("#annotation")]
        target = found.value(this, OA.hasTarget)
        selector_by_type = {found.value(one, RDF.type): one for one in found.objects(target, OA.hasSelector)}
        place = selector_by_type[OA.TextPositionSelector]
        assert (found.value(place, OA.start).toPython(), found.value(place, OA.end).toPython()) == (row.start, row.end)
        assert (this, OA.motivatedBy, OA.describing) in found
        assert str(found.value(this, DCTERMS.creator)).endswith("software/kg-0.1.0")


def test_every_quote_and_its_surroundings_stand_at_its_offsets(graph, texts):
    found = annotations(graph)
    assert found
    for one in found:
        text, told = texts[one["target"]["source"]["id"]], selectors(one)
        start, end = told["TextPositionSelector"]["start"], told["TextPositionSelector"]["end"]
        quote = told["TextQuoteSelector"]
        assert quote["exact"] == text[start:end]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])


def test_what_it_says_of_assertions_and_articles_is_what_the_graph_says(graph):
    found = parse_offline(written(graph, "web-annotation"))
    quads = list(parse(written(graph, "nquads"), RdfFormat.N_QUADS))
    known = {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in quads}
    for name in ("says", "voice", "polarity", "certainty", "confidence", "speaker", "textHash"):
        told = {(str(this), str(KG[name]), str(value)) for this, value in found.subject_objects(KG[name])}
        assert told, name
        assert told <= known, name


def test_the_words_tell_outlet_speakers_and_stance(graph):
    values = [body["value"] for one in annotations(graph) for body in one["body"] if body["type"] == "TextualBody"]
    assert any("(said not to be so)" in value for value in values)
    assert any("not stated" in value for value in values)
    assert any(", quoting " in value for value in values)
    assert all(":" in value for value in values)


def test_each_annotation_has_a_line_of_its_own_and_the_collection_counts_them(graph):
    data = written(graph, "web-annotation")
    lines = [line for line in data.decode().splitlines() if '"type":"Annotation"' in line]
    assert [json.loads(line.rstrip(",")) for line in lines] == annotations(graph)
    assert json.loads(data)["total"] == len(lines) == len(graph)
    assert data == written(graph, "web-annotation")


def test_filters_apply_and_nothing_is_a_collection_too(graph):
    (outlet,) = {
        one["target"]["source"]["schema:publisher"]["schema:name"] for one in annotations(graph, outlet="Herald")
    }
    assert "Herald" in outlet
    empty = written(graph, "web-annotation", outlet="No such outlet")
    assert json.loads(empty)["first"]["items"] == []
    assert (None, RDF.type, OA.Annotation) not in parse_offline(empty)


def test_texts_stay_at_home(graph, texts):
    for one in annotations(graph, without_text=True):
        quote = selectors(one)["TextQuoteSelector"]
        start = selectors(one)["TextPositionSelector"]["start"]
        assert set(quote) == {"type", "exact"}
        assert len(quote["exact"]) <= LONGEST_QUOTE
        assert texts[one["target"]["source"]["id"]][start:].startswith(quote["exact"])
