"""Where nodes stand: computed ahead, so that the page opens still.

Small components are laid out by stress majorisation (Gansner, Koren and North, "Graph Drawing by Stress
Majorization", 2004), which draws distances true and edges evenly, from the force-directed layout of rustworkx
(Fruchterman and Reingold, 1991). Large ones fall into groups, each laid out by itself (`kg.draw.crowd`). Components are
packed side by side.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.draw.crowd import Area, Crowd, place_crowd
from kg.draw.forces import BOX, Pairs, Points, level, majorise, place_by_springs, separate

STRESS_LIMIT = 400
"""Components up to this many nodes are laid out by stress: its matrices are quadratic."""
EDGE = 150.0
"""Length of an edge between two things of which nothing else is said."""
GAP = 90.0
"""Room between components."""
ASPECT = 1.2
"""Width to height of the whole picture."""
GRAIN = 20.0
"""Step of the skyline that components are packed under."""
ALIKE = 8
"""Components up to this many nodes are often of the same shape."""
NAMES = 3
"""Names that stand for a group of nodes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything stands, around the middle of the picture, in pixels at zoom 1."""

    positions: Mapping[Hashable, tuple[int, int]]
    """x and y by node."""
    areas: tuple[Area, ...] = ()
    """Groups of nodes that stand together, where there are many."""


def compute_layout(network: nx.MultiDiGraph, *, seed: int = 7, most_exact: int = STRESS_LIMIT) -> Layout:
    """Place every node; the same network gives the same positions.

    Args:
        network: as `build_network` makes it; nodes without edges are set in rows.
        seed: of the force-directed start.
        most_exact: nodes of a component that is laid out by stress, as a whole.
    """
    components = sorted(
        (sorted(component, key=str) for component in nx.weakly_connected_components(network)),
        key=lambda component: (-len(component), str(component[0])),
    )
    placed = [_place(network, component, seed=seed, most_exact=most_exact) for component in components]
    corners = _pack([crowd.points.max(axis=0) + GAP for crowd in placed])
    positions: dict[Hashable, tuple[int, int]] = {}
    areas: list[Area] = []
    for component, crowd, corner in zip(components, placed, corners, strict=True):
        for node, (x, y) in zip(component, crowd.points + corner, strict=True):
            positions[node] = (round(float(x)), round(float(y)))
        areas += _areas(network, component, crowd, corner)
    return Layout(positions=positions, areas=tuple(areas))


def _areas(network: nx.MultiDiGraph, nodes: list[Hashable], crowd: Crowd, corner: Points) -> list[Area]:
    """Name the groups of a component by those of their nodes that most is said of."""
    areas = []
    for disc in crowd.discs:
        members = [nodes[i] for i in disc.members]
        first = sorted(members, key=lambda node: (-network.nodes[node]["assertions"], str(node)))[:NAMES]
        names = tuple(network.nodes[node]["label"] for node in first)
        x, y = disc.x + float(corner[0]), disc.y + float(corner[1])
        areas.append(Area(names=names, size=len(members), x=x, y=y, radius=disc.radius))
    return areas


def _place(network: nx.MultiDiGraph, nodes: list[Hashable], *, seed: int, most_exact: int) -> Crowd:
    """Lay one component out; its smallest box starts at (0, 0)."""
    if len(nodes) == 1:
        return Crowd(points=BOX[None, :] / 2, discs=())
    if len(nodes) > most_exact:
        return _moved(place_crowd(len(nodes), _pairs(network, nodes), seed=seed))
    lengths = _lengths(network, nodes)
    if len(nodes) > ALIKE:
        return _moved(Crowd(points=_place_exactly(lengths, seed=seed), discs=()))
    return _moved(Crowd(points=_place_few(lengths.tobytes(), len(nodes), seed), discs=()))


@lru_cache(maxsize=4096)
def _place_few(lengths: bytes, n_nodes: int, seed: int) -> Points:
    """Lay a small component out; most graphs have hundreds of the same shape."""
    return _place_exactly(np.frombuffer(lengths).reshape(n_nodes, n_nodes), seed=seed)


def _place_exactly(lengths: NDArray[np.float64], *, seed: int) -> Points:
    pairs = np.argwhere(np.triu(np.isfinite(lengths), 1))
    start = place_by_springs(len(lengths), pairs, seed=seed, rounds=200)
    return separate(level(majorise(start, lengths)))


def _moved(crowd: Crowd) -> Crowd:
    """Move a component so that its smallest box starts at (0, 0)."""
    offset = BOX / 2 - crowd.points.min(axis=0)
    discs = (replace(disc, x=disc.x + float(offset[0]), y=disc.y + float(offset[1])) for disc in crowd.discs)
    return Crowd(points=crowd.points + offset, discs=tuple(discs))


def _pairs(network: nx.MultiDiGraph, nodes: list[Hashable]) -> Pairs:
    """Return which nodes have an edge, by number, each pair once."""
    index = {node: i for i, node in enumerate(nodes)}
    ends = np.array([(index[source], index[target]) for source, target in network.edges(nodes)])
    return np.unique(np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1), axis=0)


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
