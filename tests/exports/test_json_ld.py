"""Compacted JSON-LD: what its keys are, and that odd values come back as they were."""

import json
from io import BytesIO

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse
from rdflib import Dataset

from kg.errors import WrongParameter
from kg.exports.json_ld import JsonLd, load_terms
from kg.exports.quads import REIFIES
from kg.rdf import prefixes, write_quads
from kg.rdf.vocabulary import KG, OA, RDF, REL, SDO, XSD, node
from tests.exports.conftest import written

BASE = "https://harbour.example/"
PREFIXES = prefixes(BASE)
HERE, ADA = NamedNode(f"{BASE}article/a1"), NamedNode(f"{BASE}entity/ada")
VALUES = (
    Literal('He said "no", twice\\thrice\n\t\x01\x7f'),
    Literal("\U0001f30a é \u2028"),
    Literal("vague", language="en"),
    Literal("12"), Literal("012", datatype=node(XSD.integer)), Literal("12", datatype=node(XSD.integer)),
    Literal("123456789012345678901", datatype=node(XSD.integer)), Literal("-0", datatype=node(XSD.integer)),
    Literal("true", datatype=node(XSD.boolean)), Literal("1", datatype=node(XSD.boolean)),
    Literal("0.830", datatype=node(XSD.decimal)), Literal("1.5E0", datatype=node(XSD.double)),
    Literal("2025-07", datatype=node(XSD.gYearMonth)), Literal("2025-07-01", datatype=node(XSD.date)),
    NamedNode("https://tide.example/a b/".replace(" ", "%20")), NamedNode("urn:x:y"), NamedNode(f"{BASE}entity/"),
    NamedNode(f"{BASE}entity/a/b"), NamedNode(str(KG.Positive)), BlankNode("b1"),
)  # fmt: skip
PREDICATES = (KG.claim, KG.confidence, KG.eventTime, KG.text, REL["lead"], RDF.type, OA.start, SDO.name)


def document(quads):
    output = BytesIO()
    write_quads(quads, JsonLd(output, PREFIXES), "nquads")
    return output.getvalue()


@pytest.fixture(scope="module")
def odd():
    """Every value with every property, also such as does not fit it."""
    quads = [Quad(ADA, node(name), value, HERE) for name in PREDICATES for value in VALUES]
    return [*quads, Quad(BlankNode("b1"), node(KG.text), Literal("x"), NamedNode("urn:other"))]


def canonical(quads):
    """Name the one blank node alike."""
    name = BlankNode("b")
    return {
        Quad(*(name if isinstance(term, BlankNode) else term for term in (*quad.triple, quad.graph_name)))
        for quad in quads
    }


def test_oxigraph_reads_every_value_as_it_was(odd):
    assert canonical(parse(document(odd), RdfFormat.JSON_LD)) == canonical(odd)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own parsers use what it deprecates
def test_rdflib_reads_what_it_reads_of_n_quads(odd):
    kept = [quad for quad in odd if not (quad.predicate == node(RDF.type) and isinstance(quad.object, Literal))]
    lines = BytesIO()
    write_quads(kept, lines, "nquads")
    found = by_rdflib(document(kept), "json-ld")
    assert found == by_rdflib(lines.getvalue(), "nquads")
    assert len(found) > len(PREDICATES) * len(VALUES) / 2


def by_rdflib(data, syntax):
    """Return the quads as rdflib writes numbers: `0.83` for `0.830`."""
    store, dataset = Store(), Dataset()
    dataset.parse(data=data, format=syntax)
    store.load(dataset.serialize(format="nquads").encode(), RdfFormat.N_QUADS)
    return {str(quad) for quad in canonical(store)}


def test_keys_are_short_and_every_one_is_in_the_context(linked):
    data = json.loads(written(linked, "jsonld"))
    nodes = [one for graph in data["@graph"] for one in graph["@graph"]]
    one = next(one for one in nodes if one.get("type") == "kg:Assertion" and "speaker" in one)
    assert one["claim"].startswith("clm:")
    assert (one["polarity"], one["speaker"].partition(":")[0]) == ("kg:Positive", "ent")
    assert float(one["confidence"]) <= 1
    keys = {key for one in nodes for key in one}
    assert {key for key in keys if ":" not in key} <= set(data["@context"])
    assert not [key for key in keys if "//" in key]
    assert any(key.startswith("rel:") for key in keys)


def test_a_node_is_a_line(linked):
    lines = written(linked, "jsonld").decode().splitlines()
    found = [json.loads(line.removesuffix(",")) for line in lines if line.startswith('{"id"') and "@graph" not in line]
    assert len(found) > len(linked)
    assert {one["id"] for one in found} >= {
        row.assertion.replace("https://kg.example/assertion/", "asr:") for row in linked.claims()
    }


def test_no_short_key_is_a_prefix_and_each_property_has_one():
    terms = load_terms()
    assert not {*terms, "id", "type"} & set(PREFIXES)
    properties = [told[0] for told in terms.values()]
    assert len(properties) == len(set(properties))
    assert {name.partition(":")[0] for name in properties} <= set(PREFIXES)


def test_a_graph_of_nothing_is_a_document():
    assert list(parse(document([]), RdfFormat.JSON_LD)) == []
    assert json.loads(document([]))["@graph"] == []


def test_triple_terms_are_refused_with_what_holds_them():
    quad = Quad(ADA, REIFIES, Triple(ADA, node(REL.lead), ADA), HERE)
    with pytest.raises(WrongParameter, match="rdf12"):
        document([quad])
