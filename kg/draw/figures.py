"""What the page draws and lists, as plain data."""

import calendar
import json
import textwrap
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import networkx as nx

from kg.draw.network import LeftOut
from kg.draw.palette import LOOKS, look_of, themes
from kg.records import ClaimRow

LINE, LINES = 22, 3
"""Characters in a line of a node's caption, and lines."""
BEND, WIDEST_BEND = 0.17, 0.85
"""How much further each edge of a pair bends than its neighbour, and how far the outermost may go."""


def styled_graph(network: nx.MultiDiGraph, positions: Mapping[Hashable, tuple[int, int]]) -> nx.MultiDiGraph:
    """Return the graph as pyvis takes it: nodes and edges by number, what vis-network needs as attributes.

    The most spoken of node comes first, and so do the edges of most outlets: the order in which labels find room.
    """
    ordered = sorted(network.nodes, key=lambda node: (-network.nodes[node]["assertions"], str(node)))
    number = {node: i for i, node in enumerate(ordered)}
    styled = nx.MultiDiGraph()
    for node, i in number.items():
        styled.add_node(i, key=str(node), **_node(network.nodes[node], positions[node]))
    bends = _bends(network)
    for i, (source, target, key, edge) in enumerate(_edges(network)):
        styled.add_edge(
            number[source],
            number[target],
            id=i,
            weight=len(edge["outlets"]),
            bend=bends[source, target, key],
        )
    return styled


def page_data(network: nx.MultiDiGraph, nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> str:
    """Return all that the page's script reads, as JSON in ASCII.

    Args:
        network: as `build_network` makes it.
        nodes: as pyvis holds them, by number.
        edges: the same.
    """
    tables = _Tables(network)
    # pyvis lists edges by their source; a claim is found by the number of its edge.
    drawn = [
        tables.claim(edge["assertions"], edge, edge=i, words=_clause(edge["assertions"]))
        for i, (_, _, _, edge) in enumerate(_edges(network))
    ]
    number = {node["key"]: node["id"] for node in nodes}
    for (source, target, _, _), claim in zip(_edges(network), drawn, strict=True):
        claim.update(source=number[str(source)], target=number[str(target)])
    lone = [
        tables.claim(claim.assertions, {"predicate": claim.predicate, "polarity": claim.polarity}, words=claim.object)
        | {"source": number.get(claim.node)}
        for claim in network.graph["lone"]
    ]
    data = {
        "nodes": nodes,
        "edges": edges,
        "claims": drawn + lone,
        "outlets": tables.outlets,
        "articles": tables.articles,
        "sentences": tables.sentences,
        "looks": [
            {"name": look.name, "shape": look.shape, "light": look.light, "dark": look.dark, "hollow": look.hollow}
            for look in LOOKS
        ],
        "themes": themes(),
    }
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)


def standfirst(network: nx.MultiDiGraph) -> list[str]:
    """Return the sentences under the heading: how much is drawn, from when, and what is left out."""
    rows = list(_rows(network))
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


def safe_url(url: str | None) -> str | None:
    """Return an address that may be linked: http and https alone; scripts, data and files are refused."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


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


def _node(node: Mapping[str, Any], position: tuple[int, int]) -> dict[str, Any]:
    look = look_of(node["type"])
    return {
        "label": _caption(node["label"]),
        "name": node["label"],
        "kind": LOOKS.index(look),
        "shape": look.shape,
        "size": round(6 + 2.6 * min(node["assertions"], 60) ** 0.5),
        "said": node["assertions"],
        "x": position[0],
        "y": position[1],
    }


def _caption(label: str) -> str:
    lines = textwrap.wrap(" ".join(label.split()), LINE, max_lines=LINES, placeholder=" …")
    return "\n".join(lines) or "…"


def _edges(network: nx.MultiDiGraph) -> list[tuple[Hashable, Hashable, int, dict[str, Any]]]:
    """Return the edges, best carried first."""
    return sorted(
        network.edges(keys=True, data=True),
        key=lambda edge: (-len(edge[3]["outlets"]), -len(edge[3]["assertions"]), str(edge[:2]), edge[2]),
    )


def _bends(network: nx.MultiDiGraph) -> dict[tuple[Hashable, Hashable, int], float]:
    """Return how far each edge bends, so that no two of a pair lie on each other; the sign says to which side."""
    pairs: defaultdict[tuple[str, str], list[tuple[Hashable, Hashable, int]]] = defaultdict(list)
    for source, target, key in network.edges(keys=True):
        low, high = sorted((str(source), str(target)))
        pairs[low, high].append((source, target, key))
    bends = {}
    for (low, _), edges in pairs.items():
        step = min(BEND, 2 * WIDEST_BEND / max(len(edges) - 1, 1))
        for i, edge in enumerate(sorted(edges, key=str)):
            # The way back turns the other way, so that its own side is the same.
            side = 1 if str(edge[0]) == low else -1
            bends[edge] = round(side * step * (i - (len(edges) - 1) / 2), 3)
    return bends


def _rows(network: nx.MultiDiGraph) -> Iterable[ClaimRow]:
    for _, _, rows in network.edges(data="assertions"):
        yield from rows
    for claim in network.graph["lone"]:
        yield from claim.assertions


class _Tables:
    """Outlets, articles and sentences, each written once and pointed to by number."""

    def __init__(self, network: nx.MultiDiGraph) -> None:
        said = Counter(row.outlet for row in _rows(network))
        ranked = sorted(said.items(), key=lambda item: (-item[1], item[0]))
        self.outlets = [{"name": name, "said": n} for name, n in ranked]
        self.articles: list[dict[str, Any]] = []
        self.sentences: list[str] = []
        self._outlet = {name: i for i, (name, _) in enumerate(ranked)}
        self._article: dict[tuple[str, str], int] = {}
        self._sentence: dict[str, int] = {}

    def claim(
        self, rows: Iterable[ClaimRow], said: Mapping[str, Any], *, edge: int | None = None, words: str | None = None
    ) -> dict[str, Any]:
        """Return a claim with its assertions; what is null is left out."""
        claim = {
            "predicate": said["predicate"],
            "negative": said["polarity"] == "negative" or None,
            "edge": edge,
            "words": words,
            "assertions": [self._assertion(row) for row in rows],
        }
        return {name: value for name, value in claim.items() if value is not None}

    def _assertion(self, row: ClaimRow) -> dict[str, Any]:
        assertion = {
            "article": self._article_number(row),
            "sentence": self._sentence.setdefault(row.sentence, len(self._sentence)),
            "mark": _mark(row),
            "speakers": list(row.speakers) or ([row.speaker] if row.speaker else None),
            "cue": row.cue,
            "voice": row.voice,
            "certainty": row.certainty,
            "verdict": row.verdict,
            "tense": row.tense,
            "time": row.time,
            "place": row.place,
            "arguments": [f"{a.get('role') or ''} {a.get('text') or ''}".strip() for a in row.arguments] or None,
        }
        if len(self._sentence) > len(self.sentences):
            self.sentences.append(row.sentence)
        return {name: value for name, value in assertion.items() if value is not None}

    def _article_number(self, row: ClaimRow) -> int:
        key = (row.outlet, row.article)
        if key not in self._article:
            self._article[key] = len(self.articles)
            article = {
                "outlet": self._outlet[row.outlet],
                "published": row.published,
                "title": row.title,
                "url": safe_url(row.url),
            }
            self.articles.append({name: value for name, value in article.items() if value is not None})
        return self._article[key]


def _clause(rows: tuple[ClaimRow, ...]) -> str | None:
    """Return the words of the object where it is a clause: the edge points to what it is about, which says less."""
    return next((row.object for row in rows if row.object and "/claim/" in (row.object_iri or "")), None)


def _mark(row: ClaimRow) -> list[int] | None:
    """Return where the claim stands in its sentence, in code points, or None where that is not known."""
    if row.sentence_start is None:
        return None
    start, end = row.start - row.sentence_start, row.end - row.sentence_start
    return [start, end] if 0 <= start < end <= len(row.sentence) else None
