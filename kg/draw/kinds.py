"""The kinds of picture: a graph of who says what of whom, a matrix of claims by outlets, a timeline by outlets."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from kg.draw.columns import page_blocks
from kg.draw.figures import styled_graph
from kg.draw.layout import compute_layout
from kg.draw.network import build_network
from kg.draw.page import SHARED, render_page, render_parts
from kg.records import ClaimRow

BY_TABLE = {
    "matrix": (*SHARED, "table.js", "matrix.js", "start.js"),
    "timeline": (*SHARED, "table.js", "timeline.js", "start.js"),
}
"""Parts of the script of the kinds that are tables."""
MOST = 20_000
"""Edges drawn, and as many claims that are no edge, unless told otherwise: what opens in two seconds."""


class Picture(StrEnum):
    """What is drawn."""

    GRAPH = "graph"
    MATRIX = "matrix"
    TIMELINE = "timeline"


def draw_page(
    rows: Iterable[ClaimRow],
    *,
    kind: Picture | str = Picture.GRAPH,
    title: str,
    types: Mapping[str, str] | None = None,
    stories: Mapping[tuple[str, str], str] | None = None,
    limit: int = MOST,
) -> str:
    """Draw claim rows on one page.

    Args:
        rows: assertions, in any order.
        kind: what is drawn.
        title: the heading, as plain text.
        types: classes of entities by their IRIs, for their marks in the graph.
        stories: story of each article of the graph, by outlet and the article's id; the matrix then says who has
            articles on a claim's story and leaves the claim out.
        limit: at most this many edges, and as many claims that are none.

    Returns:
        A whole HTML document that opens without a network.
    """
    network = build_network(rows, types=types, limit=limit)
    if Picture(kind) is Picture.GRAPH:
        return render_page(network, compute_layout(network), title=title)
    styled = styled_graph(network, dict.fromkeys(network.nodes, (0, 0)))
    blocks = page_blocks(network, styled, stories=stories if Picture(kind) is Picture.MATRIX else None)
    return render_parts(f"{kind}.html", BY_TABLE[kind], blocks, title=title, network=network)
