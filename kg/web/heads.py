"""HEAD wherever there is GET: pages are made as for GET and sent without their body (RFC 9110, 9.3.2)."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ANSWER_THEMSELVES = ("/sparql", "/graph-store")
"""Paths of endpoints that know of HEAD."""


class HeadAsGet:
    """Lets routes that know of GET alone answer HEAD.

    Args:
        app: the routes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        if scope["type"] != "http" or scope["method"] != "HEAD" or scope["path"].startswith(ANSWER_THEMSELVES):
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, without_body)
