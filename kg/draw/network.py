"""From claim rows to a graph: things are nodes, and what is said of two things is an edge between them.

What several outlets say of the same, in whatever words, is one claim (`ClaimRow.claim`) and meets in one edge, which
keeps every assertion behind it; its denials are an edge beside it. What cannot be an edge, because it names one thing
only, is kept beside the edges as a lone claim; what a limit leaves out is counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

import networkx as nx

from kg.records import Certainty, ClaimRow

TOPIC, VALUE, STATEMENT, ENTITY = "TOPIC", "VALUE", "STATEMENT", "ENTITY"
"""Types of nodes that are no entity of a known type: a noun phrase, a number or date, words of a clause, the rest."""

LONGEST_VALUE = 60
"""Object words without an IRI become a node up to this many characters; longer ones are clauses to be read."""
MOST_WORDS = 3
"""A number with its unit, or a date, has no more words."""

_FIRMNESS = {certainty.value: rank for rank, certainty in enumerate(Certainty)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What a limit kept out of the picture."""

    claims: int = 0
    assertions: int = 0
    most_outlets: int = 0
    """The number of outlets behind the best carried claim among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoneClaim:
    """A claim about one thing, or about nothing that has a name."""

    claim: str
    """Its IRI."""
    node: str | None
    predicate: str
    object: str | None
    """Words of the object where it is a clause or has no node."""
    polarity: str
    assertions: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class _End:
    """One end of an edge."""

    key: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class _Ends:
    """What a row says, of what."""

    source: str | None
    predicate: str
    target: str | None
    words: str | None
    polarity: str

    @property
    def joins(self) -> bool:
        """Whether it ties two things, and so can be an edge."""
        return self.source is not None and self.target is not None


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows of one claim, or of its denial, with what most of them say."""

    claim: str
    ends: _Ends
    rows: tuple[ClaimRow, ...]
    outlets: tuple[str, ...]


def build_network(
    rows: Iterable[ClaimRow], *, types: Mapping[str, str] | None = None, limit: int = 2000
) -> nx.MultiDiGraph:
    """Build the graph of what is said of whom.

    Args:
        rows: assertions, in any order; their order does not change the graph.
        types: OntoNotes label (`GPE`) or class (`GeopoliticalEntity`) of each entity by its IRI; an entity without
            one is drawn as a thing of unknown type.
        limit: at most this many edges, and as many lone claims, those with the most outlets and assertions first.

    Returns:
        A directed multigraph. Nodes have `label`, `type`, `assertions` (count) and `outlets` (count); edges have
        `claim` (IRI), `predicate`, `polarity`, `certainty` (the firmest), `outlets` (sorted) and `assertions` (rows,
        oldest first).
        `graph["lone"]` holds the lone claims, `graph["left_out"]` what the limit kept out.
    """
    ends_seen: defaultdict[str, Counter[_End]] = defaultdict(Counter)
    ranked = sorted(_groups(rows, types or {}, ends_seen), key=_rank)
    edges = [group for group in ranked if group.ends.joins]
    lone = [group for group in ranked if not group.ends.joins]
    network = nx.MultiDiGraph()
    network.graph["lone"] = tuple(_lone_claim(group) for group in lone[:limit])
    network.graph["left_out"] = _left_out(edges[limit:] + lone[limit:])
    _add_nodes(network, edges[:limit] + lone[:limit], ends_seen)
    for group in edges[:limit]:
        network.add_edge(group.ends.source, group.ends.target, **_edge(group))
    return network


def claim_words(row: ClaimRow) -> str:
    """Return the predicate in words, from the relation's IRI where it is known: `be held` rather than `hold`."""
    if row.relation is None:
        return row.predicate
    return unquote(row.relation.rstrip("/").rpartition("/")[2]).replace("-", " ")


def _groups(
    rows: Iterable[ClaimRow], types: Mapping[str, str], ends_seen: defaultdict[str, Counter[_End]]
) -> list[_Group]:
    """Return the rows by claim and polarity, and count by which labels each end is named."""
    said: defaultdict[tuple[str, str], list[tuple[_Ends, ClaimRow]]] = defaultdict(list)
    for row in rows:
        source = _source(row, types)
        target = _target(row, source, types)
        for end in filter(None, (source, target)):
            ends_seen[end.key][end] += 1
        said[row.claim, row.polarity].append((_ends(row, source, target), row))
    return [_group(claim, told) for (claim, _), told in said.items()]


def _group(claim: str, told: list[tuple[_Ends, ClaimRow]]) -> _Group:
    """Return a claim with the ends and the predicate that most of its rows give it, two ends before one."""
    counts = Counter(ends for ends, _ in told)
    ends = min(counts, key=lambda ends: (not ends.joins, -counts[ends], repr(ends))) if len(counts) > 1 else told[0][0]
    rows = _in_order([row for _, row in told])
    return _Group(claim, ends, rows, tuple(sorted({row.outlet for row in rows})))


def _source(row: ClaimRow, types: Mapping[str, str]) -> _End | None:
    if row.subject is None:
        return None
    if row.subject_iri is None:
        return _End(f"text:{row.subject.casefold()}", row.subject, VALUE)
    return _End(row.subject_iri, row.subject, _type(row.subject_iri, types))


def _target(row: ClaimRow, source: _End | None, types: Mapping[str, str]) -> _End | None:
    """Return what the subject is tied to: the object, what its clause is about, or the first argument with an IRI."""
    # Where the object is a clause, `object_iri` is a claim; the clause's own row draws that claim.
    iri, label = (row.about_iri, row.about) if row.about_iri is not None else (row.object_iri, row.object)
    if iri is not None and "/claim/" not in iri:
        return _End(iri, label or iri, _type(iri, types))
    if row.object is not None:
        if len(row.object) > LONGEST_VALUE:
            return None
        # A number or date belongs to what it is said of: two "450" of different subjects are not one thing.
        kind = VALUE if row.quantity is not None or len(row.object.split()) <= MOST_WORDS else STATEMENT
        return _End(f"value:{source.key if source else ''}:{row.object.casefold()}", row.object, kind)
    argument = _named_argument(row)
    return _End(argument[1], argument[2], _type(argument[1], types)) if argument else None


def _named_argument(row: ClaimRow) -> tuple[str, str, str] | None:
    for argument in row.arguments:
        if argument.get("iri"):
            return str(argument.get("role") or ""), str(argument["iri"]), str(argument.get("text") or argument["iri"])
    return None


def _type(iri: str, types: Mapping[str, str]) -> str:
    if iri in types:
        return types[iri]
    return TOPIC if "/topic/" in iri else ENTITY if "/entity/" in iri else VALUE


def _ends(row: ClaimRow, source: _End | None, target: _End | None) -> _Ends:
    predicate = claim_words(row)
    if target is not None and row.object_iri is None and row.about_iri is None and row.object is None:
        argument = _named_argument(row)
        role = argument[0] if argument else ""
        predicate = predicate if predicate.endswith(f" {role}") else f"{predicate} {role}".strip()
    return _Ends(
        source.key if source else None,
        predicate,
        target.key if target else None,
        row.object if target is None else None,
        row.polarity,
    )


def _rank(group: _Group) -> tuple[int, int, str, str]:
    return (-len(group.outlets), -len(group.rows), repr(group.ends), group.claim)


def _in_order(rows: list[ClaimRow]) -> tuple[ClaimRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.published or "", row.outlet, row.article, row.start, row.assertion)))


def _edge(group: _Group) -> dict[str, object]:
    return {
        "claim": group.claim,
        "predicate": group.ends.predicate,
        "polarity": group.ends.polarity,
        "certainty": min((row.certainty for row in group.rows), key=lambda certainty: _FIRMNESS.get(certainty, 9)),
        "outlets": group.outlets,
        "assertions": group.rows,
    }


def _lone_claim(group: _Group) -> LoneClaim:
    ends = group.ends
    return LoneClaim(
        claim=group.claim,
        node=ends.source or ends.target,
        predicate=ends.predicate if ends.source else f"{ends.predicate} (by nobody named)",
        object=ends.words,
        polarity=ends.polarity,
        assertions=group.rows,
    )


def _left_out(groups: list[_Group]) -> LeftOut:
    return LeftOut(
        claims=len(groups),
        assertions=sum(len(group.rows) for group in groups),
        most_outlets=max((len(group.outlets) for group in groups), default=0),
    )


def _add_nodes(network: nx.MultiDiGraph, groups: list[_Group], ends_seen: Mapping[str, Counter[_End]]) -> None:
    """Add every node of the groups, named by the label it has most often."""
    assertions: Counter[str] = Counter()
    outlets: defaultdict[str, set[str]] = defaultdict(set)
    for group in groups:
        for key in {group.ends.source, group.ends.target} - {None}:
            assertions[str(key)] += len(group.rows)
            outlets[str(key)].update(group.outlets)
    for key, said in sorted(assertions.items()):
        best = min(ends_seen[key].items(), key=lambda item: (-item[1], len(item[0].label), item[0].label, item[0].type))
        network.add_node(key, label=best[0].label, type=best[0].type, assertions=said, outlets=len(outlets[key]))
