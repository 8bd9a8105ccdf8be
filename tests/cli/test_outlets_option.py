"""`--outlets`: a table of the user's own says who publishes at an address."""

import os

import pytest
from typer.testing import CliRunner

from kg import KnowledgeGraph
from kg.cli.app import app


@pytest.fixture
def given(tmp_path, monkeypatch):
    """An article that names its address alone, and a table that knows who publishes there."""
    monkeypatch.setenv("KG_OUTLETS", os.environ.get("KG_OUTLETS", ""))  # put back what the command leaves there
    article = "id,url,text\nh1,https://harbour.example/a,The port will close on Friday.\n"
    (tmp_path / "news.csv").write_text(article, encoding="utf-8")
    (tmp_path / "mine.csv").write_text("domain,outlet,country\nharbour.example,Harbour Post,GB\n", encoding="utf-8")
    return tmp_path


def test_build_takes_a_table_of_outlets(given):
    graph = given / "news.kg"
    # An address that was looked up before its table was given is looked up again.
    CliRunner().invoke(app, ["build", str(given / "news.csv"), "-o", str(given / "before.kg"), "-q", "--jobs", "1"])
    options = ["--outlets", str(given / "mine.csv"), "-o", str(graph), "-q", "--jobs", "1"]
    found = CliRunner().invoke(app, ["build", str(given / "news.csv"), *options], catch_exceptions=False)
    assert found.exit_code == 0
    assert [row.outlet for row in KnowledgeGraph.open(graph).articles()] == ["Harbour Post"]


@pytest.mark.parametrize("command", ["build", "annotate"])
def test_a_table_that_is_none_is_said(given, command):
    (given / "mine.csv").write_text("name\nHarbour Post\n", encoding="utf-8")
    found = CliRunner().invoke(app, [command, str(given / "news.csv"), "--outlets", str(given / "mine.csv")])
    assert "does not name the columns domain, outlet, country" in str(found.exception)
