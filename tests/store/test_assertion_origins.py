"""Where articles and assertions come from, of a graph by hand."""

import sqlite3

import pytest

from kg.store import GraphStore
from kg.store.origins import assertion_origins, begin_origins, keep_fingerprints, survey_origins
from tests.accounts import COURIER, REJECT, TALKS, account, article, assertion, claim, entity
from tests.linked import WIRE, build_copy, build_linked_accounts

AGENCY = "Reuters"
HEAR = claim(entity("Port Ellis"), "host", TALKS, text="Port Ellis hosts peace talks")
CREDITED = article(
    "ee-1",
    "Evening Echo",
    "2025-03-06",
    "Told by others",
    f"Port Ellis will host the talks, {AGENCY} reported. Sudria rejected the demand.",
)


@pytest.fixture
def graph(sample_run, tmp_path):
    said = assertion(
        CREDITED, HEAR, "Port Ellis will host the talks", speakers=(entity(AGENCY, "ORG"),), cue="reported"
    )
    plain = assertion(CREDITED, REJECT, "Sudria rejected the demand")
    with GraphStore.create(tmp_path / "origins.kg") as graph:
        for one in (*build_linked_accounts(), build_copy(), account(CREDITED, said, plain)):
            graph.add(one, run=sample_run)
        graph.flush()
        yield graph


def test_every_article_has_an_origin_and_a_copy_that_of_its_original(graph):
    origins = survey_origins(graph.tables.connection)[0].origin_by_article
    assert set(origins) == {heading.key for heading in graph.tables.headings()}
    assert origins[build_copy().article.key] == origins[COURIER.key]
    assert len(set(origins.values())) == len(origins) - 1


def test_every_assertion_has_its_article_s_origin_or_that_of_the_agency_it_is_credited_to(graph):
    db = graph.tables.connection
    origins, _ = survey_origins(db)
    found = {key: (origin, credit) for key, origin, credit in assertion_origins(db, origins)}
    (rows,) = graph.tables.connection.execute("SELECT count(*) FROM assertions").fetchone()
    assert len(found) == rows
    told = [key for key, (_, credit) in found.items() if credit is not None]
    rows = graph.tables.connection.execute("SELECT key, article, facts FROM assertions").fetchall()
    assert {article for key, article, _ in rows if key in told} == {CREDITED.key}
    assert all(AGENCY.lower() in facts for key, _, facts in rows if key in told)
    credited = {article: credit.agency for article, credit in origins.credits}
    assert credited == {WIRE.key: "reuters"}
    for key, article_key, _ in rows:
        if key not in told:
            assert found[key][0] == credited.get(article_key, origins.origin_by_article[article_key])


def test_fingerprints_are_made_once_and_anew_where_their_form_changed(graph, tmp_path):
    def survey():
        found = begin_origins(graph, tmp_path)()
        keep_fingerprints(graph, found.prints)
        return len(found.prints)

    assert survey() == len(list(graph.tables.headings()))
    assert survey() == 0
    db: sqlite3.Connection = graph.tables.connection
    made = db.execute("SELECT article, print FROM fingerprints ORDER BY article").fetchall()
    assert len(made) == len(list(graph.tables.headings()))
    graph.tables.set_meta("fingerprint", "an earlier form")
    db.execute("DELETE FROM fingerprints WHERE article = ?", (COURIER.key,))
    assert survey() == len(made)
    assert db.execute("SELECT article, print FROM fingerprints ORDER BY article").fetchall() == made
