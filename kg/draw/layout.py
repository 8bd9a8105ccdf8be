"""Where nodes stand: computed ahead, so that the page opens still.

Small components are laid out by stress majorisation (Gansner, Koren and North, "Graph Drawing by Stress
Majorization", 2004), which draws distances true and edges evenly; large ones keep the force-directed layout of
rustworkx (Fruchterman and Reingold, 1991), which the small ones only start from. Components are packed side by side.
"""

from collections.abc import Hashable

import networkx as nx
import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Shape (nodes, 2): x to the right, y downwards, in pixels at zoom 1."""

STRESS_LIMIT = 400
"""Components up to this many nodes are laid out by stress: its matrices are quadratic."""
EDGE = 150.0
"""Length of an edge between two things of which nothing else is said."""
BOX = np.array([118.0, 52.0])
"""Room that a mark and its label take."""
GAP = 90.0
"""Room between components."""
ASPECT = 1.2
"""Width to height of the whole picture."""
GRAIN = 20.0
"""Step of the skyline that components are packed under."""


def compute_layout(network: nx.MultiDiGraph, *, seed: int = 7) -> dict[Hashable, tuple[int, int]]:
    """Place every node; the same network gives the same positions.

    Args:
        network: as `build_network` makes it; nodes without edges are set in rows.
        seed: of the force-directed start.

    Returns:
        x and y by node, in pixels at zoom 1, around the middle of the picture.
    """
    components = sorted(
        (sorted(component, key=str) for component in nx.weakly_connected_components(network)),
        key=lambda component: (-len(component), str(component[0])),
    )
    placed = [_place(network, component, seed=seed) for component in components]
    corners = _pack([points.max(axis=0) + GAP for points in placed])
    position_by_node: dict[Hashable, tuple[int, int]] = {}
    for component, points, corner in zip(components, placed, corners, strict=True):
        for node, (x, y) in zip(component, points + corner, strict=True):
            position_by_node[node] = (round(float(x)), round(float(y)))
    return position_by_node


def _place(network: nx.MultiDiGraph, nodes: list[Hashable], *, seed: int) -> Points:
    """Lay one component out; its smallest box starts at (0, 0)."""
    if len(nodes) == 1:
        return BOX[None, :] / 2
    lengths = _lengths(network, nodes)
    start = _spring(lengths, seed=seed)
    if len(nodes) <= STRESS_LIMIT:
        points = _separate(_level(_majorise(start, lengths)))
    else:
        points = _level(_even(start) * EDGE * 0.6 * len(nodes) ** 0.5)
    placed: Points = points - points.min(axis=0) + BOX / 2
    return placed


def _lengths(network: nx.MultiDiGraph, nodes: list[Hashable]) -> NDArray[np.float64]:
    """Return the wanted length of each edge, infinite where there is none; hubs and bundles get more room."""
    index = {node: i for i, node in enumerate(nodes)}
    bundle = np.zeros((len(nodes), len(nodes)))
    for source, target in network.edges(nodes):
        bundle[index[source], index[target]] += 1
    np.fill_diagonal(bundle, 0)
    bundle += bundle.T
    degree = (bundle > 0).sum(axis=1)
    widest = np.maximum(degree[:, None], degree[None, :])
    return np.where(bundle > 0, EDGE + 30 * np.sqrt(widest - 1.0) + 9 * np.minimum(bundle - 1, 8), np.inf)


def _spring(lengths: NDArray[np.float64], *, seed: int) -> Points:
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(lengths)))
    graph.add_edges_from([(int(i), int(j), None) for i, j in np.argwhere(np.triu(np.isfinite(lengths), 1))])
    placed = rx.spring_layout(graph, seed=seed, num_iter=45 if len(lengths) > STRESS_LIMIT else 200)
    return np.array([placed[i] for i in range(len(lengths))])


def _even(points: Points) -> Points:
    """Spread the crowd in the middle: each ring gets the room that its number of points asks for."""
    centred = points - np.median(points, axis=0)
    radius = np.hypot(centred[:, 0], centred[:, 1])
    ring = np.sqrt((radius.argsort().argsort() + 1) / len(points))
    evened: Points = centred / np.maximum(radius, 1e-9)[:, None] * (0.8 * ring + 0.2 * radius / radius.max())[:, None]
    return evened


def _majorise(points: Points, lengths: NDArray[np.float64], *, rounds: int = 150) -> Points:
    """Move points until their distances are those of the graph, near ones counting most."""
    wanted = _distances(lengths)
    apart = wanted + np.eye(len(wanted))
    weight = apart**-2.0
    np.fill_diagonal(weight, 0)
    # The pseudo-inverse of a connected graph's Laplacian, by way of an inverse, which is quicker.
    even = np.full_like(weight, 1 / len(weight))
    spread = np.linalg.inv(np.diag(weight.sum(axis=1)) - weight + even) - even
    drawn = weight * wanted
    points = points * (wanted.mean() / max(float(np.abs(points).mean()), 1e-9) / 2)
    for _ in range(rounds):
        x, y = points.T
        apart = np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)
        pull = -drawn / np.maximum(apart, 1e-6)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        points = spread @ (pull @ points)
    return points


def _distances(lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the shortest ways between all nodes (Floyd and Warshall)."""
    ways = lengths.copy()
    np.fill_diagonal(ways, 0)
    for middle in range(len(ways)):
        np.minimum(ways, ways[:, middle, None] + ways[None, middle, :], out=ways)
    return ways


def _level(points: Points) -> Points:
    """Turn the picture so that its long side lies flat, as screens do."""
    centred = points - points.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    turned = centred @ vectors[:, ::-1]
    # An eigenvector's sign is arbitrary; the first node stands to the left and above.
    flip: Points = np.where(turned[0] > 0, -1.0, 1.0)
    levelled: Points = turned * flip
    return levelled


def _separate(points: Points, *, rounds: int = 80) -> Points:
    """Push apart the boxes that overlap, along the side on which they overlap least."""
    for _ in range(rounds):
        x, y = points.T
        hit = (np.abs(x[:, None] - x) < BOX[0]) & (np.abs(y[:, None] - y) < BOX[1])
        one, other = np.nonzero(np.triu(hit, 1))
        if not len(one):
            break
        offset = points[one] - points[other]
        overlap = BOX - np.abs(offset)
        across = (overlap / BOX).argmin(axis=1)
        push = np.where(offset < 0, -overlap, overlap) * 0.35
        push[np.arange(len(push)), 1 - across] = 0
        np.add.at(points, one, push)
        np.add.at(points, other, -push)
    return points


def _pack(sizes: list[Points]) -> list[Points]:
    """Return the upper left corner of each box, set under a skyline, around the middle of the picture."""
    if not sizes:
        return []
    area = sum(float(size[0] * size[1]) for size in sizes)
    width = max(float(sizes[0][0]), (area * ASPECT) ** 0.5)
    skyline = np.zeros(int(width // GRAIN) + 2)
    corners = []
    for size in sizes:
        steps = min(int(np.ceil(size[0] / GRAIN)), len(skyline))
        floors = np.lib.stride_tricks.sliding_window_view(skyline, steps).max(axis=1)
        column = int(floors.argmin())
        corners.append(np.array([column * GRAIN, floors[column]]))
        skyline[column : column + steps] = floors[column] + size[1]
    middle = np.array([len(skyline) * GRAIN, skyline.max()]) / 2
    return [corner - middle for corner in corners]
