"""What the endpoints share: run a question until its client goes away, and send the answer with what HTTP wants."""

import asyncio
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Protocol
from urllib.parse import quote

from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive

from kg.web.engine import Answer, Dump, Question, Refused
from kg.web.protocol.formats import Choice, Format, choose_format, media_types
from kg.web.protocol.problems import Refusal, not_acceptable, place_of

PATIENCE = 0.05
"""Seconds after which it is watched whether the client is still there."""
_HOST = re.compile(r"[A-Za-z0-9._:\[\]-]+")
_PATH = re.compile(r"(?:[A-Za-z0-9/._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+")
_CHANGING = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\s*\(", re.IGNORECASE)
"""Functions whose values differ each time."""


class Runner(Protocol):
    """Answers questions, as `kg.web.engine.Pool` does."""

    async def run(self, question: Question | Dump) -> Answer:
        """Answer a question within the limits."""
        ...

    async def refresh(self) -> bool:
        """Look at the graph anew."""
        ...


class ClientGone(Exception):
    """The client went away before its answer was there."""


async def run_question(pool: Runner, question: Question | Dump, receive: Receive) -> Answer:
    """Run a question; stop it where its client goes away.

    Raises:
        Refusal: where the engine refuses or stops it.
        ClientGone: where nobody waits for the answer any more.
    """
    work = asyncio.ensure_future(pool.run(question))
    try:
        done, _ = await asyncio.wait({work}, timeout=PATIENCE)
        if not done:
            gone = asyncio.ensure_future(_until_gone(receive))
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            gone.cancel()
            if not work.done():
                raise ClientGone
        return work.result()
    except Refused as error:
        raise _refusal(error) from error
    finally:
        if not work.done():
            work.cancel()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        await asyncio.sleep(PATIENCE)  # a body that nobody reads may come first


def _refusal(error: Refused) -> Refusal:
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
    return Refusal(error.status, str(error), facts=place_of(str(error)), headers=headers)


def needed(formats: tuple[Format, ...], accept: str, name: str | None) -> Choice:
    """Return the format that a client wants most.

    Raises:
        Refusal: 406 where it takes none of them.
    """
    choice = choose_format(formats, accept=accept, name=name)
    if choice is None:
        raise not_acceptable(media_types(formats))
    return choice


def etag_of(answer: Answer, question: Question | Dump, content_type: str) -> str | None:
    """Return what names this answer; None where the same question is answered differently each time."""
    if not answer.snapshot or (isinstance(question, Question) and _CHANGING.search(question.text)):
        return None
    told = "\0".join((answer.snapshot, repr(question), content_type))
    return f'"{sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]}"'


def respond(
    answer: Answer,
    question: Question | Dump,
    request: Request,
    choice: Choice,
    *,
    download: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return an answer as HTTP sends it: whole, or 304 where the client has it already; without its body for HEAD."""
    sent = {"Vary": "Accept", **(headers or {})}
    etag = etag_of(answer, question, choice.content_type)
    if etag is not None:
        sent["ETag"] = etag
    else:
        sent["Cache-Control"] = "no-store"
    if etag is not None and _has_already(request.headers.get("if-none-match"), etag):
        answer.close()
        return Response(status_code=304, headers=sent)
    sent["Content-Type"] = choice.content_type
    if download is not None:
        sent["Content-Disposition"] = disposition(download, choice.format)
    if request.method == "HEAD":
        answer.close()
        return Response(headers=sent | {"Content-Length": str(answer.size)})
    if answer.body is not None:
        return Response(answer.body, headers=sent)
    return StreamingResponse(
        iterate_in_threadpool(answer.chunks()), headers=sent | {"Content-Length": str(answer.size)}
    )


def _has_already(given: str | None, etag: str) -> bool:
    """Tell whether `If-None-Match` names this answer (RFC 9110, 13.1.2, by the weak comparison)."""
    if given is None:
        return False
    return given.strip() == "*" or etag in {one.strip().removeprefix("W/") for one in given.split(",")}


def disposition(name: str, syntax: Format) -> str:
    """Return the header that lets a browser keep an answer as a file (RFC 6266)."""
    stem = re.sub(r"[^\w.-]+", "-", name).strip("-.")[:80].removesuffix(f".{syntax.name}") or "answer"
    plain = re.sub(r"[^A-Za-z0-9_.-]", "_", stem)
    return f"attachment; filename=\"{plain}.{syntax.name}\"; filename*=UTF-8''{quote(stem)}.{syntax.name}"


def address_of(request: Request) -> str:
    """Return the address of a request without its query, under the name by which this machine was asked."""
    scope = request.scope
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        host = "localhost"
    path = (scope.get("raw_path") or b"").decode("latin-1").partition("?")[0]
    if not _PATH.fullmatch(path):
        path = quote(scope["path"], safe="/-._~!$&'()*+,;=:@", errors="replace")
    return f"{scope.get('scheme', 'http')}://{host}{path}"
