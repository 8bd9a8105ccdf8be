"""Plug-ins: readers, components and questions of one's own, by argument, setting and entry point."""

import sys

import pytest
from typer.testing import CliRunner

import kg.plugins
from kg import KnowledgeGraph, Settings
from kg.build import build_graph, identify_run
from kg.cli.app import app
from kg.errors import InputNotFound, InvalidQuery, WrongParameter
from kg.plugins import COMPONENTS, READERS, find_plugins, parse_named
from tests.example_plugins.wire import read_badly, read_wire
from tests.whole import exported

WIRE = (
    "#w1 Harbour Wire\nThe MV Aurora left the port on Monday, Ada Brandt said.\n"
    "#w2 Harbour Wire\nTomas Kell resigned.\n"
)
SHIPS = {"ships": "tests.example_plugins.ships:mark_ships"}
OWN = """# title: Loud verbs
# question: Which verbs are there?
# param verb (lemma): a verb
SELECT DISTINCT ?verb WHERE { ?claim kg:lemma ?verb FILTER(REGEX(?verb, $verb)) } ORDER BY ?verb
"""


@pytest.fixture
def wire(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "monday.wire").write_text(WIRE, encoding="utf-8")
    return folder


def settings(**given):
    return Settings(jobs=1, **given)


def test_a_reader_is_an_argument(wire, tmp_path):
    graph = KnowledgeGraph.build(wire, tmp_path / "n.kg", readers={"wire": read_wire}, settings=settings())
    assert [(row.article, row.outlet) for row in graph.articles()] == [("w1", "Harbour Wire"), ("w2", "Harbour Wire")]
    assert graph.problems() == ()


def test_a_broken_reader_is_named_and_the_rest_goes_on(wire, tmp_path):
    (wire / "other.txt").write_text("Mia Lund won.", encoding="utf-8")
    graph = KnowledgeGraph.build(wire, tmp_path / "n.kg", readers={"wire": read_badly}, settings=settings())
    assert [row.article for row in graph.articles()] == ["w1", "other"] or len(graph.articles()) == 2
    (problem,) = graph.problems()
    assert "reader wire (tests.example_plugins.wire:read_badly) broke (ValueError: the second block is torn)" in str(
        problem
    )


def test_a_reader_that_cannot_be_loaded_is_named_and_the_rest_goes_on(wire, tmp_path):
    (wire / "other.txt").write_text("Mia Lund won.", encoding="utf-8")
    report = build_graph([wire], tmp_path / "n.kg", settings=settings(readers={"tape": "no_such_module:read"}))
    assert report.n_articles >= 1
    assert any("plug-in tape" in str(found) and "no_such_module" in str(found) for found in report.problems)


def test_a_component_changes_what_is_read_and_the_run_says_so(wire, tmp_path):
    given = settings(components=SHIPS, readers={"wire": read_wire})
    graph = KnowledgeGraph.build(wire, tmp_path / "n.kg", settings=given)
    assert any(found.text == "MV Aurora" for found in graph.mentions(kind="entity"))
    told = exported(graph).decode()
    assert "component ships=tests.example_plugins.ships:mark_ships sha256:" in told
    assert "reader wire=tests.example_plugins.wire:read_wire sha256:" in told
    again = KnowledgeGraph.build(wire, tmp_path / "again.kg", settings=given)
    assert exported(again) == exported(graph)


def test_without_plug_ins_the_run_is_what_it_was():
    assert identify_run(settings()).settings == ()


def test_a_text_that_breaks_a_component_is_set_aside_and_the_next_is_read(wire, tmp_path):
    broken = {"ships": "tests.example_plugins.ships:break_on_ships"}
    given = settings(components=broken, readers={"wire": read_wire})
    report = build_graph([wire], tmp_path / "n.kg", settings=given)
    assert report.n_articles == 1
    assert "the component ships (tests.example_plugins.ships:break_on_ships) broke" in str(report.problems[0])


def test_a_place_that_there_is_not_is_said(wire, tmp_path):
    given = settings(components={"late": "tests.example_plugins.ships:mark_late"}, readers={"wire": read_wire})
    with pytest.raises(WrongParameter, match="kg_nowhere"):
        build_graph([wire], tmp_path / "n.kg", settings=given)


def test_installed_packages_bring_plug_ins(tmp_path, monkeypatch):
    info = tmp_path / "example_plugins-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: example-plugins\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text(
        "[kg.readers]\nwire = tests.example_plugins.wire:read_wire\ntorn = tests.example_plugins.wire:nothing\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    kg.plugins._installed.cache_clear()
    try:
        plugins, problems = find_plugins(READERS, {})
        assert [(found.name, found.identity.split()[0]) for found in plugins] == [("wire", "1.2")]
        assert "plug-in torn" in str(problems[0])
        assert find_plugins(COMPONENTS, {}) == ((), ())
    finally:
        sys.path.remove(str(tmp_path))
        kg.plugins._installed.cache_clear()


def test_the_environment_names_plug_ins(monkeypatch):
    monkeypatch.setenv("KG_READERS", "wire=a.b:c tape=d:e")
    assert Settings().readers == {"wire": "a.b:c", "tape": "d:e"}
    with pytest.raises(WrongParameter, match="NAME=MODULE:FUNCTION"):
        parse_named("wire")


@pytest.fixture
def questions(tmp_path):
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "loud-verbs.rq").write_text(OWN, encoding="utf-8")
    (folder / "torn.rq").write_text("# title: Torn\nSELECT ?x WHERE { ", encoding="utf-8")
    (folder / "untyped.rq").write_text("# param verb: a verb\nSELECT * { ?s ?p ?o }", encoding="utf-8")
    return folder


def test_a_folder_of_questions_is_an_argument(seeds_graph, questions):
    graph = KnowledgeGraph.open(seeds_graph.path, queries=questions)
    assert graph.query("loud-verbs", verb="host").rows == [("host",)]
    assert {"loud-verbs", "outlets"} <= {named.name for named in graph.queries()}
    with pytest.raises(InvalidQuery, match=r"torn\.rq"):
        graph.query("torn")


def test_the_environment_names_folders_of_questions(seeds_graph, questions, monkeypatch):
    monkeypatch.setenv("KG_QUERIES", str(questions))
    assert len(seeds_graph.query("loud-verbs", verb="host")) == 1
    monkeypatch.setenv("KG_QUERIES", str(questions / "nowhere"))
    with pytest.raises(InputNotFound):
        seeds_graph.query("loud-verbs", verb="host")


def test_commands_take_folders_of_questions(seeds_graph, questions):
    run = CliRunner().invoke
    options = ["--queries", str(questions)]
    asked = run(
        app, ["query", str(seeds_graph.path), "loud-verbs", "--param", "verb=host", "--format", "csv", *options]
    )
    assert asked.output.split() == ["verb", "host"]
    listed = run(app, ["queries", *options])
    assert listed.exit_code == 1
    assert "loud-verbs" in listed.output
    assert "torn.rq" in listed.output
    assert "untyped.rq" in listed.output
