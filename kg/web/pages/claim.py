"""The claim page: who tells a claim, in which words, who tells otherwise, and who is silent."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kg.errors import NotInGraph
from kg.flat import Choice
from kg.web.pages.contents import describe_origins, merge_outlets
from kg.web.pages.shown import claims_address, render_missing, render_reading
from kg.web.pages.timeline import Column, build_timeline
from kg.web.workbench import Workbench

AGAINST = "contradicts"
N_OPEN = 3
"""Assertions of one outlet that are shown without unfolding the rest."""


def claim_router(workbench: Workbench) -> APIRouter:
    """Return the routes of the page."""
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/claim/{key:path}")
    def claim(request: Request, key: str) -> Response:
        return show_claim(workbench, request, key)

    return router


def show_claim(workbench: Workbench, request: Request, key: str) -> Response:
    """Return the page of a claim; a claim that was found to be the same as another leads there."""
    flat = workbench.flat
    try:
        page = flat.claim(key)
    except NotInGraph:
        return render_missing(workbench, flat, request, room="claim", key=key)
    if page.claim.key != key:
        return RedirectResponse(page.claim.path, status_code=308)
    return render_reading(
        workbench,
        flat,
        "claim.html",
        request,
        page=page,
        standing=describe_origins(page),
        against=[found for found in page.related if found.relation == AGAINST],
        near=[found for found in page.related if found.relation != AGAINST],
        timeline=build_timeline(merge_outlets(page), (), keys=("all",)),
        column_address=partial(column_address, key),
        n_open=N_OPEN,
    )


def column_address(claim: str, _: str, column: Column) -> str:
    """Return the address of the assertions behind a column."""
    return claims_address(Choice(claim=claim, since=column.since, until=column.until))
