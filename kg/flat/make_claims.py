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
    shapes = [making.column(name).tolist() for name in ("subject", "target", "predicate", "relation")]
    article_of, origin_of, event_of = (making.column(name) for name in ("article", "origin", "event"))
    days, stories, outlets = (making.column(f"article_{name}") for name in ("day", "story", "outlet"))
    for number, key in enumerate(map(str, making.claims.keys())):
        members = told.order[told.starts[number] : told.starts[number + 1]]
        articles = article_of[members]
        in_time = dict.fromkeys(outlets[articles].tolist())
        is_denied = _is_denied(tellers[number])
        opposed = set(tellers[number].get(int(not is_denied), ()))
        for other in against.get(key, ()):
            one = tellers[making.claims.of(other)]
            opposed |= one.get(int(_is_denied(one)), set())
        dated = [day for day in days[articles].tolist() if day != NONE]
        shape = _most(tuple(column[one] for column in shapes) for one in members.tolist())
        subject, target, predicate, relation = shape or (NONE, NONE, NONE, NONE)
        event = _most(one for one in event_of[members].tolist() if one != NONE)
        first, last = (_day(edge(dated, default=None)) for edge in (min, max))
        n_for = len(tellers[number].get(int(is_denied), ()))
        story = _most(one for one in stories[articles].tolist() if one != NONE)
        words = (predicates[predicate], relations[relation]) if shape else ("", "")
        counts = (len(members), len(in_time), len(set(origin_of[members].tolist())))
        told_by = " ".join(names[one] for one in in_time)
        shown = (_maybe(subject), *words, _maybe(target), None if event is None else events[event])
        yield number, key, rows.text(key), is_denied, *shown, *counts, told_by, first, last, n_for, len(opposed), story


def _most(values: Iterator[Value]) -> Value | None:
    counts = Counter(values)
    return max(counts.items(), key=lambda item: item[1])[0] if counts else None


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
