import csv
import json
import subprocess
import sys
from importlib.util import find_spec
from io import StringIO

import pytest

from kg.errors import UnknownFormat, WrongParameter
from kg.query import Claims, Filters, claim_rows
from kg.rdf import Identifiers, describe_claim_links, describe_entity_links
from kg.records import Decision
from kg.store import GraphStore
from tests.accounts import CEDE, COURIER, DEMANDS, HOLD, HOST, NORHAVEN, NORLAND, build_sample_accounts


def rows(graph, **filters):
    return list(claim_rows(graph, Filters(**filters)))


def places(graph, **filters):
    return [(row.article, row.predicate) for row in rows(graph, **filters)]


def test_a_row_says_everything_of_an_assertion(sample_graph):
    row = next(row for row in rows(sample_graph) if row.claim.endswith(HOLD.key))
    base = "https://kg.example/"
    assert (row.article, row.outlet, row.published, row.title) == (
        "cc-1",
        "Coast Courier",
        "2025-03-03",
        "Talks announced",
    )
    assert (row.speaker, row.speaker_iri, row.speakers) == ("Ana Reyes", f"{base}entity/ana-reyes", ("Ana Reyes",))
    assert (row.cue, row.voice) == ("announced", "indirect")
    assert (row.subject, row.predicate, row.object, row.about) == (
        "two countries",
        "hold",
        "peace talks",
        "peace talks",
    )
    assert row.arguments == ({"role": "in", "text": "Port Ellis", "iri": f"{base}entity/port-ellis"},)
    assert (row.event_type, row.time, row.place) == ("CONSULT", "2025-03", "Port Ellis")
    assert (row.polarity, row.certainty, row.tense) == ("positive", "certain", "future")
    assert COURIER.text[row.start : row.end] == "two countries will hold peace talks in Port Ellis"
    assert COURIER.text[row.sentence_start :].startswith(row.sentence)
    assert row.relation == "https://kg.example/relation/hold"


def test_a_clause_is_shown_as_it_stands_and_has_a_theme(sample_graph):
    row = next(row for row in rows(sample_graph) if row.claim.endswith(DEMANDS.key))
    assert row.object == "that Sudria cede four islands"
    assert row.object_iri.endswith(CEDE.key)
    assert row.about == "four islands"
    assert row.speaker is None


def test_a_chain_of_speakers_is_told_from_the_outermost(sample_graph):
    row = next(row for row in rows(sample_graph) if row.predicate == "fail")
    assert (row.speaker, row.speakers) == ("Ana Reyes", ("Tomas Berg", "Ana Reyes"))


def test_rows_come_in_order_of_outlet_article_and_place(sample_graph):
    found = [(row.outlet, row.article, row.start) for row in rows(sample_graph)]
    assert len(found) == 16
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"speaker": "berg"}, [("cc-1", "launch"), ("hh-1", "launch"), ("ii-1", "fail")]),
        ({"outlet": "delta"}, [("dd-1", "reject"), ("dd-1", "host"), ("dd-1", "want")]),
        ({"predicate": "host"}, [("dd-1", "host"), ("hh-1", "host")]),
        ({"predicate": "HO.*", "outlet": "coast"}, [("cc-1", "hold")]),
        ({"event_type": "agree|consult"}, [("cc-1", "hold")]),
        ({"event_type": "CONS"}, []),
        ({"about": "norhaven"}, [("dd-1", "want")]),
        ({"about": "^Norland$"}, [("cc-1", "demand"), ("hh-1", "demand")]),
        ({"about": "^Norland$", "roll_up": True}, [("cc-1", "demand"), ("dd-1", "want"), ("hh-1", "demand")]),
        ({"about": "port ellis", "predicate": "hold"}, [("cc-1", "hold"), ("ii-1", "hold")]),
        ({"since": "2025-03-05"}, [("dd-1", "reject"), ("dd-1", "host"), ("dd-1", "want")]),
        ({"article": "ii-1", "speaker": "Reyes"}, [("ii-1", "fail")]),
        ({"about": "("}, []),
        ({"speaker": "nobody"}, []),
    ],
)
def test_rows_are_filtered(sample_graph, filters, expected):
    assert places(sample_graph, **filters) == expected


def test_a_day_that_is_none_is_refused(sample_graph):
    with pytest.raises(WrongParameter, match="2025-07-22"):
        rows(sample_graph, since="last week")


def test_links_show_in_the_rows(tmp_path, sample_run):
    identifiers = Identifiers("https://kg.example/")
    decision = Decision(left=NORHAVEN, right=NORLAND, relation="same", score=1, reasons=("test",), decided_by="test")
    links = [
        *describe_entity_links([decision], identifiers=identifiers, choose=lambda _: NORLAND),
        *describe_claim_links({HOST.key: HOLD.key}, identifiers=identifiers),
    ]
    with GraphStore.create(tmp_path / "linked.kg") as graph:
        for account in build_sample_accounts():
            graph.add(account, run=sample_run)
        graph.replace_links(links)
        want = next(row for row in rows(graph) if row.predicate == "want")
        assert (want.subject, want.subject_iri) == ("Norland", "https://kg.example/entity/norland")
        assert {row.claim[-16:] for row in rows(graph, predicate="host")} == {HOLD.key}
        assert ("dd-1", "want") in places(graph, about="norland")


def test_claims_are_written_as_lines_and_as_csv(sample_graph):
    claims = Claims(lambda: claim_rows(sample_graph))
    lines, table = StringIO(), StringIO()
    claims.write(lines)
    claims.write(table, "csv")
    first = json.loads(lines.getvalue().splitlines()[1])
    assert first["arguments"] == [{"role": "in", "text": "Port Ellis", "iri": "https://kg.example/entity/port-ellis"}]
    cells = list(csv.DictReader(StringIO(table.getvalue())))
    assert json.loads(cells[1]["speakers"]) == ["Ana Reyes"]
    assert len(cells) == 16
    with pytest.raises(UnknownFormat):
        claims.write(lines, "yaml")


def test_claims_become_data_frames(sample_graph):
    pytest.importorskip("pandas")
    claims = Claims(lambda: claim_rows(sample_graph))
    assert claims.to_pandas()["outlet"].value_counts()["Coast Courier"] == 6


def test_claims_as_parquet_read_back(sample_graph_path, tmp_path):
    """In a process of its own: DuckDB and pandas in one process complain of each other when it ends."""
    if find_spec("duckdb") is None:
        pytest.skip("duckdb is not installed")
    script = f"""
import duckdb
from pathlib import Path
from kg import KnowledgeGraph
KnowledgeGraph.open({str(sample_graph_path)!r}).claims().write_parquet(Path("claims.parquet"))
query = "SELECT arguments[1].text FROM 'claims.parquet' WHERE quantity IS NULL AND predicate = 'hold'"
with duckdb.connect() as connection:
    print(connection.sql(query).fetchall())
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str([("Port Ellis",), ("Port Ellis",)])
