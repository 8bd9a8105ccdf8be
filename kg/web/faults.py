"""What somebody sees when something is wrong: a page in plain words, or problem details for programs."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kg.errors import (
    GraphLocked,
    GraphNotFound,
    GraphOutdated,
    InvalidQuery,
    KgError,
    NotInGraph,
    UnknownFormat,
    UnknownQuery,
    WrongParameter,
)
from kg.web.protocol.accept import prefers_page
from kg.web.protocol.problems import PROBLEM, RETRY_AFTER, Refusal, render_problem

if TYPE_CHECKING:
    from kg.web.workbench import Workbench

STATUS_BY_ERROR: dict[type[KgError], int] = {
    NotInGraph: 404,
    UnknownQuery: 404,
    WrongParameter: 400,
    InvalidQuery: 400,
    UnknownFormat: 400,
    GraphLocked: 503,
    GraphOutdated: 503,
    GraphNotFound: 503,
}
"""The HTTP status of misuse; other errors of kg are the server's own."""
HEADING_BY_STATUS = {
    400: "This address asks for something that cannot be understood",
    403: "This is not allowed",
    404: "There is no such page",
    405: "This page cannot be asked in this way",
    413: "That is too much at once",
    429: "Too many questions at once",
    500: "Something went wrong here",
    503: "Not now",
    504: "That took too long",
}
"""What pages call it."""
ADVICE_BY_STATUS = {
    400: "Go back and change what you asked for, or begin again at the overview.",
    403: "Open the workbench from its own address.",
    404: "It may have had another name before the graph was built anew. Search for it among the claims.",
    413: "Narrow down what you ask for.",
    429: "Wait a moment and load the page again.",
    500: "The terminal in which kg serve runs says more. Other pages still work.",
    503: "Wait a moment and load the page again.",
    504: "Narrow down what you ask for.",
}

DETAIL_BY_STATUS = {
    404: "Nothing is at this address.",
    405: "This address is not asked in this way.",
}
"""What is said where nothing else is known."""


def add_faults(app: FastAPI, workbench: "Workbench | None") -> None:
    """Let an application say what is wrong, as pages where it has pages."""

    async def answer(request: Request, error: Exception) -> Response:
        return render_fault(request, error, workbench)

    for kind in (HTTPException, RequestValidationError, KgError, Refusal, Exception):
        app.add_exception_handler(kind, answer)


def render_fault(request: Request, error: Exception, workbench: "Workbench | None") -> Response:
    """Return the answer that says what is wrong; nothing of unexpected errors but that there was one."""
    refusal = refusal_of(error)
    accept = request.headers.get("accept", "")
    if workbench is None or not prefers_page(accept, ("application/json", PROBLEM)):
        return render_problem(refusal, accept=accept)
    status = refusal.status
    page = workbench.render(
        "error.html",
        request,
        status=status,
        code=status,
        heading=HEADING_BY_STATUS.get(status, "This did not work"),
        detail=refusal.detail,
        advice=ADVICE_BY_STATUS.get(status, ADVICE_BY_STATUS[400]),
    )
    again = {"Retry-After": RETRY_AFTER} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    page.headers.update(again | refusal.headers | {"Vary": "Accept", "Cache-Control": "no-store"})
    return page


def refusal_of(error: Exception) -> Refusal:
    """Return an error as what HTTP says of it."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, HTTPException):
        detail = DETAIL_BY_STATUS.get(error.status_code, str(error.detail))
        is_plain = error.detail == HTTPStatus(error.status_code).phrase
        return Refusal(error.status_code, detail if is_plain else str(error.detail), headers=error.headers)
    if isinstance(error, RequestValidationError):
        wrong = [{"parameter": str(one["loc"][-1]), "reason": str(one["msg"])} for one in error.errors()]
        detail = "; ".join(f"{one['parameter']}: {one['reason']}" for one in wrong) or "a parameter is wrong"
        return Refusal(422, detail, facts={"parameters": wrong})
    if isinstance(error, KgError):
        known = next((status for kind, status in STATUS_BY_ERROR.items() if isinstance(error, kind)), 500)
        return Refusal(getattr(error, "status", None) or known, str(error))
    return Refusal(int(HTTPStatus.INTERNAL_SERVER_ERROR), "an unexpected error; the terminal of kg serve says more")
