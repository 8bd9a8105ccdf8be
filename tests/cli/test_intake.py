"""Inputs of every kind by `kg build` and `kg annotate`: what each is taken for is said, and the others go on."""

import json

from typer.testing import CliRunner

from kg.cli.app import app
from tests.inputs import make_row, make_text, write_every_kind

runner = CliRunner()
NAMES = (
    "text.txt", "page.html", "feed.xml", "site.xml", "feeds.opml", "list.txt", "rows.csv", "rows.parquet",
    "answer.json", "lines.jsonl", "pages.warc.gz", "packed.zip", "story.txt.gz", "report.pdf", "photo.jpg",
)  # fmt: skip


def kg(*arguments, **options):
    return runner.invoke(app, [str(argument) for argument in arguments], catch_exceptions=False, **options)


def test_build_reads_every_kind_and_says_what_it_took_each_for(tmp_path):
    (tmp_path / "in").mkdir()
    write_every_kind(tmp_path / "in")
    files = [tmp_path / "in" / name for name in NAMES]
    result = kg("build", *files, "-o", tmp_path / "news.kg", "--jobs", "1")
    assert result.exit_code == 1  # a PDF document was set aside
    assert "13 articles read, 6 set aside" in result.stdout
    said = dict(line.split(": ", 1) for line in result.stderr.splitlines() if not line.startswith("kg: "))
    said = {name.rpartition("/")[2]: kind for name, kind in said.items()}
    assert said["page.html"] == "web page"
    assert said["text.txt"] == "plain text or Markdown"
    assert said["pages.warc.gz"] == "web archive (WARC)"
    assert said["feed.xml"] == "feed"
    assert said["list.txt"] == "list of addresses"
    assert said["packed.zip"] == "1 plain text or Markdown, 1 web page; 1 other file passed over"
    assert said["rows.csv"].startswith("table (CSV, TSV), ")
    assert "report.pdf: looks like a PDF document" in result.stderr


def test_annotate_reads_standard_input_with_the_users_columns():
    row = {"nr": "7", "inhalt": make_text("Avel")}
    result = kg("annotate", "-", "--column", "text=inhalt", "--column", "id=nr", input=json.dumps(row))
    assert json.loads(result.stdout)["article"] == "7"
    assert result.stderr == ""


def test_outlet_of_those_that_name_none(tmp_path):
    nameless = {name: value for name, value in make_row("Avel").items() if name != "outlet"}
    (tmp_path / "a.jsonl").write_text(json.dumps(nameless))
    assert kg("build", tmp_path / "a.jsonl", "-o", tmp_path / "a.kg", "--outlet", "Harbour Echo").exit_code == 0
    assert "Harbour Echo" in kg("claims", tmp_path / "a.kg", "--format", "jsonl").stdout


def test_a_column_of_no_field_is_misuse(tmp_path):
    result = runner.invoke(app, ["build", str(tmp_path), "--column", "body=text"])
    assert "FIELD is one of id, outlet" in str(result.exception)
