"""Every command that the README shows runs, and prints what the README says it prints."""

import re

import pytest

from kg import KnowledgeGraph
from tests.consoles import lay_out, run_console, run_python
from tests.whole import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder in which the README's names stand for something."""
    monkeypatch.chdir(tmp_path)
    lay_out(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_the_console_commands_run_in_order(folder):
    assert run_console(README) > 8


@pytest.mark.slow
def test_the_python_code_runs(folder):
    assert run_python(README, "README.md")
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
