"""Every command that the README shows runs, and prints what the README says it prints."""

import gzip
import json
import re
import shlex
import shutil

import pytest
from typer.testing import CliRunner

from kg import KnowledgeGraph
from kg.cli.app import app
from tests.whole import ROOT, SEEDS, TEXT

BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder in which the README's names stand for something: seeds, articles/ and articles.jsonl.gz."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SEEDS, "seeds")
    shutil.copytree(SEEDS, "articles")
    with gzip.open("articles.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"id": "x", "outlet": "Outlet X", "published": "2025-07-22", "text": TEXT}) + "\n")
    return tmp_path


def commands(block):
    """Yield each command of a console block with the lines that it is shown to print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield re.sub(r"\s{2,}#.*", "", command), [line for line in shown.splitlines() if line.strip()]


@pytest.mark.slow
def test_the_console_commands_run_in_order(folder):
    ran = 0
    for language, block in BLOCK.findall(README):
        for command, shown in commands(block) if language == "console" else ():
            if not command.startswith("kg "):
                continue
            result = CliRunner().invoke(app, shlex.split(command)[1:], catch_exceptions=False)
            assert result.exit_code == 0, (command, result.output)
            assert [line for line in shown if line.strip() not in result.output] == [], (command, result.output)
            ran += 1
    assert ran > 8


@pytest.mark.slow
def test_the_python_code_runs(folder):
    blocks = [block for language, block in BLOCK.findall(README) if language == "python"]
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
    assert (folder / "russia.html").is_file()


def test_every_field_of_the_claim_row_is_explained():
    from kg.query.claims import FIELDS

    table = README.partition("## The claim row")[2]
    explained = set(re.findall(r"`(\w+)`", table))
    derived = {name for name in FIELDS if name.endswith("_iri")} | {"relation", "sentence_start"}
    assert set(FIELDS) - derived <= explained


def test_the_makefile_s_demo_asks_what_exists():
    from kg.query import load_queries

    named = re.findall(r"\$\(KG\) query \S+ ([\w-]+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert named
    assert set(named) <= set(load_queries())


def test_the_front_door_has_the_names_that_it_lists():
    import kg

    assert sorted(kg.__all__) == list(kg.__all__)
    assert all(hasattr(kg, name) for name in kg.__all__)
    assert kg.KnowledgeGraph is KnowledgeGraph
    assert len(kg.__all__) <= 12
