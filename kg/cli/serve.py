"""`kg serve`: the graph's entities as a reconciliation service on this machine."""

import socket
from contextlib import suppress
from typing import Annotated

import typer

from kg.cli.arguments import GraphPath
from kg.errors import MissingExtra, WrongParameter

HERE = frozenset({"127.0.0.1", "localhost"})
"""Addresses at which this machine alone can ask."""


def serve(
    graph: GraphPath,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 8310,
    host: Annotated[str, typer.Option(help="The address to listen at; by default this machine alone can ask.")] = (
        "127.0.0.1"
    ),
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help="Let web pages of this origin ask (CORS); OpenRefine needs none."),
    ] = None,
) -> None:
    """Offer the graph's entities at /reconcile (W3C Reconciliation API 0.2), for OpenRefine and kg reconcile."""
    try:
        import uvicorn

        from kg.web.app import create_app
    except ImportError as error:
        raise MissingExtra(error.name or "fastapi", "serve") from error
    app = create_app(graph, origins=allow_origin or (), hosts=() if host in HERE else ["*"])
    with _listen(host, port) as listener:
        address = f"[{host}]" if ":" in host else host
        where = f"http://{address}:{listener.getsockname()[1]}/reconcile"
        typer.echo(f"kg: {graph} is served at {where}; stop with Ctrl-C", err=True)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise WrongParameter(f"cannot listen at {host}, port {port}: {error.strerror or error}") from error
    return listener
