"""Score linking to an authority: News-Fair's names and Wikidata ids, served by a reconciliation service of ours.

usage: python -m tests.benchmarks.linking [--graph GRAPH] [--dialect kg|plain|label|sloppy] [--errors] [--out JSON]

A service on a free port of this machine knows each id of the gold by the names that the gold's texts have for it, and
as many namesakes that are in no text (another first name before the same last one, and the like). The 40 articles are
built, reconciled with the service, and each gold mention with an id is looked up:

found      a mention of `kg` overlaps it (the one that overlaps it best counts)
right      the entity of that mention, or the canonical one, is linked to the gold's id
precision  right of the gold's names, with id or without, whose mention is linked; `strict` also counts as wrong what
           is linked inside the annotated span without overlapping any gold mention (pronouns left out)
recall     right of all names with an id

Dialects of the service: `kg` is what `kg serve` offers, over the gold; `plain` knows only equal names, ignoring case,
and says neither type nor match; `label` does too, but always answers a thing's first name, certain where it is alone;
`sloppy` scores shared words and is certain of whatever comes first with 80 points or more.
"""

import argparse
import json
import shutil
import sqlite3
import tempfile
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from rapidfuzz import fuzz

from kg.build import build_graph
from kg.lexicon.pronouns import empty_words, personal_pronouns
from kg.rdf.authorities import AUTHORITY_SAME_AS
from kg.rdf.decisions import SAME_AS
from kg.reconcile import Service, reconcile_graph
from kg.settings import Settings
from kg.store import GraphStore
from tests.benchmarks.articles import read_rows

DEFAULT = Path("../shared/corpora/newsfair/dev.jsonl.gz")
SPACE = "http://www.wikidata.org/entity/"


@dataclass(frozen=True)
class Entry:
    """A thing that the service knows."""

    id: str
    names: tuple[str, ...]


def gold_entries(rows: Sequence[dict[str, Any]], *, named_only: bool) -> list[Entry]:
    """Return one entry for each id, its names the most frequent first."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for start, end, identifier, kind in row["entities"]:
            if identifier and identifier.startswith("Q") and (kind == "named" or not named_only):
                names[identifier][" ".join(row["text"][start:end].split())] += 1
    return [Entry(one, tuple(name for name, _ in found.most_common())) for one, found in sorted(names.items())]


def distractors(entries: Sequence[Entry]) -> list[Entry]:
    """Return as many namesakes: the words of one name with those of another."""
    words = [entry.names[0].split() for entry in entries]
    found = []
    for n, own in enumerate(words):
        other = words[(n * 7 + 3) % len(words)]
        name = f"{other[0]} {own[-1]}" if len(own) > 1 else f"{own[0]} {other[-1]}"
        if name.split() not in words:
            found.append(Entry(f"Q9{n:08d}", (name,)))
    return found


class _Plain(BaseHTTPRequestHandler):
    """A service that knows equal names only, and gives neither types nor matches."""

    entries: Sequence[Entry] = ()

    def do_GET(self) -> None:
        self._answer({"name": "plain", "identifierSpace": SPACE, "schemaSpace": "http://www.w3.org/2002/07/owl#Thing"})

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        queries = json.loads(form["queries"][0])
        self._answer({key: {"result": self._candidates(query["query"])} for key, query in queries.items()})

    def _candidates(self, name: str) -> list[dict[str, Any]]:
        return [
            {"id": entry.id, "name": known, "score": 100}
            for entry in self.entries
            for known in entry.names
            if known.lower() == name.lower()
        ]

    def _answer(self, data: Any) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class _Label(_Plain):
    """A service that finds things by any name and answers the first one."""

    def _candidates(self, name: str) -> list[dict[str, Any]]:
        found = [entry for entry in self.entries if name.lower() in map(str.lower, entry.names)]
        return [
            {"id": entry.id, "name": entry.names[0], "score": 100, "match": len(found) == 1, "type": []}
            for entry in found
        ]


class _Sloppy(_Plain):
    """A service that is content with shared words."""

    def _candidates(self, name: str) -> list[dict[str, Any]]:
        scored = [
            (max(fuzz.token_set_ratio(name.lower(), known.lower()) for known in entry.names), entry)
            for entry in self.entries
        ]
        best = sorted(scored, key=lambda pair: (-pair[0], pair[1].id))[:5]
        return [
            {"id": entry.id, "name": entry.names[0], "score": points, "match": n == 0 and points >= 80}
            for n, (points, entry) in enumerate(best)
        ]


HANDLERS = {"plain": _Plain, "label": _Label, "sloppy": _Sloppy}


@contextmanager
def serving_by_hand(entries: Sequence[Entry], kind: type[_Plain]) -> Iterator[str]:
    """Serve entries by a server of a few lines."""
    handler = type(kind.__name__, (kind,), {"entries": entries})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def serving_kg(entries: Sequence[Entry]) -> Iterator[str]:
    """Serve entries as `kg serve` serves those of a graph."""
    from kg.web.app import assemble
    from kg.web.index import Entry as Known
    from kg.web.index import Index
    from kg.web.reconcile import reconcile_router
    from tests.web.serving import serving

    index = Index([Known(id=one.id, name=one.names[0], names=one.names) for one in entries])
    router = reconcile_router(lambda: index, name="News-Fair", identifier_space=SPACE)
    with serving(assemble([router])) as address:
        yield f"{address}/reconcile"


def score(rows: Sequence[dict[str, Any]], graph_path: Path, *, errors: bool = False) -> dict[str, float]:
    """Score the links of a graph against the gold."""
    links = _links(graph_path)
    mentions = _mentions(graph_path)
    count: Counter[str] = Counter()
    for row in rows:
        found = mentions[row["id"]]
        named = [entity for entity in row["entities"] if entity[3] == "named"]
        for start, end, identifier, _ in named:
            best = max(found, key=lambda one: _overlap(one, start, end), default=None)
            if best is None or not _overlap(best, start, end):
                best = None
            linked = links.get(best[2], frozenset()) if best else frozenset()
            count["with id"] += identifier is not None
            count["found"] += best is not None and identifier is not None
            count["linked"] += bool(linked)
            count["right"] += identifier in linked
            if errors and (linked or identifier) and identifier not in linked:
                here = row["text"][best[0] : best[1]] if best else None
                print(f"{row['text'][start:end]!r} {identifier} | {here!r} {best[2] if best else ''} {set(linked)}")
        count["outside"] += sum(_is_outside(one, row, links) for one in found)
    return _figures(count)


def _figures(count: Counter[str]) -> dict[str, float]:
    def rate(part: float, whole: float) -> float:
        return 100 * part / whole if whole else 0.0

    def f1(precision: float, recall: float) -> float:
        return rate(2 * precision * recall / 100, precision + recall)

    precision, recall = rate(count["right"], count["linked"]), rate(count["right"], count["with id"])
    strict = rate(count["right"], count["linked"] + count["outside"])
    return {
        "names with an id": count["with id"],
        "found": count["found"],
        "linked": count["linked"],
        "right": count["right"],
        "precision": precision,
        "recall": recall,
        "F1": f1(precision, recall),
        "strict precision": strict,
        "strict F1": f1(strict, recall),
    }


def _overlap(mention: tuple[int, int, str, bool], start: int, end: int) -> float:
    """Return the overlap of two spans as a share of both together."""
    shared = min(mention[1], end) - max(mention[0], start)
    return shared / (max(mention[1], end) - min(mention[0], start)) if shared > 0 else 0.0


def _is_outside(mention: tuple[int, int, str, bool], row: dict[str, Any], links: dict[str, frozenset[str]]) -> bool:
    first, last = row["annotated"]
    start, end, iri, is_name = mention
    is_gold = any(_overlap(mention, gold[0], gold[1]) for gold in row["entities"])
    return is_name and first <= start and end <= last and not is_gold and bool(links.get(iri))


def _links(graph_path: Path) -> dict[str, frozenset[str]]:
    """Return the ids that each entity, or the canonical one of its cluster, is linked to."""
    found: dict[str, set[str]] = defaultdict(set)
    canonical = {}
    with GraphStore.open(graph_path) as graph:
        entities = graph.identifiers.graph("entities")
        for quad in graph.store.quads_for_pattern(None, AUTHORITY_SAME_AS, None, entities):
            found[quad.subject.value].add(quad.object.value.rsplit("/", 1)[-1])
        for quad in graph.store.quads_for_pattern(None, SAME_AS, None, entities):
            canonical[quad.subject.value] = quad.object.value
    return {iri: frozenset(found[canonical.get(iri, iri)]) for iri in {*found, *canonical}}


def _mentions(graph_path: Path) -> dict[str, list[tuple[int, int, str, bool]]]:
    """Return each article's mentions of entities: start, end, IRI, whether it is written like a name."""
    found = defaultdict(list)
    db = sqlite3.connect(f"{(graph_path / 'articles.sqlite').absolute().as_uri()}?mode=ro", uri=True)
    query = "SELECT a.id, m.start, m.end, m.iri, a.text FROM mentions m JOIN articles a ON a.key = m.article"
    for article, start, end, iri, text in db.execute(f"{query} WHERE m.kind = 'entity'"):
        words = text[start:end]
        is_name = any(char.isupper() for char in words) and len(words) > 1 and words.split()[0].lower() not in PRONOUNS
        found[article].append((start, end, iri, is_name))
    db.close()
    return found


PRONOUNS = personal_pronouns() | empty_words()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=DEFAULT)
    parser.add_argument("--graph", type=Path, help="a graph of the articles that is there already; it is not changed")
    parser.add_argument("--dialect", choices=["kg", *HANDLERS], default="kg")
    parser.add_argument("--all-ids", action="store_true", help="serve what the gold ignores (offices, trades) too")
    parser.add_argument("--errors", action="store_true", help="print what is missed or wrong")
    parser.add_argument("--out", type=Path, help="also write the figures as JSON")
    args = parser.parse_args()
    rows = list(read_rows(args.articles))
    entries = gold_entries(rows, named_only=not args.all_ids)
    entries += distractors(entries)
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "news.kg"
        if args.graph:
            shutil.copytree(args.graph, graph)
        else:
            build_graph([args.articles], graph, settings=Settings(jobs=1))
        by_hand = HANDLERS.get(args.dialect)
        with serving_by_hand(entries, by_hand) if by_hand else serving_kg(entries) as url:
            reconcile_graph(graph, Service.connect(url))
        figures = score(rows, graph, errors=args.errors)
    for name, value in figures.items():
        print(f"{name:18} {value:8.1f}")
    if args.out:
        args.out.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
