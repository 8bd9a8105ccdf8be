"""Claims of the small newsroom that cannot both hold."""

import csv
import json

import pytest
from typer.testing import CliRunner

from kg import KnowledgeGraph
from kg.cli.app import app
from kg.query.conflicts import conflict_rows


def run(path, *options):
    return CliRunner().invoke(app, ["conflicts", str(path), *options], catch_exceptions=False).output


def test_the_surest_comes_first_and_what_was_told_first_stands_left(newsroom):
    assert [(row.score, row.one.claim, row.other.claim) for row in conflict_rows(newsroom)] == [
        (0.95, "Sudria rejects demand", "not: Sudria rejects demand"),
        (0.8, "Norland Navy launches 45 drones", "Norland Navy launches 60 drones"),
        (0.7, "not: Norland Navy launches drones", "Norland Navy launches 45 drones"),
    ]


def test_a_side_has_outlets_speakers_day_and_sentence(newsroom):
    side = conflict_rows(newsroom)[1].other
    assert side.outlets == ("Island Independent", "Coast Courier")
    assert side.speakers == ("(own voice)", "Tomas Berg")
    assert (side.published, side.article) == ("2025-03-04", "ii-1")
    assert side.sentence == "The navy launched 60 drones on Sunday."


def test_a_pair_has_story_and_reasons(newsroom):
    row = conflict_rows(newsroom)[0]
    assert (row.stories, row.reasons, row.decided_by) == (("talks, islands, drones",), ("one denies it",), "points")


@pytest.mark.parametrize(
    ("filters", "n_rows"),
    [({"about": "navy"}, 2), ({"about": "Norhaven"}, 0), ({"story": "talks"}, 3), ({"story": "harvest"}, 0)],
)
def test_pairs_are_filtered(newsroom, filters, n_rows):
    assert len(conflict_rows(newsroom, **filters)) == n_rows


def test_without_what_people_rejected_the_first_to_tell_is_another(newsroom_path):
    rows = KnowledgeGraph.open(newsroom_path, without_rejected=True).conflicts(about="navy")
    assert [row.other.outlets for row in rows if row.other.claim.endswith("60 drones")] == [("Coast Courier",)]


def test_the_command_shows_both_sides_and_says_when_there_are_none(newsroom_path):
    output = run(newsroom_path)
    assert "“Sudria rejected the demand.”" in output
    assert "“Sudria has not rejected the demand.”" in output
    assert "3 pairs of claims contradict each other" in output
    assert run(newsroom_path, "--about", "Norhaven") == "no claims that match contradict each other\n"


def test_the_command_may_ask_for_what_divides_outlets(newsroom_path):
    assert "1 pair of claims contradicts each other" in run(newsroom_path, "--between-outlets")


def test_pairs_are_written_in_three_formats(newsroom_path):
    whole = json.loads(run(newsroom_path, "--format", "json"))
    assert [json.loads(line) for line in run(newsroom_path, "--format", "jsonl").splitlines()] == whole
    rows = list(csv.DictReader(run(newsroom_path, "--format", "csv").splitlines()))
    assert [row["one_claim"] for row in rows] == [row["one"]["claim"] for row in whole]
    assert rows[1]["other_outlets"] == "Island Independent; Coast Courier"


def test_no_pairs_are_a_heading_alone(newsroom_path):
    lines = run(newsroom_path, "--about", "Norhaven", "--format", "csv").splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("one_claim,")
