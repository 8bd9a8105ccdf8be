"""PICTURES: choose nodes and edges, lay them out, write one page.

    claim rows ─ build_network ─→ networkx graph ─ compute_layout ─→ positions ─ render_page ─→ HTML ─ write_page

`draw_page` does it all, and draws the other kinds of picture, which need no positions. A page needs no network: the
drawing library, its data, styles and scripts all stand inside it.
"""

from kg.draw.flattening import flatten_network, simplify_network
from kg.draw.kinds import MOST, Picture, draw_page
from kg.draw.layout import Layout, compute_layout
from kg.draw.network import LeftOut, build_network
from kg.draw.page import render_frame, render_page, write_page
from kg.draw.standfirst import title_of

__all__ = [
    "MOST",
    "Layout",
    "LeftOut",
    "Picture",
    "build_network",
    "compute_layout",
    "draw_page",
    "flatten_network",
    "render_frame",
    "render_page",
    "simplify_network",
    "title_of",
    "write_page",
]
