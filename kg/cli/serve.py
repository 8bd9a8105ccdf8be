"""`kg serve`: the graph's entities as a reconciliation service on this machine."""

from typing import Annotated

import typer

from kg.cli.arguments import GraphPath
from kg.errors import MissingExtra


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
    app = create_app(graph, origins=allow_origin or (), hosts=[host])
    typer.echo(f"kg: {graph} is served at http://{host}:{port}/reconcile; stop with Ctrl-C", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning")
