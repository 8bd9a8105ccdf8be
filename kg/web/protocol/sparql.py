"""The endpoint: SPARQL 1.1 Protocol, as one ASGI application, since every layer above it costs requests a second."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from kg.web.engine import Answer, Formats, Question
from kg.web.protocol.accept import prefers_page
from kg.web.protocol.answering import ClientGone, Runner, address_of, respond, run_question
from kg.web.protocol.formats import SOLUTIONS, TRIPLES, Choice, choose_format, media_types
from kg.web.protocol.operation import FORM, QUERY, UPDATE, Operation, read_get, read_post
from kg.web.protocol.problems import Refusal, not_acceptable, render_problem
from kg.web.protocol.token import check_token
from kg.web.protocol.update_text import checked_iri, refuse_reaching_out, with_data_set
from kg.web.protocol.updating import Updater

if TYPE_CHECKING:
    from kg.web.protocol.description import Description

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
EVERY = (*media_types(SOLUTIONS), *media_types(TRIPLES))
ASK_PAGE = "/ask"
LONGEST_UPDATE = 1_000_000
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissions:
    """What the endpoint lets be done besides reading."""

    token: str | None = None
    """What a change has to show; None where there are no changes."""
    services: tuple[str, ...] = ()
    """Addresses that SERVICE and LOAD may name."""


class SparqlEndpoint:
    """Answers queries, takes updates where they are allowed, and describes itself.

    Args:
        pool: answers questions.
        description: says what the service is.
        union_default: whether the default graph is the union of all graphs.
        permissions: what may be done besides reading.
        updater: makes changes; needed where there is a token.
        prefixes: prefix and namespace, in pairs, that queries need not declare.
        redirects: whether people with a browser are sent to the page that asks.
    """

    def __init__(
        self,
        pool: Runner,
        description: "Description",
        *,
        union_default: bool = True,
        permissions: Permissions | None = None,
        updater: Updater | None = None,
        prefixes: tuple[tuple[str, str], ...] = (),
        redirects: bool = True,
    ) -> None:
        self._pool, self._description, self._updater = pool, description, updater
        self._union, self._prefixes, self._redirects = union_default, prefixes, redirects
        self._permissions = permissions or Permissions()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        request = Request(scope, receive)
        try:
            response = await self._respond(request, receive)
        except Refusal as refusal:
            response = render_problem(refusal, accept=request.headers.get("accept", ""), methods=METHODS)
        except (ClientGone, ClientDisconnect):
            return
        await response(scope, receive, send)

    async def _respond(self, request: Request, receive: Receive) -> Response:
        method = request.method
        if method in ("GET", "HEAD"):
            query_string = request.scope["query_string"].decode("latin-1")
            operation = read_get(query_string)
            if self._wants_page(request, operation):
                target = f"{ASK_PAGE}?{query_string}" if operation is not None else ASK_PAGE
                return RedirectResponse(target, 303, {"Vary": "Accept"})
            if operation is None:
                return await self._description.respond(request)
            return await self._answer(operation, request, receive)
        if method == "POST":
            content_type = request.headers.get("content-type", "")
            query_string = request.scope["query_string"].decode("latin-1")
            operation = read_post(content_type, await request.body(), query_string)
            if operation.is_update:
                return await self._change(operation, request)
            return await self._answer(operation, request, receive)
        if method == "OPTIONS":
            return Response(status_code=204, headers=_options())
        raise Refusal(405, f"{method} is no method of this endpoint; there are {', '.join(METHODS)}")

    def _wants_page(self, request: Request, operation: Operation | None) -> bool:
        if not self._redirects or (operation is not None and (operation.format or operation.download)):
            return False
        return prefers_page(request.headers.get("accept", ""), EVERY)

    async def _answer(self, operation: Operation, request: Request, receive: Receive) -> Response:
        tables, triples = _choose(request.headers.get("accept", ""), operation.format)
        if tables is None and triples is None:
            raise not_acceptable(EVERY)
        named = operation.default_graphs or operation.named_graphs
        for iri in (*operation.default_graphs, *operation.named_graphs):
            checked_iri(iri)
        table_type = tables.format.media_type if tables else None
        question = Question(
            text=operation.text,
            formats=Formats(
                solutions=table_type, boolean=table_type, triples=triples.format.media_type if triples else None
            ),
            base_iri=address_of(request),
            default_graphs=operation.default_graphs if named else None,
            named_graphs=operation.named_graphs if named else None,
            union_default=self._union,
            prefixes=self._prefixes,
        )
        answer = await self._run(question, receive)
        choice = triples if answer.form in ("triples", "quads") else tables
        if choice is None:  # the engine has refused it already
            raise not_acceptable(EVERY)
        return respond(answer, question, request, choice, download=operation.download)

    async def _run(self, question: Question, receive: Receive) -> Answer:
        try:
            return await run_question(self._pool, question, receive)
        except Refusal as refusal:
            if refusal.status == 406:
                there = TRIPLES if question.formats.triples is None else SOLUTIONS
                refusal.facts["formats"] = list(media_types(there))
                refusal.detail = f"{refusal.detail}; there are {', '.join(media_types(there))}"
            raise

    async def _change(self, operation: Operation, request: Request) -> Response:
        check_token(request.headers.get("authorization"), self._permissions.token)
        if self._updater is None:
            raise Refusal(403, "this graph is served for reading")
        if len(operation.text) > LONGEST_UPDATE:
            raise Refusal(413, f"an update has at most {LONGEST_UPDATE:,} characters; send data to the graph store")
        text = await run_in_threadpool(self._prepared, operation)
        await self._updater.update(text, base=address_of(request))
        return Response(status_code=204)

    def _prepared(self, operation: Operation) -> str:
        """Return an update that reaches out to nothing that is not allowed, with its data set in it."""
        refuse_reaching_out(operation.text, self._permissions.services)
        return with_data_set(
            operation.text, default_graphs=operation.default_graphs, named_graphs=operation.named_graphs
        )


@lru_cache(maxsize=512)
def _choose(accept: str, name: str | None) -> tuple[Choice | None, Choice | None]:
    """Return the formats of tables and of triples that a client wants most."""
    return choose_format(SOLUTIONS, accept=accept, name=name), choose_format(TRIPLES, accept=accept, name=name)


def _options() -> dict[str, str]:
    return {"Allow": ", ".join(METHODS), "Accept-Post": ", ".join((FORM, QUERY, UPDATE))}
