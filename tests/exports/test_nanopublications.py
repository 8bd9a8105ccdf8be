"""Nanopublications, as the nanopub library takes them."""

import sys
from base64 import b64decode
from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize
from rdflib import ConjunctiveGraph, Namespace

from kg import KnowledgeGraph
from kg.errors import InputNotFound, MissingExtra, WrongParameter
from kg.exports.nanopublications import DCT
from kg.exports.publication import Publication
from kg.exports.shortening import LONGEST_QUOTE
from kg.exports.trusty import NPX as NPX_IRI
from kg.rdf.vocabulary import KG, OA, node
from kg.store import GraphStore
from tests.accounts import account, article, assertion, claim, entity
from tests.exports.conftest import written

NPX = Namespace(NPX_IRI)
ME = Publication(creators=("Lund, Mia <0000-0002-1825-0097>",), licence="CC-BY-4.0", published=date(2025, 8, 1))


def publications(data):
    """Group the quads of a file by the nanopublication that their graphs belong to."""
    found = defaultdict(list)
    for quad in parse(data, RdfFormat.TRIG):
        found[quad.graph_name.value.partition("#")[0]].append(quad)
    return found


@pytest.fixture(scope="module")
def key_path(tmp_path_factory):
    RSA = pytest.importorskip("Crypto.PublicKey.RSA", reason="pycryptodome is not installed")  # noqa: N806
    path = tmp_path_factory.mktemp("keys") / "key.pem"
    path.write_bytes(RSA.generate(1024).export_key("PEM"))
    return path


def by_the_library(quads):
    """Return a nanopublication as the nanopub library reads it."""
    nanopub = pytest.importorskip("nanopub", reason="nanopub is not installed")
    dataset = ConjunctiveGraph()  # what the library itself makes of a file
    dataset.parse(data=serialize(quads, format=RdfFormat.TRIG), format="trig")
    return nanopub.Nanopub(rdf=dataset)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("short", [False, True])
def test_the_nanopub_library_accepts_each_and_its_address(linked, short):
    found = publications(written(linked, "nanopub", publication=ME, without_text=short))
    assert len(found) == len(linked)
    for this, quads in list(found.items())[:: 5 if short else 1]:
        one = by_the_library(quads)
        assert one.is_valid
        assert one.has_valid_trusty
        assert str(one.source_uri) == this


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_changed_character_has_another_address(linked):
    quads = next(iter(publications(written(linked, "nanopub")).values()))
    place = next(place for place, quad in enumerate(quads) if quad.predicate == node(OA.exact))
    quad = quads[place]
    quads[place] = Quad(quad.subject, quad.predicate, Literal(f"{quad.object.value}!"), quad.graph_name)
    with pytest.raises(Exception, match="is not valid"):
        assert by_the_library(quads).has_valid_trusty


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_signatures_are_those_of_the_key(linked, key_path):
    from Crypto.Hash import SHA256
    from Crypto.PublicKey import RSA
    from Crypto.Signature import pkcs1_15
    from nanopub.trustyuri.rdf import RdfHasher

    signed = written(linked, "nanopub", publication=replace(ME, signing_key=key_path))
    assert signed == written(linked, "nanopub", publication=replace(ME, signing_key=key_path))
    for quads in list(publications(signed).values())[::5]:  # the library takes half a second for each
        one = by_the_library(quads)
        assert one.is_valid
        assert one.has_valid_trusty
        kept = [quad for quad in one.rdf.quads() if not str(quad[1]).endswith("hasSignature")]
        listed = [(context.identifier, *triple) for *triple, context in kept]
        words = RdfHasher.normalize_quads(listed, baseuri=str(one.metadata.namespace), hashstr=" ")
        public = RSA.import_key(b64decode(str(one.metadata.public_key)))
        assert public == RSA.import_key(key_path.read_bytes()).public_key()
        pkcs1_15.new(public).verify(SHA256.new(words.encode()), b64decode(str(one.metadata.signature)))
        assert (one.metadata.sig_uri, NPX.signedBy) in {quad[:2] for quad in kept}


def test_a_key_of_the_nanopub_tools_signs_too(linked, key_path, tmp_path):
    bare = tmp_path / "id_rsa"
    bare.write_text("".join(key_path.read_text().splitlines()[1:-1]))
    options = [{"publication": Publication(signing_key=path)} for path in (bare, key_path)]
    assert written(linked, "nanopub", **options[0]) == written(linked, "nanopub", **options[1])


@pytest.mark.parametrize("content", [b"no key", b"-----BEGIN RSA PRIVATE KEY-----", b""])
def test_what_is_no_key_is_told_with_how_to_make_one(linked, tmp_path, content):
    pytest.importorskip("Crypto", reason="pycryptodome is not installed")
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(WrongParameter, match="openssl genrsa"):
        written(linked, "nanopub", publication=Publication(signing_key=tmp_path / "key"))
    with pytest.raises(InputNotFound):
        written(linked, "nanopub", publication=Publication(signing_key=tmp_path / "nowhere"))


def test_without_the_library_that_signs_its_install_is_told(linked, key_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "Crypto.PublicKey", None)
    with pytest.raises(MissingExtra, match=r"kg\[nanopub\]"):
        written(linked, "nanopub", publication=Publication(signing_key=key_path))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_articles_without_a_day_are_published_too(tmp_path, sample_run):
    source = article("x", "Tide Post", None, "Tide", "Ada leads Tide.")
    said = claim(entity("Ada", "PERSON"), "lead", entity("Tide", "ORG"), text="Ada leads Tide")
    with GraphStore.create(tmp_path / "x.kg") as store:
        store.add(account(source, assertion(source, said, "Ada leads Tide")), run=sample_run)
        store.replace_links([])
    ((this, quads),) = publications(written(KnowledgeGraph(tmp_path / "x.kg"), "nanopub")).items()
    one = by_the_library(quads)
    assert one.is_valid
    assert one.has_valid_trusty
    assert str(one.source_uri) == this
    assert not [quad for quad in quads if quad.predicate.value == f"{DCT}created"]


def test_each_says_who_asserts_it_and_where(linked):
    rows = {row.assertion: row for row in linked.claims()}
    for this, quads in publications(written(linked, "nanopub")).items():
        told = {(quad.subject.value, quad.predicate.value): quad.object for quad in quads}
        (subject,) = (subject for subject, name in told if name == str(KG.claim))
        row = rows.pop(subject)
        assert told[f"{this}#position", str(OA.start)].value == str(row.start)
        assert len(told[f"{this}#quote", str(OA.exact)].value) <= LONGEST_QUOTE
        assert told[this, f"{DCT}created"].value == row.published
    assert not rows


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
