"""The sentences under a drawing's heading: how much is drawn, from when, and what is left out."""

import calendar
from collections.abc import Iterator, Mapping
from datetime import date

import networkx as nx

from kg.draw.network import LeftOut
from kg.records import ClaimRow


def title_of(name: str, filters: Mapping[str, object]) -> str:
    """Return the heading of a drawing: the graph's name, and what was asked for."""
    chosen = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in filters.items() if value)
    return f"{name}: {chosen or 'who says what'}"


def standfirst(network: nx.MultiDiGraph) -> list[str]:
    """Return the sentences under the heading: how much is drawn, from when, and what is left out."""
    rows = list(drawn_rows(network))
    if not rows:
        return ["No claims match."]
    claims = network.number_of_edges() + len(network.graph["lone"])
    period = _period({row.published[:10] for row in rows if row.published})
    said = (
        f"{_count(len(rows), 'assertion')} of {_count(claims, 'claim')}, in "
        f"{_count(len({row.article for row in rows}), 'article')} by "
        f"{_count(len({row.outlet for row in rows}), 'outlet')}{period}."
    )
    return [said, *_left_out(network.graph["left_out"])]


def drawn_rows(network: nx.MultiDiGraph) -> Iterator[ClaimRow]:
    """Yield the rows behind the edges, then those behind the claims that are no edge."""
    for _, _, rows in network.edges(data="assertions"):
        yield from rows
    for claim in network.graph["lone"]:
        yield from claim.assertions


def _period(days: set[str]) -> str:
    """Write the first and the last day: `, 22 to 24 July 2025`."""
    if not days:
        return ""
    first, last = _day(min(days)), _day(max(days))
    shared = 0
    while shared < len(last) and len(first) == len(last) and first[-1 - shared :] == last[-1 - shared :]:
        shared += 1
    return f", {' '.join(first[: len(first) - shared])} to {' '.join(last)}" if first != last else f", {' '.join(last)}"


def _day(iso: str) -> list[str]:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return [iso]
    return [str(day.day), calendar.month_name[day.month], str(day.year)]


def _left_out(left_out: LeftOut) -> list[str]:
    if not left_out.claims:
        return []
    carried = f"none carried by more than {_count(left_out.most_outlets, 'outlet')}"
    return [
        f"Left out to keep the picture legible: {_count(left_out.claims, 'further claim')} with "
        f"{_count(left_out.assertions, 'assertion')}, {carried}. Narrow the selection to see them."
    ]


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
