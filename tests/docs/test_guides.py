"""Every command and every piece of code that the documentation shows runs, and prints what it is shown to print."""

import re
import shlex

import pytest
import typer

from kg.cli.app import app
from tests.consoles import blocks, lay_out, run_console, run_python, write_files
from tests.whole import ROOT

DOCS = ROOT / "docs"
PAGES = {
    path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted([*DOCS.glob("*.md"), *DOCS.glob("guides/*.md"), *DOCS.glob("commands/*.md")])
}
GONE_ON_WITH = {"guides/first-hour.md": ("news.kg",), "guides/reviewing.md": ("theirs.kg",)}
"""Graphs of the seeds that stand where a page has one built: its articles are known, and are not read again."""
RUN = [name for name, text in PAGES.items() if blocks(text, "console") or blocks(text, "python")]


@pytest.mark.slow
@pytest.mark.parametrize("page", RUN)
def test_what_a_page_shows_runs(page, seeds_graph, tmp_path, monkeypatch):
    text = PAGES[page]
    monkeypatch.chdir(tmp_path)
    names = [*GONE_ON_WITH.get(page, ()), *(["talks.kg"] if "talks.kg" in text else [])]
    lay_out(tmp_path, graphs=dict.fromkeys(names, seeds_graph.path))
    write_files(text, tmp_path)
    assert run_console(text) + run_python(text, page) > 0


def test_commands_that_are_not_run_have_the_options_that_are_shown():
    options_by_command = {
        name: {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
        for name, command in typer.main.get_command(app).commands.items()
    }
    shown = [line for text in PAGES.values() for block in blocks(text, "sh") for line in block.splitlines()]
    calls = [shlex.split(call) for line in shown for call in re.findall(r"(?:^|\| )(kg [^|]+)", line)]
    assert len(calls) > 10
    for _, command, *arguments in calls:
        unknown = {word for word in arguments if re.match(r"--?[a-z]", word)} - options_by_command[command]
        assert not unknown, (command, unknown)


def test_what_cannot_be_run_needs_what_a_test_has_not():
    """Commands in `sh` blocks install, serve, or ask a network, a server or a cluster; all others are run."""
    needs = re.compile(r"^(pip install|python3 -m venv|make|datasette|curl|zcat|cd|export KG_)\b")
    elsewhere = re.compile(
        r"kg (fetch|serve|push|reconcile)\b|https?://|--engine spark|--model|--store|^kg build pages.warc"
    )
    shown = [line for text in PAGES.values() for block in blocks(text, "sh") for line in block.splitlines() if line]
    assert [line for line in shown if not needs.search(line) and not elsewhere.search(line)] == []


@pytest.mark.parametrize(
    "text",
    [
        "```console\n$ kg --version\nkg 0.0.0-never\n```",
        "```console\n$ kg no-such-command\n```",
        "```console\n$ kg query --help\nNAME|FILE|SPARQL\nUsage: kg query\n```",
        "```console\n$ kg queries | sha256sum\n0000  -\n```",
    ],
)
def test_what_is_shown_and_not_so_is_found(text):
    with pytest.raises(AssertionError):
        run_console(text)
