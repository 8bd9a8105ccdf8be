"""The network of claims, flat enough for programs that draw and count networks.

    claim rows ─ kg.draw.build_network ─→ one edge a claim ─ here ─→ one edge for all that says the same of the same two

Claims that differ in other arguments, numbers or times than their two ends are one edge here, because Gephi, Cytoscape
and Neo4j expect one edge for each kind of tie. What is denied is an edge of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from kg.exports.exported import Exported
from kg.query.overview import entity_types
from kg.records import Certainty, ClaimRow, Polarity

if TYPE_CHECKING:
    import networkx as nx

NO_LIMIT = 10**9
BETWEEN = " | "
"""Between several values in one cell: names of outlets and speakers may have commas and semicolons."""
_FIRMNESS = {certainty.value: rank for rank, certainty in enumerate(Certainty)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A person, organisation, place, topic, or a number, date or clause that something is said of."""

    id: str
    """Its IRI; a made-up name where it has none."""
    label: str
    type: str
    """`Person`, `Organisation`, `Place`, `Group`, `Event`, `Topic`, `Number or date` and the like, as in `kg draw`."""
    iri: str
    n_assertions: int
    """Assertions that name it as subject or object."""
    n_outlets: int
    """Outlets that carry them."""
    n_speakers: int
    """Speakers of whom they come, besides the outlets themselves."""
    n_said: int
    """Assertions of which it is the speaker."""
    first: str
    """The first day on which something is said of it; empty where no article has a day."""
    last: str
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What is said of two things, in whatever article."""

    id: str
    source: str
    target: str
    label: str
    """The predicate, with `not` where it is denied."""
    predicate: str
    polarity: str
    certainty: str
    """The firmest."""
    weight: float
    """The number of assertions."""
    n_assertions: int
    n_outlets: int
    n_claims: int
    n_own_voice: int
    """Assertions that an outlet makes in its own voice."""
    outlets: str
    speakers: str
    first: str
    last: str
    claims: str
    """IRIs."""
    days: tuple[str, ...]


TYPE_BY_PYTHON = {str: "string", int: "integer", float: "double"}
UNWRITTEN = frozenset({"id", "source", "target", "days"})
"""Fields that are not written as attributes, since each format has its own place for them."""


def columns(record: type[Node | Edge]) -> dict[str, str]:
    """Return the attributes of nodes or edges with their types: `string`, `integer` or `double`."""
    return {one.name: TYPE_BY_PYTHON[one.type] for one in fields(record) if one.name not in UNWRITTEN}  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class Network:
    """The nodes in order of their ids, and the edges in order of theirs."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def read_network(exported: Exported) -> Network:
    """Read the network of the claim rows that leave."""
    from kg.draw.network import build_network

    said: Counter[str] = Counter()
    graph = build_network(_lean(exported, said), types=entity_types(exported.store), limit=NO_LIMIT)
    told: defaultdict[tuple[str, str, str, str], list[dict[str, Any]]] = defaultdict(list)
    rows_by_node: defaultdict[str, list[ClaimRow]] = defaultdict(list)
    for source, target, data in graph.edges(data=True):
        told[source, target, data["predicate"], data["polarity"]].append(data)
        for node in {source, target}:
            rows_by_node[node].extend(data["assertions"])
    for lone in graph.graph["lone"]:
        if lone.node is not None:
            rows_by_node[lone.node].extend(lone.assertions)
    nodes = tuple(_node(graph, key, rows_by_node[key], said) for key in sorted(graph.nodes))
    edges = tuple(_edge(f"e{n}", *ends, told[ends]) for n, ends in enumerate(sorted(told)))
    return Network(nodes, edges)


def _lean(exported: Exported, said: Counter[str]) -> Iterator[ClaimRow]:
    """Yield the rows without what the network does not show, so that memory holds the rest; count who speaks."""
    for row in exported.claim_rows():
        if row.speaker_iri is not None:
            said[row.speaker_iri] += 1
        yield replace(row, sentence="", url=None, title=None)


def _node(graph: "nx.MultiDiGraph", key: str, rows: list[ClaimRow], said: Counter[str]) -> Node:
    from kg.draw.palette import look_of

    data, days = graph.nodes[key], _days(rows)
    is_named = not key.startswith(("text:", "value:"))
    return Node(
        id=key,
        label=data["label"],
        type=look_of(data["type"]).name,
        iri=key if is_named else "",
        n_assertions=len(rows),
        n_outlets=len({row.outlet for row in rows}),
        n_speakers=len(_speakers(rows)),
        n_said=said[key],
        first=days[0] if days else "",
        last=days[-1] if days else "",
        days=days,
    )


def _edge(this: str, source: str, target: str, predicate: str, polarity: str, told: list[dict[str, Any]]) -> Edge:
    rows = [row for one in told for row in one["assertions"]]
    outlets, days = sorted({row.outlet for row in rows}), _days(rows)
    return Edge(
        id=this,
        source=source,
        target=target,
        label=predicate if polarity == Polarity.POSITIVE.value else f"not {predicate}",
        predicate=predicate,
        polarity=polarity,
        certainty=min((row.certainty for row in rows), key=lambda certainty: _FIRMNESS.get(certainty, len(_FIRMNESS))),
        weight=float(len(rows)),
        n_assertions=len(rows),
        n_outlets=len(outlets),
        n_claims=len(told),
        n_own_voice=sum(not row.speakers for row in rows),
        outlets=BETWEEN.join(outlets),
        speakers=BETWEEN.join(sorted(_speakers(rows))),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        claims=BETWEEN.join(sorted({row.claim for row in rows})),
        days=days,
    )


def _days(rows: list[ClaimRow]) -> tuple[str, ...]:
    return tuple(sorted({row.published[:10] for row in rows if row.published}))


def _speakers(rows: list[ClaimRow]) -> set[str]:
    return {row.speaker for row in rows if row.speaker}
