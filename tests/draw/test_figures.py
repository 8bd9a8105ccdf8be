import json

import pytest

from kg.draw import build_network, compute_layout
from kg.draw.columns import page_blocks
from kg.draw.figures import safe_url, styled_graph
from kg.draw.standfirst import standfirst
from tests.draw.rows import make_row


def styled(rows):
    network = build_network(rows)
    return styled_graph(network, compute_layout(network).positions)


def test_edges_of_a_pair_bend_apart_whichever_way_they_point():
    rows = [make_row("A", p, "B") for p in ("attack", "invade")] + [make_row("B", "strike", "A")]
    bends = {}
    for source, _, edge in styled(rows).edges(data=True):
        # Seen from the same end: turning the edge round turns its side.
        bends[edge["id"]] = edge["bend"] * (1 if source == 0 else -1)
    assert len(set(bends.values())) == 3


def test_a_single_edge_is_straight():
    ((_, _, bend),) = styled([make_row()]).edges(data="bend")
    assert bend == 0


def test_many_edges_of_a_pair_stay_within_reach():
    rows = [make_row("A", f"verb{i}", "B") for i in range(40)]
    bends = [bend for _, _, bend in styled(rows).edges(data="bend")]
    assert len(set(bends)) == 40
    assert max(map(abs, bends)) <= 0.85


def test_long_names_are_cut_in_the_picture_and_whole_in_the_panel():
    name = "the eighteenth package of sanctions against the energy sector, the banks and the fleet of old tankers"
    nodes = dict(styled([make_row(obj=name)]).nodes(data=True))
    node = next(node for node in nodes.values() if node["name"] == name)
    assert node["label"].endswith("…")
    assert max(map(len, node["label"].split("\n"))) <= 22


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://news.example/a?b=c", True),
        ("http://news.example/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" \tjavascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("file:///etc/passwd", False),
        ("//news.example/a", False),
        ("https:alert(1)", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url, kept):
    assert (safe_url(url) is not None) is kept


@pytest.mark.parametrize(
    ("days", "period"),
    [
        (["2025-07-22"], ", 22 July 2025."),
        (["2025-07-24", "2025-07-22"], ", 22 to 24 July 2025."),
        (["2025-07-31", "2025-08-01T10:00:00Z"], ", 31 July to 1 August 2025."),
        (["2024-12-31", "2025-01-01"], ", 31 December 2024 to 1 January 2025."),
        ([None], "."),
    ],
)
def test_the_standfirst_names_the_days(days, period):
    rows = [make_row(published=day, article=str(i)) for i, day in enumerate(days)]
    first, *_ = standfirst(build_network(rows))
    assert first.endswith(f"by 1 outlet{period}")


def test_the_standfirst_says_what_is_left_out():
    rows = [make_row("A", f"verb{i}", "B") for i in range(5)]
    _, left_out = standfirst(build_network(rows, limit=2))
    assert "3 further claims with 3 assertions" in left_out


def test_the_standfirst_of_nothing_says_so():
    assert standfirst(build_network([])) == ["No claims match."]


def blocks(rows):
    network = build_network(rows)
    made = page_blocks(network, styled_graph(network, compute_layout(network).positions))
    return json.loads(made.data), json.loads(made.told)


def test_a_clause_keeps_its_words_beside_what_it_is_about():
    row = make_row(
        obj="that Kyiv cede land", object_iri="https://kg.example/claim/2", about="land", about_iri="top:land"
    )
    data, _ = blocks([row])
    assert data["claims"]["words"] == {"0": "that Kyiv cede land"}
    assert sorted(data["nodes"]["name"]) == ["Russia", "land"]


@pytest.mark.parametrize(
    ("fields", "mark"),
    [
        ({"sentence_start": 100, "start": 107, "end": 114}, (7, 14)),
        ({"sentence_start": None, "start": 107, "end": 114}, (-1, -1)),
        ({"sentence_start": 100, "start": 90, "end": 114}, (-1, -1)),
        ({"sentence_start": 100, "start": 107, "end": 400}, (-1, -1)),
    ],
)
def test_a_claim_is_marked_where_its_offsets_fall_into_the_sentence(fields, mark):
    _, told = blocks([make_row(**fields)])
    assert (told["start"][0], told["end"][0]) == mark
