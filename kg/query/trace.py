"""Trace a claim given in plain words to everybody who asserted it, in these words or in others.

    "Russia demands regions" → words around a verb → claims whose words match → their assertions, scored by place
                             → the claims they were resolved to → every assertion of those, and what contradicts them

Words find the claim; who says the same in other words is found through it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from html import escape

from pyoxigraph import NamedNode, QuerySolutions

from kg.query.labels import Labels
from kg.query.rows import rows_of_assertions, rows_of_claims
from kg.query.showing import claim_table
from kg.query.tabled import Tabled
from kg.query.trace_clusters import ClaimHead, Clusters
from kg.query.trace_words import Asked, Match, match_row, nearness, overlap, parse_claim, parse_readings
from kg.query.words import content_words
from kg.records import ClaimRow, Span
from kg.store import GraphStore

__all__ = ["TracedClaim", "TracedRow", "Traces", "parse_claim", "trace", "trace_claims"]

CANDIDATES = 400
"""Claims whose assertions are looked at."""

N_NEAREST = 3
"""Claims that are offered where the words match none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedRow:
    """An assertion of a claim that was asked for."""

    row: ClaimRow
    score: float
    """How well its own words match, 0 to 1; 0 where it says the same in other words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedClaim:
    """A claim that was asked for, with everybody who asserts it."""

    head: ClaimHead
    rows: tuple[TracedRow, ...]
    """In order of publication."""
    n_left_out: int
    """Assertions beyond the limit."""
    against: tuple[ClaimHead, ...]
    """Claims that contradict it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces(Tabled[ClaimRow]):
    """What was found of a claim in plain words; as a table, all assertions, claim by claim."""

    claims: tuple[TracedClaim, ...]
    """The best match first; of equal ones that of more independent origins, then the shorter one."""
    nearest: tuple[ClaimHead, ...] = ()
    """Where nothing matches: the claims that have most of the words."""

    @property
    def rows(self) -> list[ClaimRow]:
        """Return all assertions, claim by claim."""
        return [found.row for claim in self.claims for found in claim.rows]

    def _records(self) -> tuple[type[ClaimRow], list[ClaimRow]]:
        return ClaimRow, self.rows

    def _repr_html_(self) -> str:
        """Return each claim with its outlets and sentences for a notebook."""
        if not self.claims:
            near = "".join(f"<li>{escape(head.text)}</li>" for head in self.nearest)
            return f"<p>no claim matches{'; the nearest are' if near else ''}</p><ul>{near}</ul>"
        return "".join(map(_show, self.claims))


def _show(found: TracedClaim) -> str:
    """Render one claim with its sentences."""
    head = found.head
    told = f"{len(head.outlets)} outlets, {head.n_origins} independent origins, {head.n_assertions} assertions"
    rows = [one.row for one in found.rows]
    against = "".join(
        f"<p>against it: {escape(one.text)} ({escape(', '.join(one.outlets))})</p>" for one in found.against
    )
    denied = "not: " if head.negative and not head.text.startswith("not: ") else ""
    table = claim_table(rows, n_rows=len(rows) + found.n_left_out)
    return f"<h4>{escape(denied + head.text)}</h4><p>{told}</p>{table}{against}"


def trace(graph: GraphStore, claim: str, *, limit: int = 20) -> list[ClaimRow]:
    """Return the assertions of a claim that is given in plain words, best match first, those of one claim together.

    Args:
        graph: what is asked.
        claim: a short sentence, such as "Russia demands regions".
        limit: at most so many rows.
    """
    return trace_claims(graph, claim, limit=limit).rows


def trace_claims(graph: GraphStore, claim: str, *, limit: int = 20) -> Traces:
    """Return the claims that are meant by plain words, with their assertions and what contradicts them.

    Args:
        graph: what is asked.
        claim: a short sentence, such as "Russia demands regions".
        limit: at most so many assertions.
    """
    readings = parse_readings(claim, verbs=_verbs(graph), cues=_cues(graph))
    if not readings[0].words:
        return Traces(claims=())
    labels, clusters = Labels(graph), Clusters(graph)
    matches = {row.assertion: (match_row(readings, row, labels=labels), row) for row in _candidates(graph, readings)}
    by_claim: dict[str, dict[str, tuple[Match, ClaimRow]]] = defaultdict(dict)
    for row in _outermost([row for match, row in matches.values() if match.score]):
        by_claim[row.claim][row.assertion] = matches[row.assertion]
    if not by_claim:
        return Traces(claims=(), nearest=tuple(_nearest(graph, readings[-1], clusters)))
    best = {claim: max(match.score for match, _ in found.values()) for claim, found in by_claim.items()}
    heads = {claim: clusters.head(NamedNode(claim)) for claim in by_claim}

    def place(claim: str) -> tuple[float, int, int, int, str]:
        head = heads[claim]
        return -round(best[claim], 2), -head.n_origins, -len(head.outlets), len(head.text), claim

    order = sorted(best, key=place)
    return Traces(claims=tuple(_fill(graph, clusters, [(heads[one], by_claim[one]) for one in order], limit=limit)))


def _fill(
    graph: GraphStore,
    clusters: Clusters,
    found: list[tuple[ClaimHead, dict[str, tuple[Match, ClaimRow]]]],
    *,
    limit: int,
) -> Iterator[TracedClaim]:
    """Yield claims with their rows, those in other words too, until there are enough rows."""
    for head, matched in found:
        if limit <= 0:
            return
        this = NamedNode(head.claim)
        rows = [row for _, row in matched.values()]
        if any(not match.by_speaker for match, _ in matched.values()):
            others = (one for one in clusters.members(this) if one.value not in matched)
            rows = _outermost([*rows, *rows_of_assertions(graph, others)])
        rows.sort(key=lambda row: (row.published or "9999", row.outlet, row.article, row.start))
        yield TracedClaim(
            head=head,
            rows=tuple(TracedRow(row=row, score=_score(matched, row)) for row in rows[:limit]),
            n_left_out=max(0, len(rows) - limit),
            against=tuple(clusters.against(this)),
        )
        limit -= len(rows)


def _score(matched: dict[str, tuple[Match, ClaimRow]], row: ClaimRow) -> float:
    return matched[row.assertion][0].score if row.assertion in matched else 0.0


def _outermost(rows: list[ClaimRow]) -> list[ClaimRow]:
    """Leave out what stands inside another answer: what Norland demands, beside that Norland demands it."""
    places: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for row in rows:
        places[row.outlet, row.article].append(Span(row.start, row.end))
    return [row for row in rows if not _is_inside(Span(row.start, row.end), places[row.outlet, row.article])]


def _is_inside(place: Span, others: list[Span]) -> bool:
    return any(place != other and place.within(other) for other in others)


def _verbs(graph: GraphStore) -> frozenset[str]:
    """Return the verbs of the predicates in the graph, particles left out."""
    found = graph.query("SELECT DISTINCT ?lemma { GRAPH graph:claims { ?claim kg:lemma ?lemma } }")
    assert isinstance(found, QuerySolutions)
    return frozenset(solution["lemma"].value.partition(" ")[0] for solution in found)


def _cues(graph: GraphStore) -> frozenset[str]:
    found = graph.query("SELECT DISTINCT ?cue { ?assertion kg:cue ?cue }")
    assert isinstance(found, QuerySolutions)
    return frozenset(form for solution in found for word in content_words(solution["cue"].value) for form in word)


def _candidates(graph: GraphStore, readings: list[Asked]) -> Iterator[ClaimRow]:
    """Yield the rows of the claims whose short sentence has the most of the words."""
    scored = ((max(overlap(asked, text) for asked in readings), claim) for claim, text in _texts(graph))
    best = nlargest(CANDIDATES, (pair for pair in scored if pair[0]))
    return rows_of_claims(graph, (NamedNode(iri) for _, iri in best))


def _nearest(graph: GraphStore, asked: Asked, clusters: Clusters) -> Iterator[ClaimHead]:
    """Yield the few claims that have most of the words, each once however it is told."""
    scored = ((nearness(asked, text), claim) for claim, text in _texts(graph))
    seen: set[NamedNode] = set()
    for _, claim in nlargest(N_NEAREST * 10, (pair for pair in scored if pair[0] > 0)):
        for this in sorted(clusters.of_claim(NamedNode(claim)) - seen, key=str)[:1]:
            seen.add(this)
            head = clusters.head(this)
            if head.n_assertions:
                yield head
            if len(seen) == N_NEAREST:
                return


def _texts(graph: GraphStore) -> Iterator[tuple[str, str]]:
    """Yield every claim's IRI and short sentence."""
    found = graph.query("SELECT ?claim ?text { GRAPH graph:claims { ?claim kg:text ?text } }")
    assert isinstance(found, QuerySolutions)
    return ((solution["claim"].value, solution["text"].value) for solution in found)
