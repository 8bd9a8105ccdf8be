import json
import re

import pytest

from kg.draw import LeftOut, Picture, build_network, compute_layout, draw_page
from kg.draw.page import MOST_BY_PYVIS
from tests.draw.rows import make_row, many_rows, sample_rows


def data_of(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


def test_few_edges_are_drawn_by_pyvis_and_many_by_sigma():
    few = draw_page(sample_rows(), title="Talks")
    many = draw_page(many_rows(MOST_BY_PYVIS + 1), title="Talks")
    assert ("vis-network" in few[:600], "sigma.js" in few[:600]) == (True, False)
    assert ("vis-network" in many[:600], "sigma.js" in many[:600]) == (False, True)
    assert "Alexis Jacomy" in many
    assert "Guillaume Plique" in many


@pytest.mark.parametrize("kind", list(Picture))
def test_every_kind_has_the_same_claims_and_switches(kind):
    page = draw_page(sample_rows(), kind=kind, title="Talks")
    assert sum(data_of(page)["claims"]["count"]) == len(sample_rows())
    for part in ("search", "outlets", "voices", "certainties", "period", "legend", "panel", "picture", "told"):
        assert f'id="{part}"' in page, part


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="pie"):
        draw_page([], kind="pie", title="Talks")


def test_the_matrix_knows_who_has_articles_on_a_story_and_the_graph_does_not_ask():
    rows = [make_row(outlet="A", article="1"), make_row(outlet="B", article="2")]
    stories = {("A", "1"): "s", ("B", "2"): "s", ("C", "3"): "s", ("C", "4"): "s", ("D", "5"): "t"}
    data = data_of(draw_page(rows, kind="matrix", title="Talks", stories=stories))
    assert data["outlets"] == ["A", "B", "C"]
    assert data["stories"] == [{"0": 1, "1": 1, "2": 2}]
    assert data["articles"]["story"] == [0, 0]
    assert data_of(draw_page(rows, title="Talks", stories=stories))["stories"] == []


def test_a_claim_and_its_denial_are_told_to_belong_together():
    rows = [make_row(claim="c"), make_row(claim="c", polarity="negative", outlet="B"), make_row("X", claim="d")]
    claims = data_of(draw_page(rows, kind="matrix", title="Talks"))["claims"]
    ((affirmed, denied),) = claims["denial"].items()
    assert denied in claims["negative"]
    assert int(affirmed) not in claims["negative"]


def test_one_claim_in_other_words_is_one_edge_named_as_most_name_it():
    rows = [
        make_row("Russia", "demand", "regions", claim="c", outlet="A"),
        make_row("Moscow", "want", "four regions", claim="c", outlet="B"),
        make_row("Russia", "demand", "regions", claim="c", outlet="C"),
        make_row("Russia", "insist", None, claim="c", outlet="D"),
    ]
    network = build_network(rows)
    ((source, target, edge),) = network.edges(data=True)
    assert (network.nodes[source]["label"], edge["predicate"], network.nodes[target]["label"]) == (
        "Russia",
        "demand",
        "regions",
    )
    assert edge["outlets"] == ("A", "B", "C", "D")
    assert network.graph["lone"] == ()


def test_equal_words_that_are_two_claims_are_two_edges():
    network = build_network([make_row(claim="c"), make_row(claim="d")])
    assert sorted(claim for _, _, claim in network.edges(data="claim")) == ["c", "d"]


def test_the_limit_counts_claims():
    rows = [make_row(claim=f"c{i}", outlet=outlet) for i, outlet in ((0, "A"), (0, "B"), (1, "A"), (2, "A"))]
    network = build_network(rows, limit=1)
    assert network.graph["left_out"] == LeftOut(claims=2, assertions=2, most_outlets=1)


def test_a_crowd_is_laid_out_in_groups_that_do_not_overlap_and_the_same_each_time():
    network = build_network(many_rows(900))
    layout = compute_layout(network)
    assert layout == compute_layout(build_network(list(reversed(many_rows(900)))))
    assert len(layout.areas) > 4
    for i, one in enumerate(layout.areas):
        assert len(one.names) == 3
        for other in layout.areas[:i]:
            apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
            assert apart > 0.9 * (one.radius + other.radius)
