"""Misuse of the command line: one sentence on standard error, exit code 2."""

import errno
import json
import os
import sys

import pytest

import kg.cli
from kg.cli.app import COMMANDS, main
from kg.cli.examples import EXAMPLE_BY_COMMAND
from kg.cli.misuse import sentence
from kg.errors import InvalidQuery


def run(monkeypatch, capsys, *arguments):
    """Run `kg` as a shell does, and return its exit code, output and messages."""
    monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        main()
    return stopped.value.code, *capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["claims"], "missing argument 'GRAPH'; see kg claims --help"),
        (["clams"], "no such command 'clams'; did you mean 'claims'? see kg --help"),
        (["--nope"], "no such option: --nope; see kg --help"),
        (["draw", "g.kg", "--kind", "pie"], "see kg draw --help"),
        (["serve", "g.kg", "--port", "99999"], "65535"),
        (["build"], "missing argument 'INPUT...'"),
    ],
)
def test_errors_of_usage_are_sentences(arguments, told, monkeypatch, capsys):
    code, output, messages = run(monkeypatch, capsys, *arguments)
    assert (code, output) == (2, "")
    assert messages.startswith("kg: ")
    assert messages.count("\n") == 1
    assert told in messages


def test_a_graph_is_no_folder_of_articles(seeds_graph, tmp_path, monkeypatch, capsys):
    for command in (["build", seeds_graph.path, "-o", tmp_path / "new.kg"], ["annotate", seeds_graph.path]):
        code, _, messages = run(monkeypatch, capsys, *command)
        assert code == 2
        assert "is a graph, not articles" in messages
    assert not (tmp_path / "new.kg").exists()


def test_articles_are_no_graph_and_the_command_that_makes_one_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper").mkdir()
    code, _, messages = run(monkeypatch, capsys, "query", "paper", "corroborated")
    assert code == 2
    assert "kg build paper -o news.kg" in messages


@pytest.mark.parametrize("command", [["claims", "--format", "csv"], ["draw"], ["dump"]])
def test_an_output_in_a_folder_that_is_not_there(command, seeds_graph, tmp_path, monkeypatch, capsys):
    target = tmp_path / "gone" / "out"
    code, _, messages = run(monkeypatch, capsys, command[0], seeds_graph.path, *command[1:], "-o", target)
    assert code == 2
    assert messages == f"kg: no such file or folder: {target.parent}\n"


def test_an_output_that_is_a_folder(seeds_graph, tmp_path, monkeypatch, capsys):
    code, _, messages = run(monkeypatch, capsys, "claims", seeds_graph.path, "--format", "csv", "-o", tmp_path)
    assert (code, messages) == (2, f"kg: {tmp_path} is a folder; name a file\n")


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, "out.csv: the disk is full"), (errno.EACCES, "cannot be written to"), (errno.EIO, "out.csv: ")],
)
def test_disks_that_fail_are_told_in_a_sentence(number, told):
    assert told in sentence(OSError(number, os.strerror(number), "out.csv"))


def test_the_alternatives_of_the_parser_are_left_out():
    found = sentence(InvalidQuery("cannot run the query: error at 1:22: expected one of " + "'x' | \n" * 80))
    assert found.startswith("cannot run the query: error at 1:22 ")
    assert "\n" not in found


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_help_ends_with_an_example_of_options_that_there_are(command, monkeypatch, capsys):
    monkeypatch.setenv("TERMINAL_WIDTH", "150")
    name = command.__name__
    help_text = " ".join(run(monkeypatch, capsys, name, "--help")[1].split())
    before, sign, example = help_text.rpartition("For example: ")
    assert sign
    assert example == EXAMPLE_BY_COMMAND[name]
    assert example.startswith(f"kg {name}")
    assert all(f" {word} " in before for word in example.split() if word.startswith("-"))


def test_help_shows_what_stands_in_brackets(monkeypatch, capsys):
    monkeypatch.setenv("TERMINAL_WIDTH", "150")
    assert "[default: INPUT.kg]" in run(monkeypatch, capsys, "build", "--help")[1]


def test_a_claim_without_words(seeds_graph, monkeypatch, capsys):
    code, _, messages = run(monkeypatch, capsys, "trace", seeds_graph.path, " ")
    assert code == 2
    assert "plain words" in messages


def test_json_of_reviews_needs_the_list(seeds_graph, monkeypatch, capsys):
    assert "--list" in run(monkeypatch, capsys, "review", seeds_graph.path, "--json")[2]
    code, output, _ = run(monkeypatch, capsys, "review", seeds_graph.path, "--list", "--json")
    assert (code, json.loads(output)) == (0, [])


def test_ctrl_c_while_kg_is_loaded_leaves_no_traceback(monkeypatch):
    class Stopping:
        """What Python asks for modules, at the moment of Ctrl-C."""

        def find_spec(self, name, path=None, target=None):
            if name == "kg.cli.app":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "kg.cli.app")
    monkeypatch.setattr(sys, "meta_path", [Stopping(), *sys.meta_path])
    with pytest.raises(SystemExit) as stopped:
        kg.cli.main()
    assert stopped.value.code == 130


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (["--about", "Nobody"], "no claims match; leave an option out to see more"),
        (["--outlet", "Outlet Q"], "no outlet here is called 'Outlet Q'"),
        (["--about", "Russia"], ""),
    ],
)
def test_a_drawing_of_nothing_says_so(chosen, told, seeds_graph, tmp_path, monkeypatch, capsys):
    code, output, messages = run(monkeypatch, capsys, "draw", seeds_graph.path, *chosen, "-o", tmp_path / "drawn.html")
    assert (code, "open it in a browser" in output) == (0, True)
    assert told in messages if told else not messages
