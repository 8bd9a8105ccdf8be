"""A reconciliation service made of gold names and ids, in four dialects, for `tests.benchmarks.linking`."""

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from fastapi import FastAPI
from rapidfuzz import fuzz

from kg.web.index import Entry as Known
from kg.web.index import Index
from kg.web.reconcile import reconcile_router
from tests.web.serving import serving

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
DIALECTS = ("kg", *HANDLERS)


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
    index = Index([Known(id=one.id, name=one.names[0], names=one.names) for one in entries])
    router = reconcile_router(lambda: index, name="News-Fair", identifier_space=SPACE)
    app = FastAPI()
    app.include_router(router)
    with serving(app) as address:
        yield f"{address}/reconcile"


def serve(entries: Sequence[Entry], dialect: str) -> AbstractContextManager[str]:
    """Serve entries in a dialect; the context is the service's URL."""
    by_hand = HANDLERS.get(dialect)
    return serving_by_hand(entries, by_hand) if by_hand else serving_kg(entries)
