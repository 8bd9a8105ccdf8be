import json
from datetime import date
from hashlib import sha256

import pytest

from kg import KnowledgeGraph
from kg.errors import WrongParameter
from kg.exports import Publication
from kg.store import GraphStore
from tests.accounts import account, article, assertion, claim, entity
from tests.exports.conftest import written

SAID = Publication(
    title="Islands in the news",
    description="What four outlets say.",
    creators=("Lund, Mia <0000-0002-1825-0097>", "Harbour Institute"),
    publisher="Harbour Institute",
    licence="CC-BY-4.0",
    published=date(2025, 8, 1),
    identifier="https://doi.org/10.5072/islands",
)


def described(graph, **options):
    """Return the metadata, which DataCite's own JSON schema takes."""
    schema45 = pytest.importorskip("datacite.schema45", reason="DataCite's schema comes with the package datacite")
    found = json.loads(written(graph, "datacite", **options))
    assert [error.message for error in schema45.validator.iter_errors(found)] == []
    return found


@pytest.fixture
def undated(tmp_path, sample_run):
    """A graph of one article without a day."""
    source = article("x", "Tide Post", None, "Tide", "Ada leads Tide.", url="https://tide.example/x")
    said = claim(entity("Ada", "PERSON"), "lead", entity("Tide", "ORG"), text="Ada leads Tide")
    with GraphStore.create(tmp_path / "x.kg") as store:
        store.add(account(source, assertion(source, said, "Ada leads Tide")), run=sample_run)
        store.replace_links([])
    return KnowledgeGraph(tmp_path / "x.kg")


def test_what_people_say_is_in_it(graph):
    found = described(graph, publication=SAID)
    assert found["doi"] == "10.5072/islands"
    assert found["titles"] == [{"title": "Islands in the news"}]
    assert found["publisher"]["name"] == "Harbour Institute"
    assert found["publicationYear"] == "2025"
    person, institute = found["creators"]
    assert (person["familyName"], person["givenName"], person["nameType"]) == ("Lund", "Mia", "Personal")
    assert person["nameIdentifiers"][0]["nameIdentifier"].endswith("0000-0002-1825-0097")
    assert institute["nameType"] == "Organizational"
    assert found["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"
    assert found["descriptions"][0]["description"].startswith("What four outlets say. A knowledge graph of ")
    assert {"date": "2025-08-01", "dateType": "Issued"} in found["dates"]


def test_what_nobody_says_is_told_from_the_graph_or_said_to_be_unknown(graph):
    found = described(graph)
    assert found["creators"] == [{"name": ":unav"}]
    assert found["publisher"] == {"name": ":unav"}
    assert found["publicationYear"] == "2025"
    assert "No licence" in found["rightsList"][0]["rights"]
    assert "Issued" not in {one["dateType"] for one in found["dates"]}
    assert {"4 outlets", "4 articles", f"{len(graph)} assertions"} <= set(found["sizes"])
    assert found["relatedIdentifiers"][0]["relatedIdentifier"] == "https://courier.example/1"
    assert "test-pipeline 1.0" in found["descriptions"][1]["description"]


def test_the_graph_is_named_by_the_hash_of_its_quads(graph):
    digest = sha256(written(graph, "nquads")).hexdigest()
    found = described(graph)
    assert found["alternateIdentifiers"][0]["alternateIdentifier"] == digest
    assert digest.startswith(found["version"].removeprefix("sha256-"))
    assert f"{written(graph, 'nquads').count(bytes([10]))} quads" in found["sizes"]
    assert written(graph, "datacite") == written(graph, "datacite")


def test_an_identifier_that_is_no_doi_stands_beside(graph):
    found = described(graph, publication=Publication(identifier="https://harbour.example/islands"))
    assert "doi" not in found
    assert found["alternateIdentifiers"][1]["alternateIdentifier"] == "https://harbour.example/islands"


def test_without_any_day_one_must_be_given(undated):
    with pytest.raises(WrongParameter, match="--published"):
        written(undated, "datacite")
    assert described(undated, publication=Publication(published=date(2024, 1, 2)))["publicationYear"] == "2024"


def test_it_holds_the_whole_graph(graph):
    with pytest.raises(WrongParameter, match="takes no filters"):
        written(graph, "datacite", outlet="Herald")
