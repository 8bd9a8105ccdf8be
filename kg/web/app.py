"""The web application over one graph: guards in front, the endpoint, then the pages."""

from asyncio import create_task, to_thread
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.store import GraphStore
from kg.web.engine import Limits, Pool
from kg.web.entities import index_of
from kg.web.faults import add_faults
from kg.web.guards import Guards
from kg.web.heads import HeadAsGet
from kg.web.pages.routers import ROUTERS
from kg.web.protocol.census import Counter
from kg.web.protocol.dereference import Dereference
from kg.web.protocol.description import Description
from kg.web.protocol.graph_store import GraphStoreEndpoint
from kg.web.protocol.openapi import describe_api
from kg.web.protocol.sparql import Permissions, SparqlEndpoint
from kg.web.protocol.updating import ChangeLimits, Updater
from kg.web.reading import FlatReader
from kg.web.reconcile import reconcile_router
from kg.web.workbench import Workbench

if TYPE_CHECKING:
    from kg.flat import Flat

LARGEST_BODY, LARGEST_CHANGE = 4_000_000, 100_000_000
"""Bytes of a body; of one where graphs may be sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How a graph is served."""

    origins: Sequence[str] = ()
    """Origins of web pages that may ask (CORS); none by default, for OpenRefine asks from its own server."""
    hosts: Sequence[str] = ()
    """Further names under which the application may be asked; `*` for any."""
    token: str | None = None
    """What lets a program change the graph; None where it is served for reading."""
    services: Sequence[str] = ()
    """Addresses that SERVICE may name."""
    union_default: bool = True
    """Whether the default graph of a query is the union of all graphs."""
    limits: Limits | None = None
    """How much one question may take."""


def create_app(
    path: Path | str,
    *,
    serving: Serving | None = None,
    origins: Sequence[str] = (),
    hosts: Sequence[str] = (),
    read_flat: "Callable[[], Flat] | None" = None,
) -> FastAPI:
    """Return the application over a graph; its pool runs from its start to its end (ASGI lifespan).

    Args:
        path: the graph's folder.
        serving: how it is served.
        origins: short for `Serving(origins=…)`.
        hosts: short for `Serving(hosts=…)`.
        read_flat: returns the flat table; by default it is made when a page first needs it.

    Raises:
        GraphNotFound: where there is no graph.
    """
    folder, how = Path(path), serving or Serving(origins=origins, hosts=hosts)
    with GraphStore.open(folder) as graph:
        base = graph.base
    pool = Pool(folder, limits=how.limits, services=how.services)
    reader = read_flat or FlatReader(folder)
    workbench = Workbench(folder, reader, pool=pool)

    async def changed() -> None:
        await pool.refresh()
        if isinstance(reader, FlatReader):
            reader.look_again()

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        await pool.start()
        templates = create_task(to_thread(workbench.load_templates))
        try:
            yield
        finally:
            await templates
            await pool.close()
            if isinstance(reader, FlatReader):
                reader.close()

    app = FastAPI(title="kg", version=version("kg"), docs_url=None, redoc_url=None, lifespan=running)
    endpoints = _endpoints(pool, how, name=workbench.name, base=base, path=folder, changed=changed)
    app.router.routes[:0] = endpoints
    app.include_router(reconcile_router(index_of(folder), name=f"kg: {folder.name}", identifier_space=f"{base}entity/"))
    for make_router in ROUTERS:
        app.include_router(make_router(workbench))
    app.mount("/static", StaticFiles(packages=[("kg.web", "static")]))
    add_faults(app, workbench)
    describe_api(app, writing=how.token is not None)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Dereference, pool=pool, base=base, prefixes=pool.prefixes)
    app.add_middleware(Directly, routes=endpoints)
    app.add_middleware(
        Guards,
        hosts=how.hosts,
        origins=how.origins,
        largest_body=LARGEST_BODY if how.token is None else LARGEST_CHANGE,
    )
    return app


class Directly:
    """Takes what programs ask past every layer of the pages, each of which costs requests a second.

    Args:
        app: everything else.
        routes: of programs; those with parameters in their paths, or for some methods alone, take the long way.
    """

    def __init__(self, app: ASGIApp, *, routes: Sequence[Route]) -> None:
        self._app = app
        self._app_by_path = {
            route.path: route.app for route in routes if route.methods is None and "{" not in route.path
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        direct = self._app_by_path.get(scope["path"]) if scope["type"] == "http" else None
        await (direct or self._app)(scope, receive, send)


def _endpoints(
    pool: Pool, how: Serving, *, name: str, base: str, path: Path, changed: Callable[[], Awaitable[object]]
) -> list[Route]:
    """Return the routes of programs."""
    permissions = Permissions(token=how.token, services=tuple(how.services))
    updater = None
    if how.token is not None:
        limits = ChangeLimits() if how.limits is None else ChangeLimits.of(how.limits)
        updater = Updater(
            path, prefixes=dict(pool.prefixes), limits=limits, network=bool(how.services), changed=changed
        )
    description = Description(
        Counter(pool, prefixes=pool.prefixes),
        name=name,
        base=base,
        union_default=how.union_default,
        updates=updater is not None,
        services=bool(how.services),
    )
    sparql = SparqlEndpoint(
        pool,
        description,
        union_default=how.union_default,
        permissions=permissions,
        updater=updater,
        prefixes=pool.prefixes,
    )
    graphs = GraphStoreEndpoint(
        pool, union_default=how.union_default, permissions=permissions, updater=updater, prefixes=pool.prefixes
    )
    return [
        Route("/sparql", sparql),
        Route("/sparql/", sparql),
        Route("/graph-store", graphs),
        Route("/graph-store/{name:path}", graphs),
        Route("/.well-known/void", description.respond_void),
    ]
