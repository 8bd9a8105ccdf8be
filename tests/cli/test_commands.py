import csv
import json
import subprocess
import sys
from io import StringIO

import pytest
from typer.testing import CliRunner

from kg.cli.app import app, main
from kg.records import ClaimRow
from tests.whole import write_jsonl

runner = CliRunner()


def kg(*arguments):
    return runner.invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def run_main(monkeypatch, capsys, *arguments):
    monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        main()
    return stopped.value.code, capsys.readouterr().err


def test_build_says_what_it_did(tmp_path):
    result = kg("build", write_jsonl(tmp_path / "news.jsonl"), "-o", tmp_path / "news.kg")
    assert result.exit_code == 0
    assert "3 articles read" in result.output


def test_build_reports_each_problem_on_a_line_and_exits_with_1(tmp_path):
    articles = write_jsonl(tmp_path / "news.jsonl", n=2)
    articles.write_text(articles.read_text() + "{broken\n")
    result = kg("build", articles, "-o", tmp_path / "news.kg")
    assert result.exit_code == 1
    assert f"{articles}:3" in result.stderr
    assert "2 articles read" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "nowhere"], "no such file or folder: nowhere"),
        (["claims", "nowhere.kg"], "nowhere.kg is no graph"),
        (["query", "SEEDS", "who-assertd"], "did you mean who-asserted"),
        (["query", "SEEDS", "who-asserted"], "predicate"),
        (["query", "SEEDS", "who-asserted", "--param", "predicate"], "--param takes NAME=VALUE"),
        (["query", "SEEDS", "SELECT ?x WHERE {"], "cannot run the query"),
        (["query", "SEEDS", "nowhere.rq"], "no such file or folder: nowhere.rq"),
        (["claims", "SEEDS", "--format", "xls"], "unknown format 'xls'"),
        (["claims", "SEEDS", "--since", "yesterday"], "yesterday"),
        (["annotate", "nowhere"], "no such file or folder"),
    ],
)
def test_misuse_is_one_sentence_and_exit_code_2(seeds_graph, monkeypatch, capsys, arguments, message):
    arguments = [seeds_graph.path if argument == "SEEDS" else argument for argument in arguments]
    code, error = run_main(monkeypatch, capsys, *arguments)
    assert code == 2
    assert message in error
    assert "Traceback" not in error


def test_claims_as_json_lines_have_the_contract_s_fields(seeds_graph):
    rows = [json.loads(line) for line in kg("claims", seeds_graph.path, "--format", "jsonl").output.splitlines()]
    assert rows
    assert all(set(row) == set(ClaimRow.__dataclass_fields__) for row in rows)


def test_claims_as_csv_can_be_filtered_by_speaker(seeds_graph):
    output = kg("claims", seeds_graph.path, "--speaker", "Peskov", "--format", "csv").output
    rows = list(csv.DictReader(StringIO(output)))
    assert rows
    assert all("Peskov" in row["speakers"] for row in rows)


def test_no_claims_are_said_to_be_none_and_a_misspelt_outlet_is_told(seeds_graph):
    result = kg("claims", seeds_graph.path, "--outlet", "Outlte A")
    assert result.exit_code == 0
    assert "no outlet here is called 'Outlte A'; there is Outlet A" in result.stderr
    assert result.stdout == ""
    assert "no claims match" in kg("claims", seeds_graph.path, "--predicate", "fly").stderr


def test_claims_as_parquet_need_a_file(seeds_graph, monkeypatch, capsys):
    code, error = run_main(monkeypatch, capsys, "claims", seeds_graph.path, "--format", "parquet")
    assert code == 2
    assert "--output" in error


@pytest.mark.parametrize("output_format", ["csv", "tsv", "json", "xml"])
def test_query_writes_standard_formats(seeds_graph, output_format):
    result = kg("query", seeds_graph.path, "who-asserted", "--param", "predicate=host", "--format", output_format)
    assert result.exit_code == 0
    assert "outlet" in result.stdout


def test_query_takes_sparql_without_prefixes_declared(seeds_graph):
    sparql = "SELECT ?outlet WHERE { GRAPH ?a { ?s rel:demand ?o } ?a schema:publisher ?outlet }"
    assert "outlet/" in kg("query", seeds_graph.path, sparql, "--format", "csv").stdout


def test_trace_shows_outlet_speaker_and_sentence(seeds_graph):
    output = kg("trace", seeds_graph.path, "Russia demands regions").output
    assert "Outlet A, 2025-07-22, in its own voice" in output
    assert "regions" in output


def test_verify_counts_anchors(seeds_graph):
    result = kg("verify", seeds_graph.path)
    assert result.exit_code == 0
    assert "anchors reproduce their quote" in result.output


def test_annotate_writes_an_object_per_article(tmp_path):
    output = kg("annotate", write_jsonl(tmp_path / "news.jsonl", n=1)).stdout
    article = json.loads(output)
    said = [article["text"][slice(*span)] for found in article["attributions"] for span in found["content"]]
    assert any("will not help families" in content for content in said)


def test_version_and_module_entry():
    done = subprocess.run([sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("kg ")
