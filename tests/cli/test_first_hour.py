"""`kg` alone, `kg init`, `kg doctor`, completion and messages."""

import json
import os
import subprocess
import sys
from shutil import copytree
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from kg import KnowledgeGraph
from kg.cli.app import COMMANDS, app
from kg.cli.complete import complete_exports, complete_graphs, complete_outlets, complete_queries
from kg.cli.init import write_project
from kg.cli.panels import PANEL_BY_COMMAND
from kg.doctor import State, _memory, check_installation
from kg.doctor_graph import check_graph
from kg.errors import GraphNotFound

runner = CliRunner()


@pytest.fixture
def seeds_copy(seeds_graph, tmp_path):
    return KnowledgeGraph.open(copytree(seeds_graph.path, tmp_path / "copy.kg"))


def kg(*arguments):
    return runner.invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_kg_alone_in_an_empty_folder_offers_a_project(here):
    result = kg()
    assert result.exit_code == 0
    assert "kg init" in result.output
    assert len(result.output.splitlines()) < 15


def test_kg_alone_names_articles_and_how_to_read_them(here):
    (here / "paper").mkdir()
    (here / "paper" / "one.txt").write_text("The mill closed.")
    assert "kg build paper -o news.kg" in kg().output


@pytest.mark.parametrize("place", ["zoo", "."])
def test_kg_alone_puts_a_manifest_before_other_texts(place, here):
    for name in ("docs", "zoo"):
        (here / name).mkdir()
        (here / name / "one.txt").write_text("The mill closed.")
    (here / place / "manifest.csv").write_text("id,file,outlet,published,title\n")
    assert f"kg build {place} -o news.kg" in kg().output


def test_kg_alone_names_the_graph_and_what_to_ask(here, seeds_graph):
    (here / "talks.kg").symlink_to(seeds_graph.path.resolve())
    output = kg().output
    assert "kg claims talks.kg" in output
    assert "kg build" not in output


def test_every_command_has_its_panel_and_help_shows_the_panels():
    assert {command.__name__ for command in COMMANDS} == set(PANEL_BY_COMMAND)
    output = kg("--help").output
    assert all(panel in output for panel in set(PANEL_BY_COMMAND.values()))


def test_init_makes_a_project_and_overwrites_nothing(tmp_path):
    folder = tmp_path / "study"
    (folder / "queries").mkdir(parents=True)
    (folder / "README.md").write_text("mine")
    result = kg("init", folder)
    assert result.exit_code == 0
    assert (folder / "README.md").read_text() == "mine"
    assert {".gitignore", "Makefile", "articles", "queries", "manifest-template.csv"} <= {
        path.name for path in folder.iterdir()
    }
    again, kept = write_project(folder, sample=False)
    assert not again
    assert kept


def test_init_with_the_sample_has_articles_with_their_manifest(tmp_path):
    write_project(tmp_path, sample=True)
    manifest = (tmp_path / "articles" / "manifest.csv").read_text(encoding="utf-8")
    assert all(path.name in manifest for path in (tmp_path / "articles").glob("*.txt"))
    assert len(list((tmp_path / "articles").glob("*.txt"))) == 5


def test_the_question_of_a_new_project_is_answered(tmp_path, seeds_graph):
    write_project(tmp_path, sample=False)
    result = kg("query", seeds_graph.path, tmp_path / "queries" / "own-words.rq", "--json")
    assert len(json.loads(result.stdout)["results"]["bindings"]) > 5


def test_doctor_finds_nothing_broken_here(seeds_graph):
    result = kg("doctor", seeds_graph.path, "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0, found
    assert found["ok"]
    checks = {one["check"]: one for one in found["findings"]}
    assert {"python", "packages", "model", "disk", "write access", "encoding", "linking", "files"} <= set(checks)
    assert set(checks["model"]) == {"check", "state", "found", "todo"}


def test_doctor_says_what_to_do_about_little_memory(monkeypatch):
    monkeypatch.setattr("kg.doctor._free_memory", lambda: 1_000)
    (finding,) = _memory()
    assert finding.state is State.WARNING
    assert "--jobs 1" in finding.todo


def test_doctor_names_a_missing_extra_with_its_command(monkeypatch, tmp_path):
    monkeypatch.setattr("kg.doctor.EXTRAS", {"fetch": ("no_such_module", "kg fetch")})
    monkeypatch.setattr("kg.doctor._model", lambda: iter(()))
    found = {one.check: one for one in check_installation(tmp_path)}
    assert found["extra fetch"].todo == "if you need it: pip install 'kg[fetch]'"


def test_doctor_goes_on_where_a_check_breaks_and_exits_with_1(monkeypatch):
    def broken():
        raise ValueError("the file is cut off")
        yield

    monkeypatch.setattr("kg.doctor._model", broken)
    result = kg("doctor", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert any("cut off" in one["found"] for one in found["findings"])
    assert found["findings"][-1]["check"] == "clock"


def test_doctor_finds_a_changed_file(seeds_copy):
    (seeds_copy.path / "seal.json").unlink(missing_ok=True)
    tables = seeds_copy.path / "articles.sqlite"
    tables.write_bytes(tables.read_bytes()[: 8 * 4096])
    assert any(one.state is State.ERROR for one in check_graph(seeds_copy.path))


def test_doctor_of_what_is_no_graph(tmp_path):
    with pytest.raises(GraphNotFound):
        list(check_graph(tmp_path))


def test_graphs_are_completed(here, seeds_graph):
    (here / "talks.kg").symlink_to(seeds_graph.path.resolve())
    (here / "texts").mkdir()
    assert complete_graphs("t") == ["talks.kg"]
    assert complete_graphs("te") == ["texts/"]


def test_questions_outlets_and_formats_are_completed(seeds_graph):
    context = SimpleNamespace(params={"graph": str(seeds_graph.path)})
    assert [name for name, _ in complete_queries("who-ass")] == ["who-asserted"]
    assert complete_outlets(context, "outlet a") == ["Outlet A"]
    assert "trig" in complete_exports("tri")


@pytest.mark.parametrize("shell", ["bash"])
def test_shell_completes_commands(shell):
    environment = os.environ | {"_KG_COMPLETE": f"complete_{shell}", "COMP_WORDS": "kg tra", "COMP_CWORD": "1"}
    environment |= {"_TYPER_COMPLETE_ARGS": "kg tra", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    command = [sys.executable, "-c", "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"]
    assert "trace" in subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout
