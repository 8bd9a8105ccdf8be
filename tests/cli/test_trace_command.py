import csv
import json
from io import StringIO

from typer.testing import CliRunner

from kg.cli.app import app
from kg.records import ClaimRow


def kg(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def test_a_claim_stands_above_its_assertions_with_who_carries_it(sample_graph_path):
    output = kg("trace", sample_graph_path, "Norland demands islands").stdout
    lines = output.splitlines()
    assert lines[0] == "Norland demands that Sudria cede four islands"
    assert lines[1] == "2 outlets, 2 independent origins, first on 2025-03-03"
    assert lines[3] == "Coast Courier, 2025-03-03, in its own voice"
    assert lines[-1] == "2 assertions in 2 outlets"


def test_rows_are_written_as_by_kg_claims(sample_graph_path):
    asked = ("trace", sample_graph_path, "Norland demands islands", "--format")
    rows = [json.loads(line) for line in kg(*asked, "jsonl").stdout.splitlines()]
    assert [row["outlet"] for row in rows] == ["Coast Courier", "Harbour Herald"]
    assert all(set(row) == set(ClaimRow.__dataclass_fields__) for row in rows)
    assert [row["outlet"] for row in csv.DictReader(StringIO(kg(*asked, "csv").stdout))] == [
        row["outlet"] for row in rows
    ]


def test_what_nobody_asserts_is_said_with_the_nearest_claims(sample_graph_path):
    result = kg("trace", sample_graph_path, "Sudria demands islands")
    assert result.exit_code == 0
    assert result.stdout.startswith("nobody asserts anything like 'Sudria demands islands'\nnearest are:\n  Norland")
    assert kg("trace", sample_graph_path, "umbrellas rust").stdout == "nobody asserts anything like 'umbrellas rust'\n"


def test_what_the_limit_leaves_out_is_counted(sample_graph_path):
    output = kg("trace", sample_graph_path, "Norland demands islands", "--limit", "1").stdout
    assert "… and 1 more assertions of it (--limit)" in output
