"""The file itself, as somebody reads it with SQLite or Datasette."""

import sqlite3
from contextlib import closing
from dataclasses import fields

import pytest

from kg.flat import Choice
from kg.records import ClaimRow

REFERENCE = "SELECT m.name, f.'from', f.'table' FROM sqlite_master m, pragma_foreign_key_list(m.name) f"


@pytest.fixture
def db(newsroom_flat):
    with closing(sqlite3.connect(newsroom_flat.file)) as db:
        yield db


def test_the_view_of_claim_rows_has_the_rows(db, newsroom_flat):
    found = db.execute("SELECT * FROM claim_rows ORDER BY rowid")
    names = [column[0] for column in found.description]
    known = {field.name for field in fields(ClaimRow)} - {"assertion", "claim", "arguments"}
    lines = [dict(zip(names, line, strict=True)) for line in db.execute("SELECT * FROM claim_rows")]
    rows = {row.key: row for row in newsroom_flat.rows(Choice())}
    assert len(lines) == len(rows)
    for line in lines:
        row = rows[line["assertion"]]
        assert {name: line[name] for name in known & set(names)} == {
            name: getattr(row.row, name) for name in known & set(names)
        }
        assert (line["claim"], line["is_contested"]) == (row.claim_key, row.contested)
    assert len(known & set(names)) > 25


def test_columns_that_name_a_table_hold_its_ids(db):
    references = db.execute(REFERENCE).fetchall()
    assert ("assertions", "claim", "claims") in references
    assert len(references) > 25
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_who_says_what_of_two_things(db):
    found = db.execute(
        "SELECT outlet, subject, object FROM said_of WHERE predicate = 'host' ORDER BY published, outlet"
    )
    assert found.fetchall() == [
        ("Harbour Herald", "Port Ellis", "peace talks"),
        ("Delta Dispatch", "Port Ellis", "peace talks"),
        ("Evening Echo", "Port Ellis", "peace talks"),
    ]


def test_each_table_has_lines(db):
    tables = [
        name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%fts5%'")
    ]
    counts = {
        name: db.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in tables if "_words_" not in name
    }
    # Nobody reconciled, joined or placed anything in this graph, and nothing was wrong in its data.
    assert {name for name, n in counts.items() if not n} <= {
        "authorities",
        "facts",
        "problems",
        "thing_aliases",
        "sqlite_stat4",
    }
