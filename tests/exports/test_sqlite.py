import asyncio
import json
import sqlite3
from contextlib import closing

import pytest

from kg import KnowledgeGraph
from kg.exports.tables_columns import load_tables
from tests.accounts import DEMANDS, HOST, LAUNCH_45


@pytest.fixture(scope="module")
def database_path(linked_path, tmp_path_factory):
    path = tmp_path_factory.mktemp("sqlite") / "quarrel.db"
    KnowledgeGraph(linked_path).export(path)
    return path


@pytest.fixture
def db(database_path):
    with closing(sqlite3.connect(f"file:{database_path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def ask(db, question, *values):
    return [tuple(row) for row in db.execute(question, values)]


def test_the_file_is_whole_and_its_keys_meet(db):
    assert ask(db, "PRAGMA integrity_check") == [("ok",)]
    assert ask(db, "PRAGMA foreign_key_check") == []
    assert ask(db, "SELECT COUNT(*) FROM assertions") == [(16,)]


def test_tables_are_those_that_are_described(db):
    for table in load_tables():
        there = [(row["name"], row["type"]) for row in db.execute(f"PRAGMA table_info({table.name})")]
        assert there == [(column.name, column.sqlite_type) for column in table.columns]
        required = ", ".join(f'"{column.name}" IS NULL' for column in table.columns if column.required)
        if required:
            assert ask(db, f"SELECT 1 FROM {table.name} WHERE {required.replace(', ', ' OR ')}") == []


def test_assertions_are_the_claim_rows(db, linked):
    names = [row[1] for row in db.execute("PRAGMA table_info(claim_rows)")]
    rows = {row["assertion"]: row for row in db.execute("SELECT * FROM claim_rows")}
    for row in linked.claims():
        found = rows.pop(row.assertion)
        for name in set(names) - {"speakers", "arguments"}:
            assert found[name] == getattr(row, name), name
        assert tuple(json.loads(found["speakers"])) == row.speakers
        assert [one["role"] for one in json.loads(found["arguments"])] == [one["role"] for one in row.arguments]
    assert not rows


def test_claims_are_counted(db):
    found = ask(
        db,
        "SELECT n_assertions, n_outlets, n_denied, n_own_voice, first, outlets FROM claims WHERE id = ?",
        DEMANDS.key,
    )
    assert found == [(2, 2, 0, 2, "2025-03-03", '["Coast Courier","Harbour Herald"]')]
    assert ask(db, "SELECT is_contested FROM claims WHERE id IN (?, ?) ORDER BY 1", LAUNCH_45.key, HOST.key) == [
        (0,),
        (1,),
    ]
    assert ask(db, "SELECT n_assertions, n_claims, n_only_here FROM outlets WHERE id = 'coast-courier'") == [(6, 6, 3)]


def test_things_are_counted_as_named_and_as_speaking(db):
    query = "SELECT type, n_assertions, n_said, n_articles, n_outlets, first, last FROM entities WHERE name = ?"
    assert ask(db, query, "Tomas Berg") == [("Person", 0, 3, 3, 3, "2025-03-03", "2025-03-04")]
    assert ask(db, query, "Sudria")[0][:2] == ("GeopoliticalEntity", 4)


def test_views_answer_what_they_say(db):
    contradiction = ask(db, "SELECT claim, other, score, reasons, decided_by FROM contradictions")
    assert contradiction == [(*(one[0] for one in ask(db, _TEXTS)), 0.75, '["45 is not 60"]', "numbers")]
    assert ("Tomas Berg", "Harbour Herald", 1) in ask(db, "SELECT speaker, outlet, n_assertions FROM quoted_speakers")
    alone = ask(db, "SELECT claim FROM only_one_outlet WHERE outlet = 'Delta Dispatch'")
    assert alone == [("Norhaven wants peace talks",)]


def test_claims_by_outlet_is_the_matrix(db):
    by_outlet = ask(
        db, "SELECT outlet, n_assertions, n_own_voice, n_outlets FROM claims_by_outlet WHERE claim = ?", HOST.key
    )
    assert by_outlet == [("delta-dispatch", 1, 0, 2), ("harbour-herald", 1, 0, 2)]
    assert ask(db, "SELECT SUM(n_assertions) FROM claims_by_outlet") == [(16,)]


_TEXTS = "SELECT c.text FROM claim_links l JOIN claims c ON c.id IN (l.claim, l.other) ORDER BY c.id = l.other"


def test_search_finds_other_forms_of_a_word(db):
    found = "SELECT rowid FROM assertions_fts WHERE assertions_fts MATCH ?"
    query = f"SELECT DISTINCT sentence FROM assertions WHERE rowid IN ({found})"
    assert ask(db, query, "demanding ceding") == [("Norland demands that Sudria cede four islands.",)]


def test_mentions_stand_where_they_say(db):
    query = """SELECT m.text, substr(a.text, m.start + 1, m.end - m.start), e.name
      FROM mentions m JOIN articles a ON a.id = m.article LEFT JOIN entities e ON e.id = m.entity"""
    found = ask(db, query)
    assert found
    assert all(text == there == name for text, there, name in found)


def test_verdicts_leave_with_the_rows_and_rejected_rows_can_stay(db, linked_path, tmp_path):
    assert ask(db, "SELECT verdict, COUNT(*) FROM assertions WHERE verdict IS NOT NULL GROUP BY 1 ORDER BY 1") == [
        ("accepted", 1),
        ("rejected", 1),
    ]
    KnowledgeGraph(linked_path, without_rejected=True).export(tmp_path / "kept.db")
    with closing(sqlite3.connect(tmp_path / "kept.db")) as kept:
        assert ask(kept, "SELECT COUNT(*) FROM assertions") == [(15,)]
        assert ask(kept, "PRAGMA foreign_key_check") == []


def test_texts_stay_at_home(graph, tmp_path):
    graph.export(tmp_path / "cut.db", without_text=True)
    with closing(sqlite3.connect(tmp_path / "cut.db")) as cut:
        assert ask(cut, "SELECT COUNT(text), COUNT(text_hash), MAX(LENGTH(title)) > 0 FROM articles") == [(0, 4, 1)]
        assert ask(cut, "SELECT MAX(LENGTH(sentence)) <= 90 FROM assertions") == [(1,)]


def test_equal_graphs_are_equal_files(linked, database_path, tmp_path):
    linked.export(tmp_path / "quarrel.db")
    assert (tmp_path / "quarrel.db").read_bytes() == database_path.read_bytes()
    beside = "quarrel.metadata.json"
    assert (tmp_path / beside).read_bytes() == database_path.with_name(beside).read_bytes()


# Datasette


@pytest.fixture(scope="module")
def served(database_path):
    """Ask Datasette in this process, as it is started with the metadata beside the file."""
    pytest.importorskip("datasette", reason="datasette is not installed")
    from datasette.app import Datasette

    metadata = json.loads(database_path.with_name("quarrel.metadata.json").read_text(encoding="utf-8"))
    datasette = Datasette([str(database_path)], metadata=metadata)

    def get(path):
        response = asyncio.run(datasette.client.get(path))
        assert response.status_code == 200, response.text
        return response

    return get


@pytest.mark.filterwarnings("ignore")  # of Datasette and its plugins
def test_datasette_shows_every_table_and_view(served, db):
    for (name,) in ask(db, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '%fts%'"):
        page = served(f"/quarrel/{name}").text
        assert "facet_timed_out" not in page
    assert "who said what in the news" in served("/").text


@pytest.mark.filterwarnings("ignore")
def test_facets_search_and_labels_are_ready(served):
    page = served("/quarrel/assertions").text
    for facet in ("outlet", "voice", "polarity", "certainty", "speaker"):
        assert f'id="facet-{facet}"' in page or f'data-column="{facet}"' in page
    assert 'name="_search"' in page
    assert "Norland demands that Sudria cede four islands" in page  # the label of the claim, not its id
    found = served("/quarrel/assertions.json?_search=islands&_shape=objects&_facet=outlet").json()
    assert found["filtered_table_rows_count"] == 4
    outlets = {one["label"] for one in found["facet_results"]["outlet"]["results"]}
    assert outlets == {"Coast Courier", "Harbour Herald"}


@pytest.mark.filterwarnings("ignore")
def test_ready_questions_are_answered(served):
    rows = served("/quarrel/who_said.json?words=drones&_shape=array").json()
    assert [(row["outlet"], row["speaker"], row["polarity"]) for row in rows] == [
        ("Coast Courier", "Tomas Berg", "positive"),
        ("Harbour Herald", "Tomas Berg", "negative"),
        ("Island Independent", "(own voice)", "positive"),
    ]
    shared = served("/quarrel/carried_by_both.json?one=coast-courier&other=harbour-herald&_shape=array").json()
    assert [row["claim"] for row in shared] == [
        "Norland demands that Sudria cede four islands",
        "Sudria cedes four islands",
    ]
    shares = served("/quarrel/own_voice_share.json?_shape=array").json()
    assert {row["outlet"] for row in shares} == {
        "Coast Courier",
        "Delta Dispatch",
        "Harbour Herald",
        "Island Independent",
    }
