"""What is wrong with a request, as programs read it: problem details in JSON (RFC 9457), or plain text.

People get a page instead, see `kg.web.faults`.
"""

import json
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from starlette.responses import Response

from kg.web.protocol.accept import parse_accept, quality

PROBLEM = "application/problem+json"
_PLACE = re.compile(r"\bat (?:line )?(\d+):(\d+)")
RETRY_AFTER = "2"
"""Seconds after which a server that is busy may be asked again."""


class Refusal(Exception):
    """A request that is not answered.

    Args:
        status: the HTTP status.
        detail: what is wrong, in one sentence.
        allow: whether the methods that there are are to be named.
        accept_post: the media types of bodies that are taken, to be named in `Accept-Post`.
        facts: what programs may want to know besides.
        headers: further headers.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        allow: bool = False,
        accept_post: Sequence[str] = (),
        facts: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.allow = allow
        self.facts = dict(facts or {})
        self.headers = dict(headers or {})
        if accept_post:
            self.headers["Accept-Post"] = ", ".join(accept_post)


def not_acceptable(media_types: Sequence[str]) -> Refusal:
    """Return the refusal of a request whose `Accept` names nothing that there is [RFC 9110, 15.5.7]."""
    return Refusal(
        406,
        f"none of the formats asked for is there; there are {', '.join(media_types)}",
        facts={"formats": media_types},
    )


def place_of(message: str) -> dict[str, object]:
    """Return where in a query an error is, as Oxigraph says it (`error at 1:18`): its line and column, from 1."""
    found = _PLACE.search(message)
    return {"line": int(found[1]), "column": int(found[2])} if found else {}


def render_problem(refusal: Refusal, *, accept: str = "", methods: Sequence[str] = ()) -> Response:
    """Return the answer to a request that is refused, as JSON or, where text is wanted rather, as text."""
    headers = {"Vary": "Accept", "Cache-Control": "no-store"} | refusal.headers
    if methods and (refusal.allow or refusal.status == HTTPStatus.METHOD_NOT_ALLOWED):
        headers["Allow"] = ", ".join(methods)
    if refusal.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.setdefault("Retry-After", RETRY_AFTER)
    if _wants_text(accept):
        return Response(f"{refusal.detail}\n", refusal.status, headers, "text/plain")
    try:
        title = HTTPStatus(refusal.status).phrase
    except ValueError:
        title = "Refused"
    body = {"type": "about:blank", "title": title, "status": refusal.status, "detail": refusal.detail, **refusal.facts}
    return Response(json.dumps(body, ensure_ascii=False), refusal.status, headers, PROBLEM)


def _wants_text(accept: str) -> bool:
    """Tell whether a client wants text rather than JSON, which is what it gets where it wants neither."""
    ranges = parse_accept(accept)
    named = [one for one in ranges if (one.type, one.subtype) == ("text", "plain")]
    json_weight = max(quality(ranges, PROBLEM), quality(ranges, "application/json"))
    return bool(named) and named[0].weight > 0 and named[0].weight >= json_weight
