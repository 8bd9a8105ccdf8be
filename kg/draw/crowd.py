"""Where the nodes of a large component stand: in groups that speak of the same, each laid out by itself.

Groups are found by modularity (Blondel, Guillaume, Lambiotte and Lefebvre, "Fast unfolding of communities in large
networks", 2008). They are drawn as discs, neighbours side by side, so that a picture of ten thousand nodes has parts
that can be named and looked into.
"""

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.draw.forces import Pairs, Points, even, pack_discs, place_by_springs

SMALLEST = 6
"""Nodes of a group that is worth a name."""
GAP = 110.0
"""Room between groups."""
NEAR = 60.0
"""Distance of nodes in a group, on average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A group of nodes that stand together, in the picture."""

    names: tuple[str, ...]
    """Of those of its nodes that most is said of."""
    size: int
    """Nodes."""
    x: float
    y: float
    radius: float

    def as_data(self) -> dict[str, object]:
        """Return it as the page's script reads it."""
        place = {"x": round(self.x), "y": round(self.y), "radius": round(self.radius)}
        return {"names": list(self.names), "size": self.size, **place}


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """A group, by the numbers of its nodes."""

    members: NDArray[np.int64]
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """A large component, laid out."""

    points: Points
    discs: tuple[Disc, ...]


def place_crowd(n_points: int, pairs: Pairs, *, seed: int) -> Crowd:
    """Place the nodes of a connected graph of hundreds or thousands.

    Args:
        n_points: nodes, known by their numbers.
        pairs: nodes that have something in common, each pair once.
        seed: of the search for groups and of the springs.
    """
    groups = _groups(n_points, pairs, seed=seed)
    points = np.zeros((n_points, 2))
    inside = _pairs_inside(groups, pairs)
    for members, within in zip(groups, inside, strict=True):
        points[members] = _place_group(len(members), within, seed=seed)
    radii = np.array([float(np.hypot(*points[members].T).max()) + NEAR for members in groups])
    centres = _place_groups(groups, pairs, radii, seed=seed)
    for members, centre in zip(groups, centres, strict=True):
        points[members] += centre
    discs = (
        Disc(members=members, x=float(centre[0]), y=float(centre[1]), radius=float(radius))
        for members, centre, radius in zip(groups, centres, radii, strict=True)
    )
    return Crowd(points=points, discs=tuple(disc for disc in discs if len(disc.members) >= SMALLEST))


def _groups(n_points: int, pairs: Pairs, *, seed: int) -> list[NDArray[np.int64]]:
    """Return the groups, the largest first."""
    graph = nx.Graph()
    # Numbers, whose sets have the same order in every process.
    graph.add_nodes_from(range(n_points))
    graph.add_edges_from(pairs.tolist())
    found = nx.community.louvain_communities(graph, seed=seed, threshold=1e-4)
    ordered = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group[0]))
    return [np.array(group) for group in ordered]


def _pairs_inside(groups: list[NDArray[np.int64]], pairs: Pairs) -> list[Pairs]:
    """Return the pairs within each group, by numbers within the group."""
    n_points = sum(map(len, groups))
    group_of, number = np.zeros(n_points, dtype=np.int64), np.zeros(n_points, dtype=np.int64)
    for i, members in enumerate(groups):
        group_of[members], number[members] = i, np.arange(len(members))
    home = group_of[pairs[:, 0]]
    within = home == group_of[pairs[:, 1]]
    order = home[within].argsort(kind="stable")
    ends = np.searchsorted(home[within][order], np.arange(len(groups) + 1))
    local = number[pairs[within][order]]
    return [local[start:end] for start, end in pairwise(ends)]


def _place_group(n_points: int, pairs: Pairs, *, seed: int) -> Points:
    """Lay one group out as a disc around (0, 0)."""
    if n_points == 1:
        return np.zeros((1, 2))
    points = even(place_by_springs(n_points, pairs, seed=seed, rounds=120))
    disc: Points = points * (NEAR * n_points**0.5)
    return disc


def _place_groups(groups: list[NDArray[np.int64]], pairs: Pairs, radii: NDArray[np.float64], *, seed: int) -> Points:
    """Return the centres of the groups, those with much in common side by side."""
    if len(groups) == 1:
        return np.zeros((1, 2))
    group_of = np.zeros(sum(map(len, groups)), dtype=np.int64)
    for i, members in enumerate(groups):
        group_of[members] = i
    ends = np.sort(group_of[pairs], axis=1)
    joined, strength = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0, return_counts=True)
    # Every group has ties to most others; the strong ones say where it stands.
    strong = joined[strength >= np.quantile(strength, 0.6)] if len(joined) > 2 * len(groups) else joined
    start = even(place_by_springs(len(groups), strong, seed=seed, rounds=200))
    reach = float(np.sqrt((radii**2).sum()))
    return pack_discs(start * reach * np.array([1.25, 0.9]), radii + GAP / 2)
