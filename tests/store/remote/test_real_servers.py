"""The same answers by folder, by kg's own endpoint and by Virtuoso."""

import shutil
import tomllib

import pytest
from typer.testing import CliRunner

from kg import KnowledgeGraph
from kg.cli.app import app
from kg.errors import OnlyReadable, ServerRefused
from kg.query.ask import ask
from kg.settings import Settings
from kg.store import GraphStore
from kg.store.remote.asking import RemoteGraph
from kg.store.remote.push import push_graph
from kg.store.remote.server import Server
from kg.web.app import Serving, create_app
from tests.store.remote.virtuoso import PASSWORD, PROGRAM, USER, is_installed, virtuoso
from tests.web.serving import serving
from tests.whole import ROOT, exported, write_jsonl

CASES = tomllib.loads((ROOT / "tests/cases/queries_on_seeds.toml").read_text(encoding="utf-8"))["case"]
TOKEN = "a-token-of-the-tests"


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield patch


@pytest.fixture(scope="module")
def kg_url(settings, tmp_path_factory):
    """kg's own endpoint over an empty graph, with the seeds pushed to it."""
    folder = tmp_path_factory.mktemp("served") / "empty.kg"
    GraphStore.create(folder).close()
    with serving(create_app(folder, serving=Serving(token=TOKEN))) as url:
        yield f"{url}/sparql"


@pytest.fixture(scope="module")
def virtuoso_url(settings, tmp_path_factory):
    if not is_installed():
        pytest.skip(f"{PROGRAM} is not installed (Debian: apt-get install virtuoso-opensource-7-bin)")
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
        yield url


@pytest.fixture(scope="module", params=["kg", "virtuoso"])
def url(request, settings, seeds_graph):
    """A server that the seeds were pushed to."""
    address = request.getfixturevalue(f"{request.param}_url")
    name, value = ("KG_STORE_TOKEN", TOKEN) if request.param == "kg" else ("KG_STORE_PASSWORD", PASSWORD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(name, value)
        if request.param == "virtuoso":
            patch.setenv("KG_STORE_USER", USER)
        with Server.connect(address) as server:
            report = push_graph(seeds_graph.path, server)
            assert report.n_sent == report.n_parts
            assert push_graph(seeds_graph.path, server).n_sent == 0
        yield address


def numbers(rows):
    """Return rows with numbers by value: a decimal of one server is a double of another."""
    return [tuple(round(float(cell), 9) if isinstance(cell, int | float) else cell for cell in row) for row in rows]


@pytest.fixture(scope="module")
def answers(seeds_graph):
    """The answers of the folder to all named questions."""
    return {case["query"]: (case, seeds_graph.query(case["query"], **case["params"])) for case in CASES}


def test_named_questions_have_the_same_answers(url, answers):
    with Server.connect(url) as server:
        remote = RemoteGraph(server)
        asked = {name: ask(remote, name, case["params"]) for name, (case, _) in answers.items() if remote.answers(name)}
    assert len(asked) >= len(CASES) - 3
    assert [
        name
        for name, found in asked.items()
        if (found.columns, numbers(found.rows)) != (answers[name][1].columns, numbers(answers[name][1].rows))
    ] == []


def test_the_copy_is_the_graph_byte_for_byte(url, seeds_graph):
    assert exported(KnowledgeGraph.open(url)) == exported(seeds_graph)


COMMANDS = (
    ["claims", "GRAPH", "--format", "jsonl"],
    ["trace", "GRAPH", "Russia demands regions", "--format", "csv"],
    ["trace", "GRAPH", "Russia demands regions"],
    ["compare", "GRAPH", "Outlet A", "Outlet B"],
    ["conflicts", "GRAPH"],
    ["origins", "GRAPH"],
    ["mentions", "GRAPH", "--format", "jsonl"],
    ["export", "GRAPH"],
    ["query", "GRAPH", "events", "--format", "csv"],
    ["query", "GRAPH", "first-and-lag", "--format", "csv"],
    ["query", "GRAPH", "who-asserted", "--param", "predicate=demand", "--format", "csv"],
    ["query", "GRAPH", "CONSTRUCT { ?s a ?t } WHERE { ?s a kg:Story ; a ?t }"],
    ["query", "GRAPH", "ASK { ?s a kg:Assertion }", "--format", "json"],
)


@pytest.fixture(scope="module")
def printed(seeds_graph):
    """What each command prints of the folder."""
    return [print_command(arguments, seeds_graph.path) for arguments in COMMANDS]


def print_command(arguments, graph):
    given = [str(graph) if one == "GRAPH" else one for one in arguments]
    found = CliRunner().invoke(app, given, catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return found.stdout


def test_commands_print_the_same(url, printed):
    assert [print_command(arguments, url) for arguments in COMMANDS] == printed


def test_pictures_are_the_same(url, seeds_graph, tmp_path):
    pages = [tmp_path / "there.html", tmp_path / "here.html"]
    for graph, page in zip((url, seeds_graph.path), pages, strict=True):
        print_command(["draw", "GRAPH", "-o", str(page)], graph)
    assert pages[0].read_bytes() == pages[1].read_bytes()


@pytest.mark.parametrize("url", ["virtuoso"], indirect=True)
def test_verify_finds_what_others_took_away_and_pushing_anew_brings_it_back(url, seeds_graph, tmp_path):
    assert KnowledgeGraph(url).verify().problems == ()
    with Server.connect(url) as server:
        server.update("DELETE WHERE { GRAPH ?g { ?s <https://kg.example/ns#cue> ?o } }")
        assert {problem.kind for problem in KnowledgeGraph(url).verify().problems} == {"server"}
        push_graph(seeds_graph.path, server, anew=True)
    assert KnowledgeGraph(url).verify().problems == ()


@pytest.mark.parametrize("url", ["virtuoso"], indirect=True)
def test_a_change_of_the_folder_comes_to_the_copy(url, seeds_graph, tmp_path):
    changed = shutil.copytree(seeds_graph.path, tmp_path / "seeds.kg")
    assertion = next(iter(KnowledgeGraph(changed).claims())).assertion
    KnowledgeGraph(changed).reviews.judge([f"asr:{assertion.rpartition('/')[2]}"], "rejected", by="Mia Lund")
    copy = KnowledgeGraph.open(url)
    n_before = len(copy.query("reviews"))
    with Server.connect(url) as server:
        report = push_graph(changed, server)
        assert report.n_sent < report.n_parts
        assert (len(copy.query("reviews")), exported(copy)) == (n_before + 1, exported(KnowledgeGraph(changed)))
        push_graph(seeds_graph.path, server, replace_other=True)
    assert exported(copy) == exported(seeds_graph)


def test_who_may_not_write_is_told(url, seeds_graph):
    with pytest.MonkeyPatch.context() as patch:
        for name in ("KG_STORE_TOKEN", "KG_STORE_USER", "KG_STORE_PASSWORD"):
            patch.delenv(name, raising=False)
        with Server.connect(url, settings=Settings()) as server, pytest.raises(ServerRefused, match="KG_STORE_TOKEN"):
            push_graph(seeds_graph.path, server, anew=True)


@pytest.mark.parametrize("words", [["review", "--list"], ["resolve"], ["reconcile", "--forget", "x"], ["build", "-o"]])
def test_what_changes_a_graph_wants_its_folder(words):
    with pytest.raises(OnlyReadable, match=r"then: kg push GRAPH http://a.test/sparql"):
        CliRunner().invoke(app, [*words, "http://a.test/sparql"], catch_exceptions=False)


def test_a_build_sends_its_graph(kg_url, settings, tmp_path):
    settings.setenv("KG_STORE_TOKEN", TOKEN)
    given = ["build", str(write_jsonl(tmp_path / "news.jsonl", n=1)), "-o", str(tmp_path / "news.kg")]
    found = CliRunner().invoke(app, [*given, "--base", "https://news.test/", "--store", kg_url], catch_exceptions=False)
    assert "1 articles, " in found.stdout
