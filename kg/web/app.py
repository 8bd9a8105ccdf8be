"""The web application: routers over one graph, for this machine alone unless the user opens it."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from kg.store import GraphStore
from kg.web.entities import index_of
from kg.web.reconcile import reconcile_router

HOSTS = ("127.0.0.1", "localhost")
"""Names by which this machine is asked; any other comes from a page that was made to look as if it were here."""


def create_app(path: Path | str, *, origins: Sequence[str] = (), hosts: Sequence[str] = ()) -> FastAPI:
    """Return the application over a graph.

    Args:
        path: the graph's folder.
        origins: origins of web pages that may ask (CORS); none by default, for OpenRefine asks from its own server.
        hosts: further names under which the application may be asked.

    Raises:
        GraphNotFound: where there is no graph.
    """
    folder = Path(path)
    with GraphStore.open(folder) as graph:
        space = f"{graph.base}entity/"
    router = reconcile_router(index_of(folder), name=f"kg: {folder.name}", identifier_space=space)
    return assemble([router], origins=origins, hosts=hosts)


def assemble(routers: Sequence[APIRouter], *, origins: Sequence[str] = (), hosts: Sequence[str] = ()) -> FastAPI:
    """Return an application of routers, each a part of the workbench."""
    app = FastAPI(title="kg", version=version("kg"), docs_url=None, redoc_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*HOSTS, *hosts])
    if origins:
        app.add_middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"])
    for router in routers:
        app.include_router(router)
    return app
