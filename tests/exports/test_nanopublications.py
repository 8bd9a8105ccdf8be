"""Nanopublications, as the nanopub library takes them."""

from collections import defaultdict
from datetime import date

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse, serialize
from rdflib import Dataset

from kg.exports.nanopublications import DCT
from kg.exports.publication import Publication
from kg.exports.shortening import LONGEST_QUOTE
from kg.rdf.vocabulary import KG, OA, node
from tests.exports.conftest import written

ME = Publication(creators=("Lund, Mia <0000-0002-1825-0097>",), licence="CC-BY-4.0", published=date(2025, 8, 1))


def publications(data):
    """Group the quads of a file by the nanopublication that their graphs belong to."""
    found = defaultdict(list)
    for quad in parse(data, RdfFormat.TRIG):
        found[quad.graph_name.value.partition("#")[0]].append(quad)
    return found


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_nanopub_library_accepts_each(linked, tmp_path):
    nanopub = pytest.importorskip("nanopub", reason="nanopub is not installed")
    found = publications(written(linked, "nanopub", publication=ME))
    assert len(found) == len(linked)
    for this, quads in found.items():
        dataset = Dataset()
        dataset.parse(data=serialize(quads, format=RdfFormat.TRIG), format="trig")
        one = nanopub.Nanopub(rdf=dataset)
        assert one.is_valid
        assert str(one.source_uri or one.metadata.np_uri) == this


def test_each_says_who_asserts_it_and_where(linked):
    rows = {row.assertion.rpartition("/")[2]: row for row in linked.claims()}
    for this, quads in publications(written(linked, "nanopub")).items():
        row = rows[this.rpartition("/")[2]]
        told = {(quad.subject.value, quad.predicate.value): quad.object for quad in quads}
        assert told[row.assertion, str(KG.claim)].value
        assert told[f"{this}#position", str(OA.start)].value == str(row.start)
        assert len(told[f"{this}#quote", str(OA.exact)].value) <= LONGEST_QUOTE
        assert told[this, f"{DCT}created"].value == row.published


def test_makers_and_terms_are_told_where_they_are_given(linked):
    quads = list(parse(written(linked, "nanopub", publication=ME), RdfFormat.TRIG))
    by_predicate = defaultdict(set)
    for quad in quads:
        by_predicate[quad.predicate].add(quad.object)
    assert by_predicate[node(f"{DCT}creator")] == {NamedNode("https://orcid.org/0000-0002-1825-0097")}
    assert {one.value for one in by_predicate[node(f"{DCT}created")]} == {"2025-08-01"}
    assert all("creativecommons.org/licenses/by/4.0" in one.value for one in by_predicate[node(f"{DCT}license")])


def test_equal_graphs_are_equal_files(linked):
    assert written(linked, "nanopub") == written(linked, "nanopub")
