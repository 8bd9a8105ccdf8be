"""`kg serve`: the workbench and the SPARQL endpoint of a graph, on this machine."""

import socket
import sys
import webbrowser
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.arguments import AskedGraph
from kg.cli.progress import counting
from kg.cli.remote import keep_fresh, located, shown, written
from kg.errors import MissingExtra, WrongParameter
from kg.settings import Settings
from kg.store import GraphStore
from kg.store.outdated import refuse_outdated

if TYPE_CHECKING:
    from fastapi import FastAPI

    from kg.web.reading import FlatReader

HERE = frozenset({"127.0.0.1", "localhost", "::1"})
"""Addresses at which this machine alone can ask."""
ADDRESSES = "<address>"
MEGABYTE = 1024 * 1024


class DefaultGraph(StrEnum):
    """What a query asks that names no graph."""

    UNION = "union"
    OWN = "own"


def serve(
    graph: AskedGraph,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 8310,
    host: Annotated[str, typer.Option(help="The address to listen at; by default this machine alone can ask.")] = (
        "127.0.0.1"
    ),
    open_browser: Annotated[bool, typer.Option("--open", help="Open the workbench in the browser.")] = False,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help="Let web pages of this origin ask (CORS); OpenRefine needs none."),
    ] = None,
    allow_update: Annotated[
        bool,
        typer.Option("--allow-update", help="Let programs that show the token change the graph, past its provenance."),
    ] = False,
    token_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A file with the token [default: KG_UPDATE_TOKEN, else one is made]."),
    ] = None,
    allow_service: Annotated[
        list[str] | None, typer.Option(metavar="IRI", help="An address that SERVICE may name; repeatable.")
    ] = None,
    default_graph: Annotated[
        DefaultGraph,
        typer.Option(help="What queries ask that name no graph: the union of all, or the one without a name."),
    ] = DefaultGraph.UNION,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that one query may take.")] = 10.0,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Queries that are worked on at a time.")] = 2,
    memory: Annotated[int, typer.Option(min=64, help="Megabytes that one query may take.")] = 2048,
    rows: Annotated[int, typer.Option(min=1, help="Rows that one answer may have.")] = 100_000,
) -> None:
    """Serve the workbench, and SPARQL 1.1 at /sparql, for this machine; reconciliation is at /reconcile."""
    try:
        import uvicorn  # noqa: F401 - said here, before anything is made

        from kg.web.app import Serving, create_app
        from kg.web.engine import Limits
        from kg.web.reading import FlatReader
    except ImportError as error:
        raise MissingExtra(error.name or "fastapi", "serve") from error
    folder = written(graph) if allow_update else located(graph)
    with GraphStore.open(folder) as store:
        refuse_outdated(store)
    limits = Limits(
        seconds=timeout, rows=rows, memory_bytes=memory * MEGABYTE, fast_workers=workers, slow_workers=workers
    )
    serving = Serving(
        origins=allow_origin or (),
        hosts=names_of(host),
        token=_token(token_file) if allow_update else None,
        services=allow_service or (),
        union_default=default_graph is DefaultGraph.UNION,
        limits=limits,
    )
    with _listen(host, port) as listener:
        reader = FlatReader(folder)
        app = create_app(folder, serving=serving, read_flat=reader)
        where = _address(host, listener)
        offers = f"SPARQL at {where}sparql, reconciliation at {where}reconcile"
        named = shown(graph)
        typer.echo(f"kg: {named} is served at {where} ({offers}); stop with Ctrl-C", err=True)
        _prepare(reader)
        if open_browser:
            webbrowser.open(where)
        with keep_fresh(graph):
            _run(app, listener)


def names_of(host: str) -> tuple[str, ...]:
    """Return the names under which this machine may be asked besides its own ones, where it listens at an address.

    Plain addresses are safe, since no name server can point them elsewhere.
    """
    if host in HERE:
        return ()
    own = socket.gethostname().lower()
    return (ADDRESSES, host.lower(), own, f"{own}.local")


def _token(path: Path | None) -> str:
    from kg.web.protocol.token import read_token

    token, is_new = read_token(path, environment=Settings().update_token)
    if is_new:
        typer.echo(f"kg: changes need this token, made for this run: {token}", err=True)
    return token


def _prepare(reader: "FlatReader") -> None:
    """Make the flat table behind the server's back, with a progress bar where somebody sees it."""
    progress = counting()
    task = progress.add_task("preparing the pages", total=None)
    progress.start()
    reader.prepare(
        on_progress=lambda done, total: progress.update(task, completed=done, total=total), on_end=progress.stop
    )


def _address(host: str, listener: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}/"


def _run(app: "FastAPI", listener: socket.socket) -> None:
    """Serve until Ctrl-C, and let that end in peace."""
    import uvicorn

    from kg.web.server import server_config

    server = uvicorn.Server(server_config(app))
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    if server.should_exit and not server.started:
        sys.exit(1)  # what went wrong has been said


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Where TCP is not named, asyncio does not switch off Nagle's algorithm, which costs 40 ms for each answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise WrongParameter(f"cannot listen at {host}, port {port}: {error.strerror or error}") from error
    return listener
