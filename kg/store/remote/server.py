"""A SPARQL 1.1 server: asked by the Protocol, written to by the Graph Store Protocol or by updates."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from pyoxigraph import NamedNode

from kg.errors import ServerCannot, ServerFailed, ServerRefused
from kg.settings import Settings
from kg.store.remote.address import Address, find_address, split_url
from kg.store.remote.authentication import Credentials
from kg.store.remote.http import Client

JSON = "application/sparql-results+json"
TRIPLES = "application/n-triples"
NO_GRAPHS = frozenset({400, 404, 405, 406, 415, 501})
"""Statuses of a server that takes no whole graphs at an address, or not in this way."""
CANNOT = frozenset({400, 500, 501})
"""Statuses of a server that cannot run a query."""
CUT_OFF = "x-sparql-maxrows"
"""Virtuoso's header that tells that an answer has not all its rows."""

Row = dict[str, str]


class Server:
    """One server. It is a context manager that closes its connections.

    Args:
        address: where it is asked and written to.
        client: speaks with it.
    """

    def __init__(self, address: Address, client: Client) -> None:
        self.address, self.limits = address, address.preset.limits
        self.url = address.url
        self._client = client
        client.lasting = re.compile(address.preset.lasting)
        self._takes_graphs = address.graphs is not None

    @classmethod
    def connect(
        cls,
        given: str,
        *,
        settings: Settings | None = None,
        user: str | None = None,
        password: str | None = None,
        client: Client | None = None,
    ) -> Self:
        """Find out what stands behind a URL.

        Args:
            given: where it is asked; a user and password in it are used and not printed.
            settings: who asks, and where updates and graphs go if kg does not find it.
            user: who asks, before what the settings say.
            password: of that user.
            client: speaks with it; by default over the network.

        Raises:
            ServerFailed: where no SPARQL server answers.
            ServerRefused: where it does not let this user in.
        """
        settings = settings or Settings()
        url, named, known = split_url(given)
        credentials = Credentials(
            user=user or named or settings.store_user,
            password=password or known or settings.store_password,
            token=None if user or named else settings.store_token,
        )
        client = client or Client(url, credentials=credentials, timeout=settings.store_timeout)
        url, software = _find_endpoint(client, url)
        return cls(find_address(url, software=software, settings=settings), client)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    # Asking

    def answer(self, query: str, *, accept: str) -> bytes:
        """Return the answer to a query in one format.

        Raises:
            ServerFailed: where there is none, or not a whole one.
        """
        try:
            answer = ask(self._client, self.url, query, accept=accept)
        except ServerRefused:
            raise
        except ServerFailed as error:
            if error.status in CANNOT:
                raise ServerCannot(self.url, error.reason, status=error.status) from error
            raise
        if CUT_OFF in answer.headers:
            n_rows = answer.headers[CUT_OFF]
            raise ServerFailed(
                self.url,
                f"the server gives at most {n_rows} rows and left the others out; ask with LIMIT and OFFSET, "
                "or let its owner raise the limit",
            )
        return answer.content

    def select(self, query: str) -> list[Row]:
        """Return the rows of an answer: the values of the variables that have one."""
        found = json.loads(ask(self._client, self.url, query, accept=JSON).content)
        return [{name: term["value"] for name, term in row.items()} for row in found["results"]["bindings"]]

    def count(self, graphs: Sequence[str]) -> dict[str, int]:
        """Return how many triples each of some graphs has."""
        if not graphs:
            return {}
        named = " ".join(str(NamedNode(graph)) for graph in graphs)
        rows = self.select(
            f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {named} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
        )
        counted = {row["g"]: int(row["n"]) for row in rows if "g" in row}
        return {graph: counted.get(graph, 0) for graph in graphs}

    # Writing

    def update(self, text: str) -> None:
        """Make an update."""
        headers = {"Content-Type": "application/sparql-update", "Accept": f"{JSON}, */*;q=0.5"}
        self._client.send("POST", self.address.update, read=_nothing, content=text.encode(), headers=headers)

    def put(self, graph: str, lines: Sequence[bytes]) -> None:
        """Replace a graph by N-Triples."""
        if not lines:
            self.drop([graph])
            return
        batches = list(self._batches(lines))
        if self._takes_graphs and self._send_graph("PUT", graph, batches[0]):
            for batch in batches[1:]:
                self._send_graph("POST", graph, batch)
            return
        before = f"DROP SILENT GRAPH {NamedNode(graph)} ;\n"
        for batch in self._batches(lines):
            self.update(f"{before}{_data('INSERT', graph, batch)}")
            before = ""

    def add(self, graph: str, lines: Sequence[bytes]) -> None:
        """Add N-Triples to a graph."""
        for batch in self._batches(lines):
            if self._takes_graphs and self._send_graph("POST", graph, batch):
                continue
            for part in self._batches(batch):
                self.update(_data("INSERT", graph, part))

    def remove(self, graph: str, lines: Sequence[bytes]) -> None:
        """Remove N-Triples from a graph."""
        for batch in _cut(lines, n=self.limits.triples, size=self.limits.bytes):
            self.update(_data("DELETE", graph, batch))

    def drop(self, graphs: Iterable[str]) -> None:
        """Remove whole graphs."""
        steps = [f"DROP SILENT GRAPH {NamedNode(graph)}" for graph in graphs]
        for start in range(0, len(steps), 100):
            self.update(" ;\n".join(steps[start : start + 100]))

    def _batches(self, lines: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
        """Cut what is sent to what one request may have."""
        if self._takes_graphs:
            return _cut(lines, n=1_000_000, size=self.limits.graph_bytes)
        return _cut(lines, n=self.limits.triples, size=self.limits.bytes)

    def _send_graph(self, method: str, graph: str, lines: Sequence[bytes]) -> bool:
        """Send a graph, and tell whether the server takes graphs at all; where it does not, updates must do."""
        address = self.address.graphs
        if address is None:
            return False
        try:
            self._client.send(
                method,
                address,
                read=_nothing,
                content=b"".join(lines),
                params={"graph": graph},
                headers={"Content-Type": TRIPLES},
            )
        except ServerRefused:
            # It may be this place alone that is closed: a user who may make updates needs no other.
            self._takes_graphs = False
        except ServerFailed as error:
            if error.status not in NO_GRAPHS:
                raise
            self._takes_graphs = False
        return self._takes_graphs


def _find_endpoint(client: Client, url: str) -> tuple[str, str]:
    """Return where a server is asked and its Server header; of a server's root it is looked for below."""
    is_root = urlsplit(url).path in ("", "/")
    for place in [url, *([urljoin(url, "/sparql"), urljoin(url, "/query")] if is_root else [])]:
        try:
            answer = ask(client, place, "ASK {}", accept=JSON, attempts=1 if is_root else 3)
        except ServerFailed as error:
            if not is_root or error.status not in (None, 404, 405):
                raise
            failure = error
        else:
            return place, answer.headers.get("server", "")
    raise failure


def ask(client: Client, url: str, query: str, *, accept: str, attempts: int | None = None) -> httpx.Response:
    """Ask by POST, which knows no longest address (SPARQL 1.1 Protocol, 2.1.2)."""
    body = httpx.QueryParams({"query": query})
    headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
    read = _json_whole if accept == JSON else _whole
    return client.send("POST", url, read=read, content=str(body).encode(), headers=headers, attempts=attempts)


def _json_whole(response: httpx.Response) -> httpx.Response:
    """Return an answer that is JSON to its end."""
    found = response.json()
    if not isinstance(found, Mapping) or "head" not in found:
        raise ValueError("no SPARQL results")
    return response


def _whole(response: httpx.Response) -> httpx.Response:
    return response


def _nothing(_: httpx.Response) -> None:
    return None


def _data(what: str, graph: str, lines: Sequence[bytes]) -> str:
    return f"{what} DATA {{ GRAPH {NamedNode(graph)} {{\n{b''.join(lines).decode()}}} }}"


def _cut(lines: Sequence[bytes], *, n: int, size: int) -> Iterator[Sequence[bytes]]:
    """Cut lines into batches of at most so many lines and, where a line alone is not longer, so many bytes."""
    batch: list[bytes] = []
    taken = 0
    for line in lines:
        if batch and (len(batch) >= n or taken + len(line) > size):
            yield batch
            batch, taken = [], 0
        batch.append(line)
        taken += len(line)
    if batch:
        yield batch
