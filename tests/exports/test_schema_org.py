import json
from datetime import UTC, datetime

import pytest
from rdflib import RDF, Namespace, URIRef
from rdflib.namespace import SDO

from kg import KnowledgeGraph
from kg.exports.shortening import LONGEST_QUOTE
from kg.records.reviews import Judgement, Verdict
from kg.store import GraphStore
from kg.store.reviews import add_reviews
from tests.accounts import DEMANDS, HOST, LAUNCH, REJECT, account, article, assertion, claim, entity
from tests.exports.conftest import written
from tests.exports.contexts import parse_offline

SCHEMA = Namespace("http://schema.org/")


def items(graph, type_="Claim", **options):
    found = json.loads(written(graph, "schema-org", **options))["@graph"]
    return [one for one in found if one["@type"] == type_]


def named(graph, this):
    return [one for one in items(graph) if one["@id"].partition("#")[0].endswith(this.key)]


def test_every_type_and_property_is_one_of_schema_org(linked):
    document = json.loads(written(linked, "schema-org"))
    known, waiting, seen = set(SDO.__annotations__), list(document["@graph"]), set()
    while waiting:
        item = waiting.pop()
        seen |= {item["@type"], *(name for name in item if name[0] != "@")}
        for value in item.values():
            waiting += [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]
    assert {"Claim", "ClaimReview", "NewsArticle", "appearance", "itemReviewed", "reviewRating"} <= seen
    assert seen <= known


def test_a_claim_has_all_its_articles_and_speakers(graph):
    (host,) = named(graph, HOST)
    assert [one["publisher"]["name"] for one in host["appearance"]] == ["Harbour Herald", "Delta Dispatch"]
    assert [one["headline"] for one in host["firstAppearance"]] == ["Port prepares"]
    assert host["firstAppearance"][0]["datePublished"] == "2025-03-03"
    assert {(one["@type"], one["name"]) for one in host["author"]} == {
        ("Person", "Ana Reyes"),
        ("Thing", "senior official"),
    }
    assert host["text"] == "Port Ellis will host the peace talks"


def test_the_outlet_is_the_author_of_what_it_says_in_its_own_voice(graph):
    (demands,) = named(graph, DEMANDS)
    assert {(one["@type"], one["name"]) for one in demands["author"]} == {
        ("NewsMediaOrganization", "Coast Courier"),
        ("NewsMediaOrganization", "Harbour Herald"),
    }
    assert len(demands["firstAppearance"]) == 2  # both on one day: neither is said to be first
    assert "https://courier.example/1" in {one.get("url") for one in demands["appearance"]}


def test_what_one_states_and_another_negates_are_two_claims(graph):
    stated, negated = sorted(named(graph, REJECT), key=lambda one: one["@id"])
    assert [one["name"] for one in stated["author"]] == ["Coast Courier"]
    assert [one["name"] for one in negated["author"]] == ["Delta Dispatch"]
    assert negated["@id"] == f"{stated['@id']}#negated"
    assert "not" in negated["text"]
    assert "not to be so" in negated["name"]
    (launch,) = named(graph, LAUNCH)
    assert "denied" in launch["text"]  # which stands outside the claim itself


def test_nobody_is_the_author_of_what_is_only_demanded_or_feared(graph):
    found = [one for one in items(graph) if one["@id"].endswith("#open")]
    assert found
    for one in found:
        assert "author" not in one
        assert one["description"].startswith("Nobody states this here")


def test_only_people_review(graph, linked):
    assert items(graph, "ClaimReview") == []
    accepted, rejected = sorted(items(linked, "ClaimReview"), key=lambda one: one["reviewRating"]["alternateName"])
    assert accepted["author"] == {"@type": "Person", "name": "Mia Lund"}
    assert rejected["reviewRating"]["alternateName"] == "reading rejected"
    assert rejected["datePublished"] == "2025-03-06"
    for review in (accepted, rejected):
        assert "not whether it is true" in review["reviewAspect"]
        assert not {"ratingValue", "bestRating"} & set(review["reviewRating"])
        assert review["itemReviewed"]["@id"] in {one["@id"] for one in items(linked)}


def test_the_note_of_a_review_explains_it(tmp_path, sample_accounts, sample_run):
    path = tmp_path / "noted.kg"
    this = sample_accounts[0].assertions[0]
    with GraphStore.create(path) as store:
        store.add(sample_accounts[0], run=sample_run)
        store.replace_links([])
        at = datetime(2025, 3, 6, tzinfo=UTC)
        noted = Verdict(assertion=this.key, verdict=Judgement.UNSURE, by="Mia Lund", at=at, note="who is meant?")
        add_reviews(store, [noted])
    (review,) = items(KnowledgeGraph(path), "ClaimReview")
    assert review["reviewRating"]["ratingExplanation"] == "who is meant?"
    assert items(KnowledgeGraph(path), "ClaimReview", speaker="Berg") == []  # it is about none of these


@pytest.fixture
def hostile(tmp_path, sample_run):
    """An article without a day whose headline ends a script and whose address is one."""
    source = article("x", "Tide <!-- Post", None, "</script><b>", "Ada leads Tide.", url="javascript:alert(1)")
    said = claim(entity("Ada", "PERSON"), "lead", entity("Tide", "ORG"), text="Ada leads Tide")
    with GraphStore.create(tmp_path / "x.kg") as store:
        store.add(account(source, assertion(source, said, "Ada leads Tide")), run=sample_run)
        store.replace_links([])
    return KnowledgeGraph(tmp_path / "x.kg")


def test_it_can_be_pasted_into_a_page(hostile):
    data = written(hostile, "schema-org")
    assert b"</script" not in data
    assert b"<!--" not in data
    (one,) = items(hostile)
    assert one["appearance"][0]["headline"] == "</script><b>"
    assert "url" not in one["appearance"][0]
    assert "firstAppearance" not in one


def test_as_rdf_claims_keep_their_iris_and_articles(graph):
    data = written(graph, "schema-org")
    found = parse_offline(data)
    said = {URIRef(row.claim) for row in graph.claims()}
    assert said == {URIRef(str(this).partition("#")[0]) for this in found.subjects(RDF.type, SCHEMA.Claim)}
    assert all(any(found.objects(this, SCHEMA.appearance)) for this in found.subjects(RDF.type, SCHEMA.Claim))
    assert data == written(graph, "schema-org")


def test_texts_stay_at_home(tmp_path, sample_run):
    words = "Ada leads the Tide, " + "and the tide comes and goes, " * 8 + "as everybody knows."
    source = article("long", "Tide Post", "2025-03-03", "Tide", words)
    said = claim(entity("Ada", "PERSON"), "lead", entity("Tide", "ORG"), text="Ada leads Tide")
    with GraphStore.create(tmp_path / "long.kg") as store:
        store.add(account(source, assertion(source, said, words)), run=sample_run)
        store.replace_links([])
    graph = KnowledgeGraph(tmp_path / "long.kg")
    (whole,), (short,) = items(graph), items(graph, without_text=True)
    assert whole["text"] == words
    assert words.startswith(short["text"])
    assert len(short["text"]) <= LONGEST_QUOTE
