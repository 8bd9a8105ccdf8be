"""How nodes and edges look, as the drawing libraries and the page's script need it."""

import textwrap
from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import Any
from urllib.parse import urlsplit

import networkx as nx

from kg.draw.palette import LOOKS, look_of

LINE, LINES = 22, 3
"""Characters in a line of a node's caption, and lines."""
BEND, WIDEST_BEND = 0.17, 0.85
"""How much further each edge of a pair bends than its neighbour, and how far the outermost may go."""


def styled_graph(network: nx.MultiDiGraph, positions: Mapping[Hashable, tuple[int, int]]) -> nx.MultiDiGraph:
    """Return the graph as pyvis takes it: nodes and edges by number, what vis-network needs as attributes.

    The most spoken of node comes first, and so do the edges of most outlets: the order in which labels find room.
    """
    ordered = sorted(network.nodes, key=lambda node: (-network.nodes[node]["assertions"], str(node)))
    number = {node: i for i, node in enumerate(ordered)}
    styled = nx.MultiDiGraph()
    for node, i in number.items():
        styled.add_node(i, key=str(node), **_node(network.nodes[node], positions[node]))
    bends = _bends(network)
    for i, (source, target, key, edge) in enumerate(edges_in_order(network)):
        styled.add_edge(
            number[source],
            number[target],
            id=i,
            weight=len(edge["outlets"]),
            bend=bends[source, target, key],
        )
    return styled


def safe_url(url: str | None) -> str | None:
    """Return an address that may be linked: http and https alone; scripts, data and files are refused."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def _node(node: Mapping[str, Any], position: tuple[int, int]) -> dict[str, Any]:
    look = look_of(node["type"])
    return {
        "label": _caption(node["label"]),
        "name": node["label"],
        "kind": LOOKS.index(look),
        "shape": look.shape,
        "size": round(6 + 2.6 * min(node["assertions"], 60) ** 0.5),
        "said": node["assertions"],
        "x": position[0],
        "y": position[1],
    }


def _caption(label: str) -> str:
    lines = textwrap.wrap(" ".join(label.split()), LINE, max_lines=LINES, placeholder=" …")
    return "\n".join(lines) or "…"


def edges_in_order(network: nx.MultiDiGraph) -> list[tuple[Hashable, Hashable, int, dict[str, Any]]]:
    """Return the edges, best carried first."""
    return sorted(
        network.edges(keys=True, data=True),
        key=lambda edge: (-len(edge[3]["outlets"]), -len(edge[3]["assertions"]), str(edge[:2]), edge[2]),
    )


def _bends(network: nx.MultiDiGraph) -> dict[tuple[Hashable, Hashable, int], float]:
    """Return how far each edge bends, so that no two of a pair lie on each other; the sign says to which side."""
    pairs: defaultdict[tuple[str, str], list[tuple[Hashable, Hashable, int]]] = defaultdict(list)
    for source, target, key in network.edges(keys=True):
        low, high = sorted((str(source), str(target)))
        pairs[low, high].append((source, target, key))
    bends = {}
    for (low, _), edges in pairs.items():
        step = min(BEND, 2 * WIDEST_BEND / max(len(edges) - 1, 1))
        for i, edge in enumerate(sorted(edges, key=str)):
            # The way back turns the other way, so that its own side is the same.
            side = 1 if str(edge[0]) == low else -1
            bends[edge] = round(side * step * (i - (len(edges) - 1) / 2), 3)
    return bends
