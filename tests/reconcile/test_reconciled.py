import shutil

import pytest

from kg.rdf import describe_entity_links
from kg.rdf.roles import describe_roles
from kg.records import Decision
from kg.records.roles import HeldRole
from kg.store import GraphStore
from kg.store.reconciled import Answers, articles_by_entity, survey_names
from tests.accounts import NORLAND, REYES, SUDRIA


@pytest.fixture
def path(sample_graph_path, tmp_path):
    return shutil.copytree(sample_graph_path, tmp_path / "sample.kg")


def survey(path):
    with GraphStore.open(path) as graph:
        return {entity.label: entity for entity in survey_names(graph)}


def test_entities_have_type_names_counts_days_and_outlets(path):
    reyes = survey(path)["Ana Reyes"]
    assert (reyes.type, reyes.labels, reyes.spellings) == ("PERSON", ("Ana Reyes",), {"Ana Reyes": reyes.n_mentions})
    assert (reyes.first, reyes.outlets[0]) == ("2025-03-03", "Coast Courier")


def test_a_cluster_is_one_entity_with_the_names_of_all(path):
    apart = survey(path)
    same = Decision(left=NORLAND, right=SUDRIA, relation="same", score=0.9, reasons=("test",), decided_by="test")
    with GraphStore.create(path) as graph:
        graph.replace_links(describe_entity_links([same], identifiers=graph.identifiers, choose=lambda _: SUDRIA))
    joined = survey(path)
    assert "Norland" not in joined
    assert joined["Sudria"].labels == ("Sudria", "Norland")
    assert joined["Sudria"].n_mentions == apart["Sudria"].n_mentions + apart["Norland"].n_mentions
    assert [iri.rsplit("/", 1)[1] for iri in joined["Sudria"].members] == ["sudria", "norland"]


def test_offices_come_with_the_entity(path):
    minister = HeldRole(
        person=REYES.key, title="minister", of=NORLAND, past=False, seen_from=None, seen_to=None, n_articles=1
    )
    with GraphStore.create(path) as graph:
        graph.store.extend(describe_roles([minister], identifiers=graph.identifiers))
    assert survey(path)["Ana Reyes"].roles == ("minister of Norland",)


def test_articles_are_counted_by_entity(path):
    with GraphStore.open(path) as graph:
        counts = articles_by_entity(graph)["https://kg.example/entity/norland"]
    assert sum(counts.values()) == survey(path)["Norland"].n_mentions


def test_answers_are_kept_by_service_and_forgotten_by_service(tmp_path):
    with Answers(tmp_path, "http://one.example/") as one, Answers(tmp_path, "http://two.example/") as two:
        one.keep({"q": [{"id": "H1"}]})
        two.keep({"q": []})
        assert (one.of("q"), two.of("q"), one.of("r")) == ([{"id": "H1"}], [], None)
        assert one.forget() == 1
        assert (one.of("q"), two.of("q")) == (None, [])
