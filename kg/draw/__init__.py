"""PICTURES: choose nodes and edges, lay them out, write one page.

    claim rows ─ build_network ─→ networkx graph ─ compute_layout ─→ positions ─ render_page ─→ HTML ─ write_page

The page needs no network: the drawing library, its data, styles and scripts all stand inside it.
"""

from kg.draw.layout import Layout, compute_layout
from kg.draw.network import LeftOut, build_network
from kg.draw.page import render_frame, render_page, write_page

__all__ = ["Layout", "LeftOut", "build_network", "compute_layout", "render_frame", "render_page", "write_page"]
