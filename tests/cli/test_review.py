import json
import sys
from shutil import copytree

import pytest
from typer.testing import CliRunner

from kg.cli.app import app, main
from kg.reviews import Reviews
from tests.accounts import build_sample_accounts

KEY = build_sample_accounts()[0].assertions[0].key
runner = CliRunner()


def kg(*arguments):
    return runner.invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def path(sample_graph_path, tmp_path, monkeypatch):
    monkeypatch.delenv("KG_REVIEWER", raising=False)
    return copytree(sample_graph_path, tmp_path / "sample.kg")


def states(path):
    return [(state.review.by, state.review.note, state.standing.value) for state in Reviews(path)]


@pytest.mark.parametrize(("action", "verdict"), [("accept", "accepted"), ("reject", "rejected"), ("unsure", "unsure")])
def test_a_verdict_is_one_command(path, action, verdict):
    result = kg("review", path, f"asr:{KEY[:8]}", action, "--by", "Mia Lund", "--note", "misread")
    assert result.exit_code == 0
    assert f"{verdict}, asr:{KEY} (Coast Courier: Ana Reyes announces" in result.output
    assert states(path) == [("Mia Lund", "misread", "counts")]


def test_it_is_listed_exported_undone_and_imported(path, tmp_path):
    name = kg("review", path, KEY, "reject", "--by", "Mia Lund").output.partition(":")
    number = f"rev:{name[2].partition(':')[0]}"
    listed = kg("review", path, "--list").output
    assert number in listed
    assert "counts" in listed
    assert kg("review", path, "--export", tmp_path / "reviews.jsonl").exit_code == 0
    assert json.loads(kg("review", path, "--export", "-").stdout)["assertion"] == KEY
    assert kg("review", path, number, "undo").output.startswith(f"undone {number}: rejected")
    assert states(path) == []
    assert "1 decisions added" in kg("review", path, "--import", tmp_path / "reviews.jsonl").stderr
    assert states(path) == [("Mia Lund", "", "counts")]


def test_things_are_merged_and_split(path):
    assert (
        "same, ent:norland and ent:sudria (Norland | Sudria)"
        in kg("review", path, "Norland", "merge", "ent:sudria", "--by", "Mia").output
    )
    later = kg("review", path, "norland", "split", "sudria", "--by", "Jon", "--no-resolve").output
    assert "different" in later
    assert "kg resolve" in later
    assert [standing for _, _, standing in states(path)].count("counts") == 1


def test_who_reviews_may_stand_in_the_environment(path, monkeypatch):
    monkeypatch.setenv("KG_REVIEWER", "Jon Ek")
    kg("review", path, KEY, "accept")
    assert states(path) == [("Jon Ek", "", "counts")]


def test_a_broken_import_says_where_and_exits_with_1(path, tmp_path):
    (tmp_path / "reviews.jsonl").write_text("{}\n")
    result = kg("review", path, "--import", tmp_path / "reviews.jsonl", "--list")
    assert result.exit_code == 1
    assert "reviews.jsonl:1" in result.stderr
    assert "nobody has decided anything yet" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["asr:ffffffffffffffff", "reject", "--by", "Mia"], "there is no assertion 'asr:ffffffffffffffff' here"),
        (["ent:norland", "reject", "--by", "Mia"], "ent:norland is not an assertion"),
        ([KEY, "reject"], "--by NAME, or set KG_REVIEWER"),
        ([KEY], "say one thing at a time"),
        ([KEY, "reject", "accept", "--by", "Mia"], "say one thing at a time"),
        (["reject", KEY, "--by", "Mia"], "reject stands after what it is about"),
        (["norland", "sudria", "merge", "--by", "Mia"], "LEFT merge RIGHT"),
        ([], "review what?"),
        (["--import", "nowhere.jsonl"], "no such file or folder: nowhere.jsonl"),
    ],
)
def test_misuse_is_one_sentence(path, monkeypatch, capsys, arguments, message):
    monkeypatch.setattr(sys, "argv", ["kg", "review", str(path), *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err
    assert states(path) == []


def test_answers_show_or_leave_out_what_was_rejected(path, tmp_path):
    assert "verdict" not in kg("claims", path).output
    kg("review", path, KEY, "reject", "--by", "Mia")
    assert "verdict" in kg("claims", path).output
    rows = [
        json.loads(line)
        for line in kg("claims", path, "--verdict", "rejected", "--format", "jsonl").output.split("\n")
        if line
    ]
    assert [row["assertion"][-16:] for row in rows] == [KEY]
    assert KEY not in kg("claims", path, "--without-rejected", "--format", "jsonl").output
    asked = "Reyes announces talks"
    shown = kg("trace", path, asked).output
    assert f"asr:{KEY}" in shown
    assert "rejected by a reviewer" in shown
    assert KEY not in kg("trace", path, asked, "--without-rejected").output
    counted = "SELECT (COUNT(*) AS ?n) { ?a a kg:Assertion }"
    assert kg("query", path, counted, "--format", "csv").output.split()[1] == "16"
    assert kg("query", path, counted, "--without-rejected", "--format", "csv").output.split()[1] == "15"


def test_a_page_marks_or_leaves_out_what_was_rejected(path, tmp_path):
    wanted = build_sample_accounts()[3].assertions[-1]
    kg("review", path, wanted.key, "reject", "--by", "Mia")
    pages = {option: tmp_path / f"page{option}.html" for option in ("", "--without-rejected")}
    for option, page in pages.items():
        kg("draw", path, "-o", page, *option.split())
    marked, left_out = (page.read_text() for page in pages.values())
    assert '"verdict":{"values":["rejected"]' in marked
    assert "Norhaven wants peace talks." in marked
    assert "Norhaven wants peace talks." not in left_out
