"""The network of claims as numbers and texts alone, which networkx computes with and every writer of files takes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.records import ClaimRow

if TYPE_CHECKING:
    import networkx as nx

BETWEEN = " | "
"""Between several values in one attribute: names of outlets may have commas and semicolons."""
N_PREDICATES = 3
"""Predicates that an edge of a simple graph names."""


def flatten_network(network: "nx.MultiDiGraph") -> "nx.MultiDiGraph":
    """Return the network with plain attributes: one edge a claim, its denial an edge beside it.

    Nodes keep `label` and `type`, and have `n_assertions` and `n_outlets`. Edges have `label`, `predicate`, `claim`
    (IRI), `polarity`, `certainty` (the firmest), `outlets` (joined by ` | `), `first` and `last` (ISO 8601; empty where
    no article is dated), `n_outlets`, `n_assertions`, `confidence` (of the surest assertion, 0 to 1), and `weight`,
    which is `n_outlets`: that one outlet repeats itself does not make it truer.

    Args:
        network: as `build_network` makes it.
    """
    import networkx as nx

    flat = nx.MultiDiGraph(left_out=network.graph["left_out"].claims)
    _add_nodes(flat, network)
    for source, target, edge in network.edges(data=True):
        denied = "" if edge["polarity"] == "positive" else "not "
        flat.add_edge(
            source,
            target,
            label=denied + edge["predicate"],
            claim=edge["claim"],
            predicate=edge["predicate"],
            polarity=edge["polarity"],
            certainty=edge["certainty"],
            **_weights(edge["assertions"]),
        )
    return flat


def simplify_network(network: "nx.MultiDiGraph") -> "nx.DiGraph":
    """Return the network with one edge from a thing to another, whatever is said of them, for centrality and the like.

    Edges have `predicates` (the three most frequent, joined by ` | `), `n_claims`, and the weights of
    `flatten_network`. What things say of themselves is left out.

    Args:
        network: as `build_network` makes it.
    """
    import networkx as nx

    simple = nx.DiGraph(left_out=network.graph["left_out"].claims)
    _add_nodes(simple, network)
    by_ends: defaultdict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for source, target, edge in network.edges(data=True):
        if source != target:
            by_ends[source, target].append(edge)
    for (source, target), edges in by_ends.items():
        rows = [row for edge in edges for row in edge["assertions"]]
        counts: Counter[str] = Counter()
        for edge in edges:
            counts[edge["predicate"]] += len(edge["assertions"])
        common = sorted(counts, key=lambda word: (-counts[word], word))[:N_PREDICATES]
        simple.add_edge(
            source, target, label=common[0], predicates=BETWEEN.join(common), n_claims=len(edges), **_weights(rows)
        )
    return simple


def _add_nodes(flat: "nx.DiGraph", network: "nx.MultiDiGraph") -> None:
    for key, node in network.nodes(data=True):
        flat.add_node(
            key, label=node["label"], type=node["type"], n_assertions=node["assertions"], n_outlets=node["outlets"]
        )


def _weights(rows: Iterable[ClaimRow]) -> dict[str, str | int | float]:
    """Return what an edge weighs, and who carries it when."""
    rows = list(rows)
    outlets = sorted({row.outlet for row in rows})
    days = sorted(row.published for row in rows if row.published)
    return {
        "outlets": BETWEEN.join(outlets),
        "first": days[0] if days else "",
        "last": days[-1] if days else "",
        "n_outlets": len(outlets),
        "n_assertions": len(rows),
        "confidence": max((row.confidence for row in rows), default=0.0),
        "weight": len(outlets),
    }
