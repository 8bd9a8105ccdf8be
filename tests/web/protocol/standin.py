"""A pool in this process, without limits: for tests of what is around it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)
from starlette.applications import Starlette
from starlette.routing import Route

from kg.rdf import prefixes
from kg.web.engine import Answer, Dump, Question
from kg.web.engine.refusals import AsksOutside, InvalidQuestion, NoSuchGraph, NotAcceptable
from kg.web.guards import Guards
from kg.web.protocol.census import Counter
from kg.web.protocol.description import Description
from kg.web.protocol.graph_store import GraphStoreEndpoint
from kg.web.protocol.sparql import SparqlEndpoint

BASE = "https://kg.example/"
PREFIXES = tuple(prefixes(BASE).items())


class StandIn:
    """Answers questions as the pool does."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked: list[Question | Dump] = []
        self.n_refreshed = 0

    async def run(self, question: Question | Dump) -> Answer:
        self.asked.append(question)
        return self._dump(question) if isinstance(question, Dump) else self._query(question)

    async def refresh(self) -> bool:
        self.n_refreshed += 1
        return True

    def _query(self, question: Question) -> Answer:
        if "service" in question.text.lower():
            raise AsksOutside
        data_set = {}
        if question.default_graphs is not None:
            data_set = {
                "default_graph": [NamedNode(one) for one in question.default_graphs],
                "named_graphs": [NamedNode(one) for one in question.named_graphs or ()],
            }
        try:
            found = self.store.query(
                question.text,
                base_iri=question.base_iri,
                prefixes=dict(question.prefixes),
                use_default_graph_as_union=question.union_default and not data_set,
                **data_set,
            )
        except (SyntaxError, ValueError) as error:
            raise InvalidQuestion(str(error)) from error
        if isinstance(found, QuerySolutions | QueryBoolean):
            form = "boolean" if isinstance(found, QueryBoolean) else "solutions"
            wanted = getattr(question.formats, form)
            syntax = QueryResultsFormat.from_media_type(wanted) if wanted else None
        else:
            form, wanted = "triples", question.formats.triples
            syntax = RdfFormat.from_media_type(wanted) if wanted else None
        if syntax is None:
            raise NotAcceptable(form)
        return self._answer(form, wanted, found.serialize(format=syntax))

    def _dump(self, dump: Dump) -> Answer:
        graph = NamedNode(dump.graph) if dump.graph is not None else None if dump.union else DefaultGraph()
        if dump.graph is not None and not self.store.contains_named_graph(graph):
            raise NoSuchGraph(dump.graph)
        subject = NamedNode(dump.subject) if dump.subject else None
        triples = [quad.triple for quad in self.store.quads_for_pattern(subject, None, None, graph)]
        syntax = RdfFormat.from_media_type(dump.format)
        return self._answer("triples", dump.format, serialize(triples, format=syntax), rows=len(triples))

    def _answer(self, form: str, media_type: str, body: bytes, *, rows: int | None = None) -> Answer:
        rows = len(body.splitlines()) if rows is None and form == "triples" else rows
        snapshot = f"state-{len(self.store)}"
        return Answer(
            form=form, format=media_type, size=len(body), rows=rows, seconds=0.0, snapshot=snapshot, body=body
        )


def application(pool, *, guards=None, **options) -> Starlette:
    """Return the endpoints around a pool, guarded where that is asked for."""
    permissions, updater = options.pop("permissions", None), options.pop("updater", None)
    description = Description(
        Counter(pool, prefixes=PREFIXES), name="small", base=BASE, updates=updater is not None, **options
    )
    common = {"prefixes": PREFIXES, "permissions": permissions, "updater": updater, **options}
    sparql, graphs = SparqlEndpoint(pool, description, **common), GraphStoreEndpoint(pool, **common)
    app = Starlette(
        routes=[
            Route("/sparql", sparql),
            Route("/sparql/", sparql),
            Route("/graph-store", graphs),
            Route("/graph-store/{name:path}", graphs),
            Route("/.well-known/void", description.respond_void),
        ]
    )
    if guards is not None:
        app.add_middleware(Guards, **guards)
    return app


@asynccontextmanager
async def asking(app, *, raising: bool = True) -> AsyncIterator[httpx.AsyncClient]:
    """Yield a client of an application in this process."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=raising)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8310") as client:
        yield client


def triple(subject: str, predicate: str, value: str) -> Triple:
    """Return a triple of three local names."""
    return Triple(*(NamedNode(f"http://example.org/{one}") for one in (subject, predicate, value)))


def ask(app, method: str, path: str, *, raising: bool = True, **given) -> httpx.Response:
    """Send one request to an application in this process."""

    async def send() -> httpx.Response:
        async with asking(app, raising=raising) as client:
            return await client.request(method, path, **given)

    return asyncio.run(send())
