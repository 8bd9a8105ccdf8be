"""Graphs of the sample accounts, pushed to a stand-in server and copied back."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from kg.rdf import Run
from kg.rdf.claim_links import describe_says
from kg.records import Account
from kg.settings import Settings
from kg.store import GraphStore
from kg.store.remote.http import Client
from kg.store.remote.mirror import refresh_mirror
from kg.store.remote.push import PushReport, push_graph
from kg.store.remote.server import Server
from tests.store.remote.standin_server import URL, StandinServer

RUN = Run(version="0.1.0", model="test-pipeline 1.0", model_hash="sha256:0")


def write_graph(path: Path, accounts: Iterable[Account]) -> Path:
    """Write accounts into a graph, with links between their claims."""
    accounts = list(accounts)
    with GraphStore.create(path) as graph:
        for account in accounts:
            graph.add(account, run=RUN)
        graph.flush()
        said = {found.key: found.claim.key for account in accounts for found in account.assertions}
        graph.replace_links(describe_says(said, identifiers=graph.identifiers))
    return path


def connected(standin: StandinServer, *, attempts: int = 6) -> Server:
    """Return the server as a client sees it; waits are noted and not waited."""
    client = Client(URL, transport=standin, attempts=attempts, wait=standin.waited.append)
    return Server.connect(URL, settings=Settings(), client=client)


def push(standin: StandinServer, path: Path, **options: bool) -> PushReport:
    """Push a graph once."""
    with connected(standin) as server:
        return push_graph(path, server, **options)


def mirrored(standin: StandinServer, cache: Path) -> Path:
    """Return the folder of the copy."""
    with connected(standin) as server:
        return refresh_mirror(server, settings=Settings(cache=str(cache)))


def exported(path: Path) -> bytes:
    """Return all quads of a graph, sorted."""
    output = BytesIO()
    with GraphStore.open(path) as graph:
        graph.export(output)
    return output.getvalue()


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the lines of every table of articles.sqlite."""
    with GraphStore.open(path) as graph:
        db = graph.tables.connection
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(map(repr, db.execute(f"SELECT * FROM {name}"))) for name in names}


def quads_there(standin: StandinServer) -> set[str]:
    """Return the quads on the server besides those that kg keeps for itself."""
    own = ("/graph/ledger", "/graph/packs")
    return {str(quad) for quad in standin.store if not quad.graph_name.value.endswith(own)}


def quads_here(path: Path) -> set[str]:
    """Return the quads of a graph."""
    with GraphStore.open(path) as graph:
        return {str(quad) for quad in graph.quads()}
