"""A reconciliation service of a few lines on a free port, with the habits and failures that real ones have."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

MANIFEST = {
    "versions": ["0.1", "0.2"],
    "name": "Harbour authority",
    "identifierSpace": "http://authority.example/id/",
    "schemaSpace": "http://authority.example/schema/",
}
NAMES = {
    "H1": ("Norland", "country"),
    "H2": ("Sudria", "country"),
    "H3": ("Ana Reyes", "human"),
    "H4": ("Tomas Berg", "human"),
    "H5": ("Port Ellis", "city"),
    "H6": ("Port Ellis", "city"),
}


def candidates(query, *, make_id=lambda key: key):
    """Return what has the queried name, ignoring case."""
    found = [key for key, (name, _) in NAMES.items() if name.lower() == query["query"].lower()]
    return [
        {
            "id": make_id(key),
            "name": NAMES[key][0],
            "score": 100,
            "match": len(found) == 1,
            "type": [{"id": NAMES[key][1], "name": NAMES[key][1]}],
        }
        for key in found
    ]


class Hand:
    """What the service does, and what it was asked.

    Args:
        manifest: what it answers without parameters.
        answer: makes the candidates of a query.
        trouble: (requests so far, batch) → (status, headers, body) instead of an answer, or None.
        only_get: whether forms are refused.
    """

    def __init__(
        self,
        *,
        manifest: object = MANIFEST,
        answer: Callable[..., object] = candidates,
        trouble: Callable[..., tuple[int, dict[str, str], bytes] | None] = lambda n, batch: None,
        only_get: bool = False,
    ) -> None:
        self.manifest, self.answer, self.trouble, self.only_get = manifest, answer, trouble, only_get
        self.batches: list[dict] = []
        self.methods: list[str] = []
        self.url = ""

    @property
    def names(self) -> list[str]:
        return [query["query"] for batch in self.batches for query in batch.values()]

    def respond(self, method, query_string):
        fields = parse_qs(query_string)
        if "queries" not in fields:
            return (405, {}, b"") if method == "POST" else (200, {}, json.dumps(self.manifest).encode())
        if method == "POST" and self.only_get:
            return 405, {}, b"no forms here"
        batch = json.loads(fields["queries"][0])
        failed = self.trouble(len(self.batches), batch)
        self.batches.append(batch)
        self.methods.append(method)
        if failed is not None:
            return failed
        return 200, {}, json.dumps({key: {"result": self.answer(query)} for key, query in batch.items()}).encode()


@contextmanager
def serving_by_hand(hand: Hand) -> Iterator[Hand]:
    """Serve; the hand knows its `url` and what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.reply(*hand.respond("GET", urlsplit(self.path).query))

        def do_POST(self):
            length = int(self.headers["Content-Length"])
            self.reply(*hand.respond("POST", self.rfile.read(length).decode()))

        def reply(self, status, headers, body):
            time.sleep(float(headers.pop("X-Wait", 0)))
            try:
                self.send_response(status)
                for name, value in (
                    {"Content-Type": "application/json", "Content-Length": str(len(body))} | headers
                ).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # the client has given up

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    hand.url = f"http://127.0.0.1:{server.server_port}/api"
    try:
        yield hand
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
