import csv
import json
from hashlib import sha256

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from kg.exports.crate_columns import load_columns
from kg.exports.crate_metadata import RESULTS
from kg.exports.crate_model import bundled_model, described_figures, load_figures
from kg.exports.shortening import LONGEST_QUOTE
from kg.query.claims import FIELDS
from tests.exports.conftest import written
from tests.exports.test_datacite import SAID

ALWAYS = {
    "graph.nq", "claims.csv", "claims.csv-metadata.json", "ontology.ttl", "shapes.ttl", "datacite.json", "README.md",
}  # fmt: skip


@pytest.fixture
def crate(linked, tmp_path):
    linked.export(tmp_path / "crate", "ro-crate", publication=SAID)
    return tmp_path / "crate"


def entities(crate):
    graph = json.loads((crate / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    assert len({one["@id"] for one in graph}) == len(graph)
    return {one["@id"]: one for one in graph}


def references(value):
    """Yield every IRI that an entity refers to."""
    if isinstance(value, list):
        for one in value:
            yield from references(one)
    elif isinstance(value, dict):
        yield value["@id"]


def test_a_reader_of_crates_reads_it(crate):
    rocrate = pytest.importorskip("rocrate.rocrate", reason="the reader of RO-Crates is not installed")
    found = rocrate.ROCrate(crate)
    assert found.name == "Islands in the news"
    assert found.license.id == "https://creativecommons.org/licenses/by/4.0/"
    assert found.datePublished.date() == SAID.published
    assert {one.id for one in found.data_entities} == ALWAYS
    (action,) = found.get_by_type("CreateAction")
    assert action["instrument"]["version"] == "0.1.0"
    assert {one.id for one in action["result"]} == set(RESULTS)
    assert "test-pipeline" in {one.get("name") for one in action["object"]}
    assert [maker["name"] for maker in found.root_dataset["author"]] == ["Mia Lund", "Harbour Institute"]
    assert found.root_dataset["publisher"].id == found.root_dataset["author"][1].id


def test_every_file_is_described_as_it_is_and_every_reference_is_answered(crate):
    found = entities(crate)
    files = {name: one for name, one in found.items() if one["@type"] == "File"}
    assert set(files) == {path.name for path in crate.iterdir()} - {"ro-crate-metadata.json"}
    for name, one in files.items():
        data = (crate / name).read_bytes()
        assert (one["contentSize"], one["sha256"]) == (str(len(data)), sha256(data).hexdigest())
    told = {iri for one in found.values() for key, value in one.items() if key[0] != "@" for iri in references(value)}
    assert told - set(found) == {"https://w3id.org/ro/crate/1.1"}


def test_the_graph_and_its_hash_are_those_of_n_quads(crate, linked):
    data = (crate / "graph.nq").read_bytes()
    assert data == written(linked, "nquads")
    assert len(list(parse(data, RdfFormat.N_QUADS))) == data.count(b"\n")
    datacite = json.loads((crate / "datacite.json").read_text(encoding="utf-8"))
    assert datacite["alternateIdentifiers"][0]["alternateIdentifier"] == sha256(data).hexdigest()
    assert sha256(data).hexdigest() in (crate / "README.md").read_text(encoding="utf-8")


def test_each_column_of_the_claims_is_described(crate, linked):
    with (crate / "claims.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    told = json.loads((crate / "claims.csv-metadata.json").read_text(encoding="utf-8"))
    assert header == list(FIELDS) == list(load_columns()) == [one["name"] for one in told["tableSchema"]["columns"]]
    assert told["url"] == "claims.csv"
    assert all(one["dc:description"].endswith(".") for one in told["tableSchema"]["columns"])
    assert len(rows) == len(linked)


def test_ontology_and_shapes_are_turtle(crate):
    assert all(len(Graph().parse(crate / name)) > 50 for name in ("ontology.ttl", "shapes.ttl"))


def test_figures_come_only_with_the_model_that_they_are_of(crate, linked, tmp_path, monkeypatch):
    assert not (crate / "model-figures.json").exists()
    monkeypatch.setattr("kg.exports.crate.bundled_model", lambda: "test-pipeline 1.0")
    monkeypatch.setattr("kg.exports.crate_metadata.bundled_model", lambda: "test-pipeline 1.0")
    linked.export(tmp_path / "bundled", "ro-crate")
    assert (tmp_path / "bundled" / "model-figures.json").read_bytes() == load_figures()
    found = entities(tmp_path / "bundled")
    (model,) = [one for one in found.values() if one.get("name") == "test-pipeline"]
    values = {found[one["@id"]]["propertyID"]: found[one["@id"]]["value"] for one in model["additionalProperty"]}
    assert values == json.loads(load_figures())
    assert model["license"] == {"@id": "model-terms.md"}


def test_every_figure_has_a_meaning_and_a_unit():
    assert all("unitText" in one and one["name"] != one["propertyID"] for one in described_figures())
    assert bundled_model().startswith("en_kg ")


def test_equal_graphs_are_equal_crates(crate, linked, tmp_path):
    linked.export(tmp_path / "again", "ro-crate", publication=SAID)
    for path in crate.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_texts_stay_at_home_and_it_says_so(linked, crate, tmp_path):
    linked.export(tmp_path / "short", "ro-crate", without_text=True)
    with (tmp_path / "short" / "claims.csv").open(encoding="utf-8", newline="") as stream:
        assert max(len(row["sentence"]) for row in csv.DictReader(stream)) <= LONGEST_QUOTE
    assert "oa#prefix" not in (tmp_path / "short" / "graph.nq").read_text(encoding="utf-8")
    assert f"beyond {LONGEST_QUOTE} characters" in (tmp_path / "short" / "README.md").read_text(encoding="utf-8")
    assert "sentences of them are quoted" in (crate / "README.md").read_text(encoding="utf-8")


def test_without_a_licence_it_says_that_there_is_none(linked, tmp_path):
    linked.export(tmp_path / "bare", "ro-crate")
    found = entities(tmp_path / "bare")
    assert "ask who made the data" in found[found["./"]["license"]["@id"]]["description"]
    assert found["./"]["datePublished"] == "2025-03-05"
    assert "No day of publication was named" in (tmp_path / "bare" / "README.md").read_text(encoding="utf-8")
