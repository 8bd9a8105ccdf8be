"""What outlets of the small newsroom share, leave out, contradict, attribute and hedge differently."""

import csv
import json
from io import StringIO

import pytest
from typer.testing import CliRunner

from kg import KnowledgeGraph
from kg.cli.app import app
from kg.errors import NotInGraph, UnknownFormat, WrongParameter
from kg.query.compare import compare_outlets
from kg.query.compare_formats import write_comparison
from kg.query.compare_records import KINDS


def found(graph, kind, *outlets, **filters):
    rows = compare_outlets(graph, outlets, **filters).of_kind(kind)
    return [(row.claim, row.outlet, row.other_outlet) for row in rows]


def test_what_two_outlets_share(newsroom):
    assert found(newsroom, "shared", "courier", "herald") == [
        ("Norland demands that Sudria cede four islands", "Coast Courier", "Harbour Herald"),
        ("Sudria cedes four islands", "Coast Courier", "Harbour Herald"),
    ]


def test_what_one_attributes_and_another_tells_in_its_own_voice(newsroom):
    rows = compare_outlets(newsroom, ["echo", "herald"]).of_kind("attributed")
    assert [(row.claim, row.speakers, row.other_speakers) for row in rows] == [
        ("Port Ellis hosts peace talks", ("(own voice)",), ("Ana Reyes",))
    ]
    assert rows[0].other_sentence == '"Port Ellis will host the peace talks," Ana Reyes said.'


def test_what_one_is_less_sure_of(newsroom):
    rows = compare_outlets(newsroom, ["echo", "independent"]).of_kind("hedged")
    assert [(row.claim, row.certainty, row.other_certainty) for row in rows] == [
        ("peace talks fail", "certain", "possible")
    ]


def test_who_is_sure_in_one_article_and_not_in_another_is_as_sure_as_the_other(newsroom):
    assert found(newsroom, "hedged", "courier", "herald") == []


def test_what_contradicts_stands_in_the_order_of_the_outlets(newsroom):
    rows = compare_outlets(newsroom, ["herald", "courier"]).of_kind("contradicted")
    assert [(row.outlet, row.claim, row.other_claim, row.reason, row.score) for row in rows] == [
        (
            "Harbour Herald",
            "not: Norland Navy launches drones",
            "Norland Navy launches 45 drones",
            "one denies it",
            0.7,
        )
    ]


def test_what_is_never_carried_has_a_denominator(newsroom):
    rows = compare_outlets(newsroom, ["dispatch", "echo"]).of_kind("missing")
    assert [(row.other_outlet, row.claim, row.n_articles, row.carriers) for row in rows][:2] == [
        ("Delta Dispatch", "peace talks fail", 1, ("Evening Echo",)),
        ("Delta Dispatch", "not: Tomas Berg confirms that two countries hold peace talks", 1, ("Evening Echo",)),
    ]


def test_what_an_outlet_denies_is_not_left_out_by_it(newsroom):
    left_out = found(newsroom, "missing", "courier", "herald")
    assert ("Norland Navy launches 45 drones", "Coast Courier", "Harbour Herald") not in left_out
    assert ("Norland Navy launches 60 drones", "Coast Courier", "Harbour Herald") in left_out


def test_a_changed_article_is_counted_once(newsroom):
    counts = dict(compare_outlets(newsroom, ["courier", "herald"]).counts)
    assert counts["articles"] == (1, 1)
    assert counts["claims"] == (9, 4)


def test_corroboration_counts_outlets_or_origins(newsroom):
    for by, n_tellers in (("outlets", 3), ("origins", 2)):
        rows = compare_outlets(newsroom, ["echo", "herald"], by=by).of_kind("shared")
        assert [row.corroboration for row in rows] == [n_tellers]


@pytest.mark.parametrize(
    ("filters", "n_shared"),
    [
        ({}, 2),
        ({"about": "^Norland$"}, 1),
        ({"about": "islands"}, 2),
        ({"about": "nobody"}, 0),
        ({"story": "drones"}, 2),
        ({"story": "harvest"}, 0),
        ({"since": "2025-03-03"}, 2),
        ({"since": "2025-03-04"}, 0),
    ],
)
def test_comparisons_are_filtered(newsroom, filters, n_shared):
    assert len(found(newsroom, "shared", "courier", "herald", **filters)) == n_shared


@pytest.mark.parametrize(
    ("outlets", "options", "error", "message"),
    [
        (["courier"], {}, WrongParameter, "at least two"),
        (["courier", "COAST"], {}, WrongParameter, "at least two"),
        (["courier", "Nobody"], {}, WrongParameter, "there are Coast Courier"),
        (["courier", "e"], {}, NotInGraph, "several"),
        (["courier", "herald"], {"by": "articles"}, WrongParameter, "outlets or origins"),
        (["courier", "herald"], {"since": "today"}, WrongParameter, "2025-07-22"),
    ],
)
def test_misuse_is_explained(newsroom, outlets, options, error, message):
    with pytest.raises(error, match=message):
        compare_outlets(newsroom, outlets, **options)


def test_rows_are_written_in_three_formats(newsroom):
    comparison = compare_outlets(newsroom, ["echo", "herald"])
    as_json, as_lines, as_csv = StringIO(), StringIO(), StringIO()
    write_comparison(comparison, as_json)
    write_comparison(comparison, as_lines, "jsonl")
    write_comparison(comparison, as_csv, "csv")
    whole = json.loads(as_json.getvalue())
    assert whole["counts"]["articles"] == {"Evening Echo": 1, "Harbour Herald": 1}
    assert [json.loads(line) for line in as_lines.getvalue().splitlines()] == whole["rows"]
    rows = list(csv.DictReader(StringIO(as_csv.getvalue())))
    assert [row["claim"] for row in rows] == [row["claim"] for row in whole["rows"]]
    assert {row["kind"] for row in rows} <= set(KINDS)
    with pytest.raises(UnknownFormat):
        write_comparison(comparison, as_csv, "xls")


def test_rejected_assertions_may_be_left_out(newsroom_path):
    graph = KnowledgeGraph.open(newsroom_path)
    without = KnowledgeGraph.open(newsroom_path, without_rejected=True)
    shared = [len(this.compare("courier", "independent").of_kind("shared")) for this in (graph, without)]
    assert shared == [1, 0]


def test_the_command_shows_counts_and_sentences(newsroom_path):
    result = CliRunner().invoke(app, ["compare", str(newsroom_path), "echo", "herald"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "They name other speakers: 1" in result.output
    assert "“Port Ellis will host the peace talks.”" in result.output
    assert "Evening Echo: 1 article on this story, never this" in result.output


def test_the_command_says_how_many_more_there_are(newsroom_path):
    arguments = ["compare", str(newsroom_path), "courier", "echo", "--limit", "1"]
    assert "more: --limit" in CliRunner().invoke(app, arguments, catch_exceptions=False).output
