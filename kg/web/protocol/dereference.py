"""IRIs of the data that answer: the path of an IRI under the base gives RDF to those who want that, in front of pages.

A page at `/claim/KEY` need not know of it. What has no page of its own (`/anchor/KEY`) sends people to the Ask page.
"""

from urllib.parse import unquote, urlencode

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.rdf.identifiers import Identifiers
from kg.rdf.vocabulary import ROOM_BY_PREFIX
from kg.web.engine import Answer, Dump, Formats, Question
from kg.web.protocol.accept import parse_accept, quality
from kg.web.protocol.answering import ClientGone, Runner, address_of, needed, respond, run_question
from kg.web.protocol.formats import TRIPLES, choose_format, media_types
from kg.web.protocol.operation import Parameters, last, parse_parameters
from kg.web.protocol.problems import Refusal, render_problem

WITH_PAGES = frozenset({"article", "assertion", "claim", "entity", "outlet", "story", "topic"})
"""Rooms of which single things have a page."""
ROOMS = frozenset(ROOM_BY_PREFIX.values()) - {"graph"}
"""Rooms whose things answer; shared graphs are read through the Graph Store Protocol, `/graph` is a page."""
TOLD_BY_ROOM = {
    "article": "{ GRAPH $this { ?s ?p ?o } } UNION { $this ?p ?o BIND($this AS ?s) }",
    "claim": "{ ?s (kg:claim|kg:says) $this . ?s ?p ?o } UNION { $this ?p ?o BIND($this AS ?s) }",
    "assertion": "$this (kg:anchor|kg:sentence|oa:hasSelector)* ?s . ?s ?p ?o",
}
"""What belongs to a thing besides what is said of it: the graph of an article, who makes a claim, where it stands."""
_PAGE = ("text/html", "application/xhtml+xml")


class Dereference:
    """Answers with RDF where a client wants that; else lets the pages answer and says that there is RDF, too.

    Args:
        app: the pages.
        pool: answers questions.
        base: the base IRI of the data.
        prefixes: prefix and namespace, in pairs.
    """

    def __init__(self, app: ASGIApp, *, pool: Runner, base: str, prefixes: tuple[tuple[str, str], ...] = ()) -> None:
        self._app, self._pool, self._prefixes = app, pool, prefixes
        self._identifiers = Identifiers(base)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        named = thing_of(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        if named is None:
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await self._respond(request, receive, *named)
        except Refusal as refusal:
            response = render_problem(refusal, accept=request.headers.get("accept", ""))
        except ClientGone:
            return
        if response is None:
            await self._app(scope, receive, _naming_alternates(send, address_of(request)))
        else:
            await response(scope, receive, send)

    async def _respond(self, request: Request, receive: Receive, room: str, key: str) -> Response | None:
        """Return the answer in RDF; None where a page is wanted."""
        parameters = parse_parameters(request.scope["query_string"].decode("latin-1"))
        accept = request.headers.get("accept", "")
        name = last(parameters, "format")
        if name is not None and choose_format(TRIPLES, accept="", name=name) is None and room in WITH_PAGES:
            return None  # a page may have formats of its own
        if name is None and not _wants_rdf(accept, has_page=room in WITH_PAGES):
            if room in WITH_PAGES:
                return None
            target = urlencode({"query": f"DESCRIBE {self._identifiers.room(room, key)}"})
            return RedirectResponse(f"/ask?{target}", 303, {"Vary": "Accept"})
        return await self._tell(request, parameters, receive, self._identifiers.room(room, key), room)

    async def _tell(
        self, request: Request, parameters: Parameters, receive: Receive, this: NamedNode, room: str
    ) -> Response:
        choice = needed(TRIPLES, request.headers.get("accept", ""), last(parameters, "format"))
        question = self._question(this, room, choice.format.media_type)
        answer: Answer = await run_question(self._pool, question, receive)
        if not answer.rows:
            answer.close()
            raise Refusal(404, f"nothing is said of {this} here")
        return respond(answer, question, request, choice, download=last(parameters, "download"))

    def _question(self, this: NamedNode, room: str, media_type: str) -> Question | Dump:
        if room not in TOLD_BY_ROOM:
            return Dump(format=media_type, union=True, subject=this.value, prefixes=self._prefixes)
        pattern = TOLD_BY_ROOM[room].replace("$this", str(this))  # the library checks and writes the IRI
        formats = Formats(solutions=None, boolean=None, triples=media_type)
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
        return Question(text=text, formats=formats, prefixes=self._prefixes)


def thing_of(scope: Scope) -> tuple[str, str] | None:
    """Return the room and the key that a path names; None where it names nothing of the data."""
    raw = scope.get("raw_path") or scope["path"].encode()
    parts = raw.decode("latin-1").partition("?")[0].split("/")
    if len(parts) != 3 or parts[1] not in ROOMS or not parts[2]:
        return None
    return parts[1], unquote(parts[2])


def _wants_rdf(accept: str, *, has_page: bool) -> bool:
    ranges = parse_accept(accept)
    rdf = max((quality(ranges, one) for one in media_types(TRIPLES)), default=0.0)
    page = max(quality(ranges, one) for one in _PAGE)
    if not has_page and not ranges:
        return True
    return rdf > page or (rdf == page > 0 and not has_page)


def _naming_alternates(send: Send, address: str) -> Send:
    """Return what sends an answer on, with the addresses of the same thing in RDF [RFC 8288]."""
    links = ", ".join(f'<{address}?format={one.name}>; rel="alternate"; type="{one.media_type}"' for one in TRIPLES)

    async def pass_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", ()), (b"vary", b"Accept")]
            if message["status"] == 200:
                headers.append((b"link", links.encode("latin-1")))
            message = {**message, "headers": headers}
        await send(message)

    return pass_on
