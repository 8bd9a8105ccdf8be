"""The outlet page: what it publishes, whom it quotes, what only it tells, and what it leaves out."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kg.errors import NotInGraph
from kg.flat import Choice
from kg.web.pages.contents import WORDS_BY_VOICE, read_shares
from kg.web.pages.shown import claims_address, render_missing, render_reading
from kg.web.pages.timeline import Column, build_timeline
from kg.web.workbench import Workbench


def outlet_router(workbench: Workbench) -> APIRouter:
    """Return the routes of the page."""
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/outlet/{key:path}")
    def outlet(request: Request, key: str) -> Response:
        return show_outlet(workbench, request, key)

    return router


def show_outlet(workbench: Workbench, request: Request, key: str) -> Response:
    """Return the page of an outlet."""
    flat = workbench.flat
    try:
        page = flat.outlet(key)
    except NotInGraph:
        return render_missing(workbench, flat, request, room="outlet", key=key)
    return render_reading(
        workbench,
        flat,
        "outlet.html",
        request,
        page=page,
        voices=WORDS_BY_VOICE,
        everywhere=read_shares(flat, "voice") | read_shares(flat, "certainty"),
        timeline=build_timeline((), page.by_month, keys=tuple(WORDS_BY_VOICE)),
        column_address=partial(column_address, page.outlet.key),
    )


def column_address(outlet: str, voice: str, column: Column) -> str:
    """Return the address of the claims behind a column."""
    return claims_address(Choice(outlets=(outlet,), voices=(voice,), since=column.since, until=column.until))
