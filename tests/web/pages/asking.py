"""The routes of a page over a real graph and its flat table, asked without a server."""

import asyncio
import gc
from contextlib import contextmanager
from shutil import copytree

import httpx
from fastapi import FastAPI

from kg.flat import open_flat
from kg.web.faults import add_faults
from kg.web.workbench import Workbench
from tests.web.pages.standing_in import PoolInProcess


class Pages:
    """Sends requests as a browser does.

    Attributes:
        path: the graph's folder.
        pool: answers queries in this process.
        flat: what the pages read.
    """

    def __init__(self, path, flat, route):
        self.path, self.flat, self.pool = path, flat, PoolInProcess(path)
        self.workbench = Workbench(path, lambda: self.flat, pool=self.pool)
        app = FastAPI()
        app.include_router(route(self.workbench))
        add_faults(app, self.workbench)
        self.app = app

    def get(self, address, *, accept="text/html", **params):
        return asyncio.run(self.send("GET", address, headers={"accept": accept}, params=params or None))

    def post(self, address, *, accept="text/html", files=None, referer=None, **fields):
        headers = {"accept": accept} | ({"referer": referer} if referer else {})
        return asyncio.run(self.send("POST", address, headers=headers, data=fields, files=files))

    async def send(self, method, address, **options):
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8310") as client:
            return await client.request(method, address, **options)


def prepare(graph_path, folder):
    """Return a copy of a graph with its flat table, to be copied once more for each test that changes it."""
    path = copytree(graph_path, folder / "sample.kg")
    open_flat(path).close()
    gc.collect()  # results of Oxigraph may be let go of only where they were made
    return path


@contextmanager
def asked(prepared, folder, route):
    """Lend the pages of a copy of a graph."""
    path = copytree(prepared, folder / "sample.kg")
    with open_flat(path) as flat:
        yield Pages(path, flat, route)
