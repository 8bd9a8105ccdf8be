"""Forces that move points: springs, true distances, boxes and discs that may not overlap."""

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Shape (nodes, 2): x to the right, y downwards, in pixels at zoom 1."""
Pairs = NDArray[np.int64]
"""Shape (edges, 2): numbers of the two points that each joins."""

BOX = np.array([118.0, 52.0])
"""Room that a mark and its label take."""

STILL = 0.5
"""Points that move by less, in pixels, are where they belong."""


def place_by_springs(n_points: int, pairs: Pairs, *, seed: int, rounds: int) -> Points:
    """Place points by springs between those of a pair; the scale is arbitrary."""
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(n_points))
    graph.add_edges_from([(int(one), int(other), None) for one, other in pairs])
    placed = rx.spring_layout(graph, seed=seed, num_iter=rounds)
    return np.array([placed[i] for i in range(n_points)])


def even(points: Points) -> Points:
    """Spread the crowd in the middle: each ring gets the room that its number of points asks for."""
    centred = points - np.median(points, axis=0)
    radius = np.hypot(centred[:, 0], centred[:, 1])
    ring = np.sqrt((radius.argsort().argsort() + 1) / len(points))
    evened: Points = centred / np.maximum(radius, 1e-9)[:, None] * (0.8 * ring + 0.2 * radius / radius.max())[:, None]
    return evened


def majorise(points: Points, lengths: NDArray[np.float64], *, rounds: int = 150) -> Points:
    """Move points until their distances are those of the graph, near ones counting most."""
    wanted = _distances(lengths)
    apart = wanted + np.eye(len(wanted))
    weight = apart**-2.0
    np.fill_diagonal(weight, 0)
    # The pseudo-inverse of a connected graph's Laplacian, by way of an inverse, which is quicker.
    even_share = np.full_like(weight, 1 / len(weight))
    spread = np.linalg.inv(np.diag(weight.sum(axis=1)) - weight + even_share) - even_share
    drawn = weight * wanted
    points = points * (wanted.mean() / max(float(np.abs(points).mean()), 1e-9) / 2)
    for _ in range(rounds):
        x, y = points.T
        apart = np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)
        pull = -drawn / np.maximum(apart, 1e-6)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        before, points = points, spread @ (pull @ points)
        if float(np.abs(points - before).max()) < STILL:
            break
    return points


def _distances(lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the shortest ways between all nodes (Floyd and Warshall)."""
    ways = lengths.copy()
    np.fill_diagonal(ways, 0)
    for middle in range(len(ways)):
        np.minimum(ways, ways[:, middle, None] + ways[None, middle, :], out=ways)
    return ways


def level(points: Points) -> Points:
    """Turn the picture so that its long side lies flat, as screens do."""
    centred = points - points.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    turned = centred @ vectors[:, ::-1]
    # An eigenvector's sign is arbitrary; the first node stands to the left and above.
    flip: Points = np.where(turned[0] > 0, -1.0, 1.0)
    levelled: Points = turned * flip
    return levelled


def separate(points: Points, *, rounds: int = 80) -> Points:
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


def pack_discs(centres: Points, radii: NDArray[np.float64], *, rounds: int = 400) -> Points:
    """Draw discs together to the middle and push apart those that overlap; in the end none does by much.

    Args:
        centres: where they start, in an order of neighbours that is kept as far as there is room.
        radii: of each, the gap around it included.
        rounds: at most.
    """
    room = radii[:, None] + radii
    for i in range(rounds):
        pull = 0.06 * (1 - i / (0.7 * rounds))
        if pull > 0:
            centres = centres * (1 - pull)
        offset = centres[:, None, :] - centres
        apart = np.sqrt((offset**2).sum(axis=2))
        overlap = np.where(apart < room, room - apart, 0)
        np.fill_diagonal(overlap, 0)
        if pull <= 0 and overlap.max(initial=0) < 1:
            break
        away = offset / np.maximum(apart, 1e-6)[:, :, None]
        # The larger disc yields less.
        share = (radii**2)[None, :] / (radii[:, None] ** 2 + radii**2)
        centres = centres + (away * (overlap * share * 0.6)[:, :, None]).sum(axis=1)
    return centres
