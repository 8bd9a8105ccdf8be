"""Claims across articles: who tells each, who tells otherwise, from when to when; into flat.sqlite."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import QuerySolutions

from kg.flat.bulk import BulkRows
from kg.flat.make_assertions import NEGATIVE
from kg.flat.making import NONE, Making
from kg.rdf.describe import CLAIM

Value = TypeVar("Value")
RELATIONS = ("contradicts", "refines", "entails")
_Link = tuple[str, str, str, float | None, str, str]
"""Claim, relation, claim; score, reasons and who decided."""
_SHAPE = ("subject", "target", "predicate", "relation")
LATE = 10_000_000
"""The day of what has none: after all others."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The assertions of all claims, sorted by claim, day and number."""

    order: NDArray[np.int64]
    starts: NDArray[np.int64]
    """Where each claim begins in the order, and the length."""


def make_claims(making: Making, rows: BulkRows) -> None:
    """Write claims, how they relate, and the keys that they have in articles."""
    links = list(_links(making))
    for left, _, right, *_ in links:
        making.claims.of(left)
        making.claims.of(right)
    told = _order(making)
    tellers = _tellers(making, told)
    against = _against(links)
    making.insert("claims", _claims(making, rows, told, tellers, against))
    making.insert(
        "claim_links",
        (
            (making.claims.of(left), relation, making.claims.of(right), score, reasons, by)
            for left, relation, right, score, reasons, by in links
        ),
    )
    making.insert("claim_aliases", _aliases(making, rows))


def _links(making: Making) -> Iterator[_Link]:
    """Yield claims that relate, by their keys, with the decision that says so."""
    claims = making.graph.identifiers.graph("claims")
    for relation in RELATIONS:
        found = making.graph.query(
            f"""SELECT ?left ?right (MAX(?points) AS ?score) (MIN(?decider) AS ?by)
                  (GROUP_CONCAT(DISTINCT ?reason; separator="; ") AS ?reasons) {{
                GRAPH {claims} {{ ?left kg:{relation} ?right }}
                OPTIONAL {{ GRAPH graph:decisions {{
                  ?this kg:left ?left ; kg:right ?right ; kg:relation "{relation}" ; kg:score ?points
                  OPTIONAL {{ ?this kg:reason ?reason }} OPTIONAL {{ ?this kg:decidedBy ?decider }} }} }}
            }} GROUP BY ?left ?right ORDER BY ?left ?right"""
        )
        assert isinstance(found, QuerySolutions)
        cut = len(making.graph.base) + len("claim/")
        for row in found:
            score, reasons, by = (
                row[name].value if row[name] is not None else "" for name in ("score", "reasons", "by")
            )
            yield (
                row["left"].value[cut:],
                relation,
                row["right"].value[cut:],
                float(score) if score else None,
                reasons,
                by,
            )


def _order(making: Making) -> _Told:
    claims, articles = making.column("claim"), making.column("article")
    days = making.column("article_day")[articles] if len(articles) else articles
    order = np.lexsort((np.where(days == NONE, LATE, days), claims))
    starts = np.searchsorted(claims[order], np.arange(len(making.claims) + 1))
    return _Told(order, starts)


def _tellers(making: Making, told: _Told) -> list[dict[int, set[int]]]:
    """Return by claim the outlets of each polarity, 1 for negative; outlets in order of time."""
    claims, articles = making.column("claim")[told.order], making.column("article")[told.order]
    outlets = making.column("article_outlet")[articles] if len(articles) else articles
    negative = making.column("polarity")[told.order] == NEGATIVE
    found: list[dict[int, set[int]]] = [{} for _ in range(len(making.claims))]
    for claim, outlet, sign in zip(claims.tolist(), outlets.tolist(), negative.tolist(), strict=True):
        found[claim].setdefault(int(sign), set()).add(outlet)
    return found


def _is_denied(tellers: dict[int, set[int]]) -> bool:
    return 1 in tellers and 0 not in tellers


def _against(links: list[_Link]) -> dict[str, set[str]]:
    """Return the claims that contradict each claim, by their keys."""
    found: dict[str, set[str]] = defaultdict(set)
    for left, relation, right, *_ in links:
        if relation == "contradicts":
            found[left].add(right)
            found[right].add(left)
    return found


def _claims(
    making: Making,
    rows: BulkRows,
    told: _Told,
    tellers: list[dict[int, set[int]]],
    against: dict[str, set[str]],
) -> Iterator[tuple[object, ...]]:
    names, predicates, events, relations = (
        [str(key) for key in found.keys()]  # noqa: SIM118 - no dict
        for found in (making.outlets, making.predicates, making.events, making.relations)
    )
    order = told.order
    article, origin, event = (making.column(name)[order] for name in ("article", "origin", "event"))
    day, story_of, outlet = (
        making.column(f"article_{name}")[article].tolist() if len(article) else []
        for name in ("day", "story", "outlet")
    )
    shape_of = list(zip(*(making.column(name)[order].tolist() for name in _SHAPE), strict=True))
    origins, event_of, starts = origin.tolist(), event.tolist(), told.starts.tolist()
    for number, key in enumerate(map(str, making.claims.keys())):
        here = slice(starts[number], starts[number + 1])
        in_time = dict.fromkeys(outlet[here])
        is_denied = _is_denied(tellers[number])
        opposed = set(tellers[number].get(int(not is_denied), ()))
        for other in against.get(key, ()):
            one = tellers[making.claims.of(other)]
            opposed |= one.get(int(_is_denied(one)), set())
        dated = [found for found in day[here] if found != NONE]
        shape = _most(shape_of[here])
        subject, target, predicate, relation = shape or (NONE, NONE, NONE, NONE)
        event_type = _most([found for found in event_of[here] if found != NONE])
        first, last = (_day(edge(dated, default=None)) for edge in (min, max))
        n_for = len(tellers[number].get(int(is_denied), ()))
        story = _most([found for found in story_of[here] if found != NONE])
        words = (predicates[predicate], relations[relation]) if shape else ("", "")
        counts = (here.stop - here.start, len(in_time), len(set(origins[here])))
        told_by = " ".join(names[one] for one in in_time)
        shown = (_maybe(subject), *words, _maybe(target), None if event_type is None else events[event_type])
        yield number, key, rows.text(key), is_denied, *shown, *counts, told_by, first, last, n_for, len(opposed), story


def _most(values: list[Value]) -> Value | None:
    """Return the most frequent value, of equally frequent ones the first; None where there is none."""
    if len(values) < 2:
        return values[0] if values else None
    return Counter(values).most_common(1)[0][0]


def _maybe(number: int) -> int | None:
    return None if number == NONE else number


def _day(number: int | None) -> str | None:
    return date.fromordinal(number).isoformat() if number is not None else None


def _aliases(making: Making, rows: BulkRows) -> list[tuple[str, int]]:
    """Return the keys that claims have in single articles, and those of claims that became one with another."""
    found: dict[str, int] = {}
    for alias, canonical in rows.same_claims.items():
        number = making.claims.known(canonical[6:])
        if number is not None:
            found[alias[6:]] = number
    assertions = dict(making.db.execute("SELECT key, claim FROM assertions"))
    for assertion, claim in making.columns.pairs(CLAIM):
        number = assertions.get(assertion[10:])
        if number is not None:
            found.setdefault(claim[6:], number)
    return sorted((key, number) for key, number in found.items() if making.claims.known(key) is None)
