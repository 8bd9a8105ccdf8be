"""Whole graphs by their names: SPARQL 1.1 Graph Store HTTP Protocol; changes only where updates are allowed.

A graph is named by `?graph=IRI`, the default graph by `?default`; an address below the endpoint names the graph that is
called as the address itself [4.1, direct identification].
"""

from secrets import token_hex

from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.web.engine import Dump
from kg.web.protocol.answering import ClientGone, Runner, address_of, needed, respond, run_question
from kg.web.protocol.formats import TRIPLES, media_types
from kg.web.protocol.operation import Parameters, last, media_type_of, parse_parameters
from kg.web.protocol.problems import Refusal, render_problem
from kg.web.protocol.sparql import Permissions
from kg.web.protocol.token import check_token
from kg.web.protocol.update_text import checked_iri
from kg.web.protocol.updating import Updater

READING, WRITING = ("GET", "HEAD", "OPTIONS"), ("PUT", "POST", "DELETE")
MULTIPART = "multipart/form-data"
BODIES = (*media_types(TRIPLES), MULTIPART)


class GraphStoreEndpoint:
    """Gives whole graphs, and takes them where updates are allowed.

    Args:
        pool: reads graphs.
        union_default: whether the default graph is the union of all graphs.
        permissions: what may be done besides reading.
        updater: makes changes; needed where there is a token.
        prefixes: prefix and namespace, in pairs, to write with.
        path: where the endpoint is.
    """

    def __init__(
        self,
        pool: Runner,
        *,
        union_default: bool = True,
        permissions: Permissions | None = None,
        updater: Updater | None = None,
        prefixes: tuple[tuple[str, str], ...] = (),
        path: str = "/graph-store",
    ) -> None:
        self._pool, self._union, self._prefixes, self._path = pool, union_default, prefixes, path
        self._permissions, self._updater = permissions or Permissions(), updater
        changes = WRITING if self._permissions.token is not None else ()
        self._methods = (*READING, *changes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        request = Request(scope, receive)
        try:
            response = await self._respond(request, receive)
        except Refusal as refusal:
            response = render_problem(refusal, accept=request.headers.get("accept", ""), methods=self._methods)
        except (ClientGone, ClientDisconnect):
            return
        await response(scope, receive, send)

    async def _respond(self, request: Request, receive: Receive) -> Response:
        method = request.method
        if method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(self._methods)})
        parameters = parse_parameters(request.scope["query_string"].decode("latin-1"))
        if method in ("GET", "HEAD"):
            return await self._read(request, parameters, receive)
        if method not in WRITING:
            raise Refusal(405, f"{method} is no method of this endpoint; there are {', '.join(self._methods)}")
        if self._updater is None:
            raise Refusal(
                403, "this graph is served for reading; kg serve --allow-update lets it be changed", allow=True
            )
        check_token(request.headers.get("authorization"), self._permissions.token)
        return await self._write(self._updater, request, parameters)

    async def _read(self, request: Request, parameters: Parameters, receive: Receive) -> Response:
        graph = self._graph_of(request, parameters)
        choice = needed(TRIPLES, request.headers.get("accept", ""), last(parameters, "format"))
        dump = Dump(
            format=choice.format.media_type,
            graph=graph,
            union=graph is None and self._union,
            prefixes=self._prefixes,
        )
        answer = await run_question(self._pool, dump, receive)
        return respond(answer, dump, request, choice, download=last(parameters, "download"))

    async def _write(self, updater: Updater, request: Request, parameters: Parameters) -> Response:
        method, base = request.method, address_of(request)
        fresh = method == "POST" and not parameters and not self._is_below(request)
        graph = f"{base.rstrip('/')}/{token_hex(8)}" if fresh else self._graph_of(request, parameters)
        payloads = await _payloads(request) if method != "DELETE" else []
        existed = await updater.write(method, graph, payloads, base=base)
        if method == "DELETE" and not existed:
            raise Refusal(404, f"there is no graph <{graph}> here")
        if method == "DELETE" or existed:
            return Response(status_code=204)
        return Response(status_code=201, headers={"Location": graph or base} if fresh else {})

    def _is_below(self, request: Request) -> bool:
        return bool(request.scope["path"].removeprefix(self._path).strip("/"))

    def _graph_of(self, request: Request, parameters: Parameters) -> str | None:
        """Return the IRI of the graph that a request names; None for the default graph.

        Raises:
            Refusal: where it names none, or more than one.
        """
        named, default = parameters.get("graph", ()), "default" in parameters
        if self._is_below(request):
            if named or default:
                raise Refusal(400, "a graph is named either by the address or by a parameter")
            return address_of(request)
        if len(named) + default != 1:
            raise Refusal(400, "a graph is named by ?graph=IRI, or by ?default, and by one of them once")
        if default:
            return None
        checked_iri(named[0])
        return named[0]


async def _payloads(request: Request) -> list[tuple[str, str]]:
    """Return the media types and texts of what is sent.

    Raises:
        Refusal: where it is no RDF that is read here, or not in UTF-8.
    """
    content_type = request.headers.get("content-type", "")
    kind = media_type_of(content_type) if content_type else ""
    if kind != MULTIPART:
        return [_payload(kind, await request.body())]
    async with request.form(max_files=100, max_fields=100) as form:
        parts = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
        return [_payload(media_type_of(part.content_type or ""), await part.read()) for part in parts]


def _payload(kind: str, body: bytes) -> tuple[str, str]:
    known = {name: one.media_type for one in TRIPLES for name in (one.media_type, *one.aliases) if "xml" not in name}
    known |= {"application/rdf+xml": "application/rdf+xml"}
    if kind not in known:
        raise Refusal(415, f"a graph is sent as one of {', '.join(media_types(TRIPLES))}", accept_post=BODIES)
    try:
        return known[kind], body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the body is not in UTF-8: byte {error.start + 1}") from error
