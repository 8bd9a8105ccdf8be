"""The pages of entities and topics: names, offices, what they claim and what is claimed of them, who quotes them."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kg.errors import NotInGraph
from kg.flat import Choice
from kg.flat.records import Thing
from kg.web.pages.contents import describe_kind
from kg.web.pages.shown import claims_address, render_missing, render_reading
from kg.web.pages.timeline import Column, build_timeline
from kg.web.workbench import Workbench


def entity_router(workbench: Workbench) -> APIRouter:
    """Return the routes of the pages."""
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/entity/{key:path}")
    def entity(request: Request, key: str) -> Response:
        return show_entity(workbench, request, "entity", key)

    @router.get("/topic/{key:path}")
    def topic(request: Request, key: str) -> Response:
        return show_entity(workbench, request, "topic", key)

    return router


def show_entity(workbench: Workbench, request: Request, room: str, key: str) -> Response:
    """Return the page of an entity or topic; one that was found to be the same as another leads there."""
    flat = workbench.flat
    try:
        page = flat.entity(room, key)
    except NotInGraph:
        return render_missing(workbench, flat, request, room=room, key=key)
    thing = page.thing
    if (thing.room, thing.key) != (room, key):
        return RedirectResponse(thing.path, status_code=308)
    return render_reading(
        workbench,
        flat,
        "entity.html",
        request,
        page=page,
        kind=describe_kind(thing),
        timeline=build_timeline(page.by_day, page.by_month, keys=("by", "about")),
        column_address=partial(column_address, thing),
    )


def column_address(thing: Thing, key: str, column: Column) -> str:
    """Return the address of the claims behind a column: those that the thing makes, or those about it."""
    field = "speakers" if key == "by" else "entities"
    return claims_address(Choice(since=column.since, until=column.until), **{field: (thing.value,)})
