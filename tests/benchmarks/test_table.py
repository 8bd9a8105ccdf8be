"""The table: its rows are whole, and figures meet their targets."""

import json
import sys
from pathlib import Path

import pytest

from tests.benchmarks import table
from tests.benchmarks.processes import family, read_memory, run_watched
from tests.benchmarks.table import MEASURES, Row, fill_rows, load_rows, render_table, run_measures, write_json

ROW = Row(row="Trees", name="LAS", target=88.0, peers="a parser 79", measure="trees", key="las")
MEMORY = Row(row="Speed", name="MB", target=1200.0, peers="", at_most=True, measure="speed", key="MB")
BY_READING = Row(row="Speakers", name="right", target=80.0, peers="", note="told by reading")


def test_every_row_names_a_measure_or_says_why_it_has_none():
    for row in load_rows():
        assert (row.measure in MEASURES and row.key) or (row.measure is None and row.note)


def test_every_measure_has_a_row():
    assert {row.measure for row in load_rows()} >= MEASURES.keys()


@pytest.mark.parametrize(
    ("row", "value", "is_reached"),
    [(ROW, 88.0, True), (ROW, 87.96, True), (ROW, 87.9, False), (MEMORY, 1200.0, True), (MEMORY, 1200.2, False)],
)
def test_targets(row, value, is_reached):
    assert row.reached(value) == is_reached


def test_only_rows_of_the_chosen_measures_are_shown():
    assert fill_rows([ROW, MEMORY, BY_READING], {"trees": {"las": 84.0}}) == [(ROW, 84.0)]


def test_rows_without_a_measure_are_shown_with_all_others():
    figures = {name: {"las": 84.0, "MB": 900.0} for name in MEASURES}
    lines = render_table(fill_rows([ROW, MEMORY, BY_READING], figures)).splitlines()
    assert [line.split() for line in lines[1:]] == [
        ["Trees", "LAS", "84.0", "≥", "88.0", "no", "a", "parser", "79"],
        ["Speed", "MB", "900.0", "≤", "1,200.0", "yes"],
        ["Speakers", "right", "–", "≥", "80.0", "–", "told", "by", "reading"],
    ]


def test_measures_are_run_once_each(monkeypatch, tmp_path):
    calls = []
    monkeypatch.setitem(table.MEASURES, "trees", lambda corpora, *, model: calls.append((corpora, model)) or {"las": 1})
    assert run_measures(["trees"], tmp_path, model="m") == {"trees": {"las": 1}}
    assert calls == [(tmp_path, "m")]


def test_the_table_is_written_as_json(tmp_path):
    write_json(tmp_path / "t.json", [(ROW, 90.0), (BY_READING, None)], {"trees": {"las": 90.0}})
    written = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert [(row["value"], row["reached"]) for row in written["rows"]] == [(90.0, True), (None, None)]
    assert written["figures"] == {"trees": {"las": 90.0}}


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not tell shares of memory")
def test_memory_is_that_of_all_processes(monkeypatch):
    monkeypatch.setattr("tests.benchmarks.processes.EVERY", 0.1)
    eat = "import time; x = bytearray(60_000_000); time.sleep(0.8)"
    parent = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {eat!r}]); {eat}; p.wait()"
    watched = run_watched([sys.executable, "-c", parent])
    assert watched.seconds > 0.8
    assert 115 < watched.megabytes < 250


def test_processes_that_are_gone_take_no_memory():
    assert family(2**30) == [2**30]
    assert read_memory(2**30) == 0
