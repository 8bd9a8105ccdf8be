"""Check that a server has all the quads that its ledger speaks of: programs may have changed them past kg."""

from collections.abc import Iterator

from kg.records import Place, Problem
from kg.settings import Settings
from kg.store.remote.ledger import Ledger
from kg.store.remote.mirror import find_root
from kg.store.remote.server import Server

AT_ONCE = 200
"""Graphs that are counted by one question."""


def check_server(server: Server, *, settings: Settings | None = None) -> Iterator[Problem]:
    """Yield a problem for each article whose graph on the server has not as many triples as were sent."""
    root = find_root(server, settings)
    entries = Ledger(server, root.base).entries().values()
    wanted = {f"{root.base}{entry.name}": entry.n_quads for entry in entries if entry.name.startswith("article/")}
    graphs = sorted(wanted)
    for start in range(0, len(graphs), AT_ONCE):
        for graph, n_found in server.count(graphs[start : start + AT_ONCE]).items():
            if n_found != wanted[graph]:
                message = (
                    f"the server has {n_found:,} triples of it, {wanted[graph]:,} were sent; kg push --anew mends it"
                )
                place = Place(path=server.url, article=graph.rpartition("/")[2])
                yield Problem(place=place, kind="server", message=message)
