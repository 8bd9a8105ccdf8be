"""All rows at once are the rows of `claim_rows`, however the graph came to be."""

import json
import sqlite3
from contextlib import closing

import pytest

from kg.flat.bulk import BulkRows
from kg.query import claim_rows
from kg.rdf import Identifiers
from kg.records import Claim, Kind, Reference, Tense
from kg.store import GraphStore
from tests.accounts import COURIER, NORLAND, account, argument, assertion, claim, topic, value
from tests.conftest import RUN


def both(path):
    with GraphStore.open(path) as graph:
        return list(claim_rows(graph)), list(BulkRows(graph))


def test_the_rows_are_those_of_claim_rows(newsroom_path):
    expected, found = both(newsroom_path)
    assert len(expected) > 15
    assert [one.row for one in found] == expected


def test_the_rows_of_real_articles_are_those_of_claim_rows(seeds_graph):
    expected, found = both(seeds_graph.path)
    assert [one.row for one in found] == expected


def test_a_graph_that_was_not_linked_has_rows(tmp_path, sample_accounts):
    with GraphStore.create(tmp_path / "unlinked.kg") as graph:
        for one in sample_accounts:
            graph.add(one, run=RUN)
    expected, found = both(tmp_path / "unlinked.kg")
    assert [one.row for one in found] == expected


def dated(key: str, label: str, kind: str) -> Reference:
    return Reference(kind=Kind.VALUE, key=key, label=label, type=kind)


ODD: list[tuple[Claim, dict]] = [
    (claim(NORLAND, "wait", dated("P12M", "a year", "DATE"), text="Norland waits a year"), {"time": "PT60M"}),
    (claim(value("450", "some 450"), "arrive", text="450 arrive"), {"object_text": None, "time": "2025-03/2025-04"}),
    (
        claim(
            NORLAND,
            "meet",
            topic("envoys"),
            text="Norland meets envoys",
            arguments=[argument("on", dated("2014", "2014", "DATE")), argument("with", value("7", "seven of them"))],
        ),
        {},
    ),
    (
        claim(
            NORLAND,
            "pay",
            text="Norland pays",
            arguments=[argument("for", value("7", "seven")), argument("for", value("7", "7"))],
            quantity=0.1,
            unit="crowns",
        ),
        {"tense": Tense.PAST},
    ),
    (claim(None, "rain", text="it rains"), {}),
]
"""Values that the store keeps in another form, or that are read otherwise than they are kept."""


@pytest.mark.parametrize(("odd", "fields"), ODD, ids=[one.text for one, _ in ODD])
def test_values_come_back_as_claim_rows_has_them(tmp_path, odd, fields):
    with GraphStore.create(tmp_path / "odd.kg") as graph:
        graph.add(account(COURIER, assertion(COURIER, odd, "Norland demands", **fields)), run=RUN)
    expected, found = both(tmp_path / "odd.kg")
    assert [one.row for one in found] == expected
    assert len(expected) == 1


def test_what_articles_sqlite_does_not_tell_is_read_from_the_quads(own_newsroom):
    with closing(sqlite3.connect(own_newsroom / "articles.sqlite")) as db, db:
        keys = [key for (key,) in db.execute("SELECT key FROM assertions ORDER BY key LIMIT 4")]
        db.executemany("DELETE FROM assertions WHERE key = ?", [(key,) for key in keys[:2]])
        (facts,) = db.execute("SELECT facts FROM assertions WHERE key = ?", (keys[2],)).fetchone()
        other = json.dumps(json.loads(facts) | {"claim": "0000000000000000"}, separators=(",", ":"))
        db.execute("UPDATE assertions SET facts = ? WHERE key = ?", (other, keys[2]))
    expected, found = both(own_newsroom)
    assert [one.row for one in found] == expected
    assert {one.key for one in found} >= set(keys)
    assert all(one.claim and one.own_claim and one.article for one in found)


def test_what_is_not_in_the_quads_is_no_row(own_newsroom):
    with GraphStore.create(own_newsroom) as graph:
        gone = next(claim_rows(graph)).assertion
        graph.store.update(f"DELETE WHERE {{ GRAPH ?g {{ <{gone}> ?p ?o }} }}")
    expected, found = both(own_newsroom)
    assert gone not in {one.row.assertion for one in found}
    assert [one.row for one in found] == expected


def test_a_row_says_what_it_is_made_of(newsroom_path):
    _, found = both(newsroom_path)
    identifiers = Identifiers("https://kg.example/")
    told = next(one for one in found if one.row.predicate == "hold" and one.row.voice == "indirect")
    assert told.row.assertion == identifiers.room("assertion", told.key).value
    assert told.speakers == ("entity/ana-reyes",)
    assert told.arguments == ("entity/port-ellis",)
    assert told.subject == "topic/two-countries"
    outer = next(one for one in found if one.key == told.within)
    assert outer.row.predicate == "announce"
    assert outer.object is None
    assert outer.about == "topic/peace-talks"
