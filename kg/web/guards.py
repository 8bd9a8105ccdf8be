"""Who may ask, and what a browser may do with the answers: the guards in front of everything else, as plain ASGI.

The workbench listens on this machine alone, but every page that a browser shows can send requests to this machine.
So a request has to name this machine (a foreign name that was pointed here is DNS rebinding), and one that a page of
another origin sends is refused unless it is a plain click on a link (Fetch Metadata, W3C; Fetch, CORS protocol).
Programs send neither `Origin` nor `Sec-Fetch-Site`, and are let in.
"""

import ipaddress
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS: Final = ("127.0.0.1", "localhost", "[::1]")
"""Names by which this machine is asked; any other comes from a page that was made to look as if it were here."""
ANY, ADDRESSES = "*", "<address>"
"""In place of a name: any at all, and any plain address, which no name server can point elsewhere."""
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What pages may load and run: what the workbench itself serves, and nothing written into them."""
SHUT: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    # With no-referrer, browsers would send "Origin: null" with the workbench's own forms (Fetch, 3.1).
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
    (b"x-frame-options", b"DENY"),
    (b"cache-control", b"no-cache"),
)
"""Headers of every answer that does not set them itself."""
PREVIEW: Final = "/reconcile/preview"
"""A small page that OpenRefine shows within its own; it carries its few styles with it."""
OPEN_TO_OTHERS: Final = ("/sparql", "/graph-store", "/reconcile", "/.well-known", "/api")
"""Paths at which an allowed origin may also POST; what people decide is changed by our own pages alone."""
LONGEST_ADDRESS: Final = 128 * 1024
"""Bytes: a query of 32 kB in which every character is percent-encoded, and some more."""
LARGEST_HEAD: Final = 32 * 1024
"""Bytes of all headers without the address."""
SAFE: Final = ("GET", "HEAD", "OPTIONS")
METHODS: Final = "GET, HEAD, POST, PUT, DELETE, OPTIONS"


class Guards:
    """Refuses what comes from elsewhere, limits what is sent, and puts the headers on every answer.

    Args:
        app: what is guarded.
        hosts: further names of this machine; `ANY` and `ADDRESSES` stand for many.
        origins: origins of web pages that may ask; `*` for any.
        largest_body: bytes of a body.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Sequence[str] = (), origins: Sequence[str] = (), largest_body: int = 4_000_000
    ) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in (*HOSTS, *hosts))
        self._origins = frozenset(origin.rstrip("/").lower() for origin in origins)
        self._largest_body = largest_body
        framing = " ".join(sorted(self._origins)) or "'none'"
        preview = f"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors {framing}"
        framed = [(name, value) for name, value in SHUT if name not in (b"content-security-policy", b"x-frame-options")]
        self._framed = ((b"content-security-policy", preview.encode("ascii", "ignore")), *framed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        if scope["type"] != "http":
            await self._pass_other(scope, receive, send)
            return
        headers = _Headers(scope["headers"])
        origin = headers.first(b"origin")
        allowed = origin is not None and self._is_allowed(origin)
        always = self._framed if scope["path"] == PREVIEW else SHUT
        answer = _Answer(send, always, origin=origin if allowed else None, any_origin=bool(self._origins))
        refused = self._refusal(scope, headers, origin, allowed=allowed)
        if refused is None and allowed and scope["method"] == "OPTIONS":
            refused = _preflight(headers)
        if refused is not None:
            await refused(scope, receive, answer)
        else:
            await self._app(scope, _limited(receive, self._largest_body), answer)

    async def _pass_other(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let start and stop through; there are no web sockets."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _refusal(self, scope: Scope, headers: "_Headers", origin: str | None, *, allowed: bool) -> Response | None:
        """Return the answer to a request that may not come in; None for any other."""
        if not self._knows_host(headers.all(b"host")):
            return _refuse(400, "this machine is asked under a name that is not its own")
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return _refuse(414, f"the address is longer than {LONGEST_ADDRESS // 1024} kB; send the query by POST")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEAD:
            return _refuse(431, f"the headers are longer than {LARGEST_HEAD // 1024} kB")
        if "\0" in scope["path"] or "\\" in scope["path"]:
            return _refuse(400, "there is no such address")
        if self._is_foreign(scope, headers, origin) and not (allowed and _is_open(scope)):
            return _refuse(403, "refused: sent by a page of another origin; kg serve --allow-origin lets one in")
        length = headers.first(b"content-length")
        if length is not None and (not length.isdecimal() or int(length[:20]) > self._largest_body):
            return _refuse(413, f"the body is larger than {self._largest_body:,} bytes")
        return None

    def _knows_host(self, named: Sequence[str]) -> bool:
        if len(named) != 1:
            return False
        host = host_of(named[0])
        return ANY in self._hosts or host in self._hosts or (ADDRESSES in self._hosts and _is_address(host))

    def _is_allowed(self, origin: str) -> bool:
        return ANY in self._origins or origin.lower() in self._origins

    def _is_foreign(self, scope: Scope, headers: "_Headers", origin: str | None) -> bool:
        """Tell whether a page of another origin sends this, other than by a click on a link."""
        own = f"{scope.get('scheme', 'http')}://{headers.first(b'host')}"
        site = headers.first(b"sec-fetch-site")
        if site is None:
            return origin is not None and origin.lower() != own.lower()
        if site in ("same-origin", "none"):
            return origin not in (None, "null") and origin.lower() != own.lower()
        return not (
            scope["method"] in ("GET", "HEAD")
            and headers.first(b"sec-fetch-mode") == "navigate"
            and (scope["path"] == PREVIEW or headers.first(b"sec-fetch-dest") in (None, "document"))
        )


class _Headers:
    """Headers of a request by name, in lower case."""

    def __init__(self, raw: Iterable[tuple[bytes, bytes]]) -> None:
        self._values: dict[bytes, list[str]] = {}
        for name, value in raw:
            self._values.setdefault(name, []).append(value.decode("latin-1"))

    def all(self, name: bytes) -> list[str]:
        return self._values.get(name, [])

    def first(self, name: bytes) -> str | None:
        found = self._values.get(name)
        return found[0] if found else None


class _Answer:
    """Sends an answer on with the headers of every answer."""

    def __init__(
        self, send: Send, always: Sequence[tuple[bytes, bytes]], *, origin: str | None, any_origin: bool
    ) -> None:
        self._send, self._always, self._origin, self._any_origin = send, always, origin, any_origin

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            given = list(message.get("headers", ()))
            names = {name.lower() for name, _ in given}
            given += [header for header in self._always if header[0] not in names]
            if self._any_origin:
                given.append((b"vary", b"Origin"))
            if self._origin is not None:
                given = [one for one in given if one[0] != b"cross-origin-resource-policy"]
                given += [
                    (b"cross-origin-resource-policy", b"cross-origin"),
                    (b"access-control-allow-origin", self._origin.encode("latin-1")),
                    (b"access-control-expose-headers", b"ETag, Link, Location, Retry-After, Content-Disposition"),
                ]
            message = {**message, "headers": given}
        await self._send(message)


def host_of(value: str) -> str:
    """Return the name in a `Host` header, in lower case, without its port; IPv6 addresses keep their brackets."""
    name = value.strip().lower()
    if name.startswith("["):
        return name[: name.find("]") + 1]
    return name.partition(":")[0].removesuffix(".")


def _is_address(host: str) -> bool:
    """Tell whether a name is a plain address, which no name server can point elsewhere."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _is_open(scope: Scope) -> bool:
    if scope["method"] in SAFE:
        return True
    return any(scope["path"] == path or scope["path"].startswith(f"{path}/") for path in OPEN_TO_OTHERS)


def _preflight(headers: _Headers) -> Response | None:
    """Return the answer to a browser that asks first whether it may ask (Fetch, CORS-preflight request)."""
    if headers.first(b"access-control-request-method") is None:
        return None
    answer = {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "600",
    }
    if headers.first(b"access-control-request-private-network") == "true":
        answer["Access-Control-Allow-Private-Network"] = "true"
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=answer)


def _refuse(status: int, reason: str) -> Response:
    return PlainTextResponse(f"{reason}\n", status)


def _limited(receive: Receive, largest: int) -> Receive:
    """Return what receives a body, but not more of it than may be sent."""
    received = 0

    async def take() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > largest:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the body is larger than {largest:,} bytes")
        return message

    return take
