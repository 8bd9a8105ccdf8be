"""What the page's script reads, as two blocks of JSON: what is drawn, and the sentences behind it.

Tables are written by column, and a text that stands in many rows is written once, so that twenty thousand claims are
parsed in a fraction of a second; the second block is parsed when the first sentence is asked for.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import networkx as nx

from kg.draw.crowd import Area
from kg.draw.figures import edges_in_order, safe_url
from kg.draw.network import LoneClaim
from kg.draw.palette import LOOKS, themes
from kg.records import ClaimRow

_TOLD = ("cue", "verdict", "tense", "time", "place")
"""Fields of a row that are shown beside its sentence as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """The two blocks of a page, as JSON in ASCII."""

    data: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a page that is served links to."""

    claim: str
    """Address of the claim's page."""
    assertion: str | None = None
    """Address of its place in the article, where its sentence is sent."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A claim as the page has it."""

    claim: str
    source: int
    target: int
    predicate: str
    negative: bool
    words: str | None
    bend: float
    rows: tuple[ClaimRow, ...]


def page_blocks(
    network: nx.MultiDiGraph,
    styled: nx.MultiDiGraph,
    *,
    areas: Iterable[Area] = (),
    places: Mapping[str, Places] | None = None,
    stories: Mapping[tuple[str, str], str] | None = None,
    base: str = "",
    hues: Mapping[str, int] | None = None,
) -> Blocks:
    """Write a graph as the page's script reads it.

    Args:
        network: as `build_network` makes it.
        styled: the same, as `styled_graph` makes it.
        areas: groups of nodes that stand together, as `compute_layout` finds them.
        places: links by the assertion's IRI, for a page that is served; its nodes and claims then carry their IRIs, so
            that more can be added to them.
        stories: story of each article of the graph, by outlet and the article's id: the page then knows how many
            articles each outlet has on the stories of a claim.
        base: what nodes' IRIs are shortened by, where they are carried.
        hues: number of each outlet's colour, from 1, by its label; else those with most assertions have one.
    """
    nodes = [node for _, node in styled.nodes(data=True)]
    claims = _claims(network, styled)
    rows = [row for claim in claims for row in claim.rows]
    articles = list({(row.outlet, row.article): row for row in reversed(rows)}.values())[::-1]
    story_of, coverage = _coverage(articles, stories or {})
    outlets = _ranked_outlets(rows, coverage)
    number = {outlet: i for i, outlet in enumerate(outlets)}
    data = {
        "outlets": outlets,
        "hues": [(hues or {}).get(outlet, 0) - 1 if hues is not None else i for i, outlet in enumerate(outlets)],
        "nodes": _node_columns(nodes, base=base if places is not None else None),
        "areas": [area.as_data() for area in areas],
        "articles": {
            "outlet": [number[article.outlet] for article in articles],
            "published": _column(article.published for article in articles),
            "story": [story_of.get((article.outlet, article.article), -1) for article in articles],
        },
        "stories": [{number[outlet]: n for outlet, n in on_story.items()} for on_story in coverage],
        "claims": _claim_columns(claims, drawn=network.number_of_edges(), places=places),
        "assertions": _assertion_columns(rows, articles),
        "looks": [
            {"name": look.name, "shape": look.shape, "light": look.light, "dark": look.dark, "hollow": look.hollow}
            for look in LOOKS
        ],
        "themes": themes(),
    }
    return Blocks(data=_json(data), told=_json(_told(rows, articles, places)))


def _claims(network: nx.MultiDiGraph, styled: nx.MultiDiGraph) -> list[_Drawn]:
    """Return the claims that are edges, by number, then those that are none."""
    number = {key: node for node, key in styled.nodes(data="key")}
    bend_by_edge = {edge["id"]: edge["bend"] for _, _, edge in styled.edges(data=True)}
    drawn = [
        _Drawn(
            edge["claim"],
            number[str(source)],
            number[str(target)],
            edge["predicate"],
            edge["polarity"] == "negative",
            _clause(edge["assertions"]),
            bend_by_edge[i],
            edge["assertions"],
        )
        for i, (source, target, _, edge) in enumerate(edges_in_order(network))
    ]
    return drawn + [_lone(claim, number) for claim in network.graph["lone"]]


def _lone(claim: LoneClaim, number: Mapping[str, int]) -> _Drawn:
    source = -1 if claim.node is None else number[claim.node]
    negative = claim.polarity == "negative"
    return _Drawn(claim.claim, source, -1, claim.predicate, negative, claim.object, 0, claim.assertions)


def _node_columns(nodes: list[dict[str, Any]], *, base: str | None) -> dict[str, object]:
    columns: dict[str, object] = {name: [node[name] for node in nodes] for name in ("name", "kind", "size", "x", "y")}
    columns["caption"] = {i: node["label"] for i, node in enumerate(nodes) if node["label"] != node["name"]}
    if base is None:
        return columns
    return columns | {"key": [_short(node["key"], base) for node in nodes]}


def _short(key: str, base: str) -> str:
    """Return a node's key without the base; a value has none."""
    return unquote(key.removeprefix(base)) if key.startswith(base) else key


def _ranked_outlets(rows: list[ClaimRow], coverage: list[Counter[str]]) -> list[str]:
    """Return the outlets with most assertions first, and at last those that only have articles on the stories."""
    said = Counter(row.outlet for row in rows)
    silent = {outlet for on_story in coverage for outlet in on_story} - said.keys()
    return sorted(said, key=lambda outlet: (-said[outlet], outlet)) + sorted(silent)


def _coverage(
    articles: list[ClaimRow], stories: Mapping[tuple[str, str], str]
) -> tuple[dict[tuple[str, str], int], list[Counter[str]]]:
    """Return the number of each article's story, and by story how many articles each outlet has on it."""
    told = {(article.outlet, article.article) for article in articles}
    number = {story: i for i, story in enumerate(sorted({stories[article] for article in told if article in stories}))}
    coverage: list[Counter[str]] = [Counter() for _ in number]
    for (outlet, _), story in sorted(stories.items()):
        if story in number:
            coverage[number[story]][outlet] += 1
    return {article: number[stories[article]] for article in told if article in stories}, coverage


def _claim_columns(claims: list[_Drawn], *, drawn: int, places: Mapping[str, Places] | None) -> dict[str, object]:
    columns: dict[str, object] = {
        "drawn": drawn,
        "source": [claim.source for claim in claims],
        "target": [claim.target for claim in claims],
        "count": [len(claim.rows) for claim in claims],
        "predicate": _column(claim.predicate for claim in claims),
        "negative": [i for i, claim in enumerate(claims) if claim.negative],
        "words": {i: claim.words for i, claim in enumerate(claims) if claim.words is not None},
        "bend": {i: claim.bend for i, claim in enumerate(claims) if claim.bend},
        "denial": _denials(claims),
    }
    if places is None:
        return columns
    return columns | {
        "key": [f"{'-' if claim.negative else '+'}{claim.claim}" for claim in claims],
        "address": [places[claim.rows[0].assertion].claim for claim in claims],
    }


def _denials(claims: list[_Drawn]) -> dict[int, int]:
    """Return by the number of a claim that some assert the number of its denial by others."""
    denied = {claim.claim: i for i, claim in enumerate(claims) if claim.negative}
    return {i: denied[claim.claim] for i, claim in enumerate(claims) if not claim.negative and claim.claim in denied}


def _assertion_columns(rows: list[ClaimRow], articles: list[ClaimRow]) -> dict[str, object]:
    number = {(article.outlet, article.article): i for i, article in enumerate(articles)}
    return {
        "article": [number[row.outlet, row.article] for row in rows],
        "voice": _column(row.voice for row in rows),
        "certainty": _column(row.certainty for row in rows),
    }


def _told(rows: list[ClaimRow], articles: list[ClaimRow], places: Mapping[str, Places] | None) -> dict[str, object]:
    marks = [_mark(row) for row in rows]
    told: dict[str, Any] = {
        "sentence": _column(row.sentence for row in rows),
        "speakers": _column(row.speakers or ((row.speaker,) if row.speaker else None) for row in rows),
        "arguments": _column(_arguments(row) for row in rows),
        **{name: _column(getattr(row, name) for row in rows) for name in _TOLD},
    }
    if places is not None:
        told["address"] = _column(places[row.assertion].assertion for row in rows)
    return {
        "start": [mark[0] for mark in marks],
        "end": [mark[1] for mark in marks],
        "assertions": {name: column for name, column in told.items() if column["values"]},
        "articles": {
            "title": _column(article.title for article in articles),
            "url": _column(safe_url(article.url) for article in articles),
        },
    }


def _column(values: Iterable[object]) -> dict[str, list[Any]]:
    """Write each value once and point to it by number; -1 is none."""
    number: dict[object, int] = {}
    at = [-1 if value is None else number.setdefault(value, len(number)) for value in values]
    return {"values": list(number), "at": at}


def _clause(rows: tuple[ClaimRow, ...]) -> str | None:
    """Return the words of the object where it is a clause: the edge points to what it is about, which says less."""
    return next((row.object for row in rows if row.object and "/claim/" in (row.object_iri or "")), None)


def _arguments(row: ClaimRow) -> tuple[str, ...] | None:
    return tuple(f"{a.get('role') or ''} {a.get('text') or ''}".strip() for a in row.arguments) or None


def _mark(row: ClaimRow) -> tuple[int, int]:
    """Return where the claim stands in its sentence, in code points; (-1, -1) where that is not known."""
    if row.sentence_start is None:
        return -1, -1
    start, end = row.start - row.sentence_start, row.end - row.sentence_start
    return (start, end) if 0 <= start < end <= len(row.sentence) else (-1, -1)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
