"""What a page that is served takes from the drawn page: parts of its HTML, its style, its script, its data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import networkx as nx
from markupsafe import Markup

from kg.draw.columns import Blocks, Places, page_blocks
from kg.draw.figures import styled_graph
from kg.draw.layout import compute_layout
from kg.draw.network import build_network
from kg.draw.page import BY_SIGMA, embed, join_scripts, read_part, sigma_library, templates
from kg.records import ClaimRow

PARTS = (*BY_SIGMA[:-1], "growing.js", BY_SIGMA[-1])
"""The script of a drawn page, and what lets its picture grow."""
MOST_EXACT = 150
"""Nodes of a component that is laid out exactly: the page should be there within a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Claims to draw, and the two blocks of data that the script reads."""

    network: nx.MultiDiGraph
    blocks: Blocks

    @property
    def data(self) -> Markup:
        """Return the first block, for a script element."""
        return embed(self.blocks.data)

    @property
    def told(self) -> Markup:
        """Return the block of sentences, for a script element."""
        return embed(self.blocks.told)


@cache
def served_script() -> str:
    """Return the library and the page's script as one."""
    return sigma_library() + join_scripts(PARTS)


@cache
def served_style() -> str:
    """Return the style of the picture, its switches and the evidence."""
    return read_part("parts.css")


@cache
def served_html(part: str) -> Markup:
    """Return a part of the page: `controls` or `figure`."""
    return Markup(templates().get_template(f"{part}.html").render(tabbed=True))


def draw_rows(
    rows: Iterable[ClaimRow],
    *,
    base: str,
    types: Mapping[str, str],
    places: Mapping[str, Places],
    hues: Mapping[str, int],
    limit: int,
) -> Drawn:
    """Draw some of the claims of a graph that is served.

    Args:
        rows: assertions.
        base: the base IRI of the data; what lies under it is known by the rest of its IRI.
        types: classes of entities by their IRIs.
        places: links by the assertion's IRI.
        hues: number of each outlet's colour, from 1, by its label; the others are grey.
        limit: at most this many edges, and as many claims that are none.
    """
    network = build_network(rows, types=types, limit=limit)
    layout = compute_layout(network, most_exact=MOST_EXACT)
    styled = styled_graph(network, layout.positions)
    blocks = page_blocks(network, styled, areas=layout.areas, places=places, base=base, hues=hues)
    return Drawn(network=network, blocks=blocks)
