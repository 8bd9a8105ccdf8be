"""The outlet page: what it publishes, whom it quotes, what only it tells, and what it leaves out."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kg.errors import NotInGraph
from kg.flat import Choice, Flat
from kg.records import Voice
from kg.web.pages.shown import claims_address, render_missing, render_reading
from kg.web.pages.timeline import Column, build_timeline
from kg.web.workbench import Workbench

WORDS_BY_VOICE = {
    Voice.NARRATOR.value: "In its own voice",
    Voice.DIRECT.value: "In direct speech",
    Voice.INDIRECT.value: "In indirect speech",
    Voice.MIXED.value: "Partly quoted",
}
"""In whose voice an outlet tells something."""


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


def read_shares(flat: Flat, field: str) -> dict[str, float]:
    """Return which part of all assertions each value of a field has, 0 to 1."""
    found = flat.facet(Choice(), field).values
    total = sum(value.n for value in found)
    return {value.value: value.n / total for value in found} if total else {}


def column_address(outlet: str, voice: str, column: Column) -> str:
    """Return the address of the claims behind a column."""
    return claims_address(Choice(outlets=(outlet,), voices=(voice,), since=column.since, until=column.until))
