"""The review pages: what needs a person, what people decided, and two things to join or part by hand."""

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from kg.errors import WrongParameter
from kg.store import GraphStore
from kg.store.reviews import read_reviews
from kg.web.engine import Refused
from kg.web.hues import outlet_hues
from kg.web.pages.review_actions import add_actions
from kg.web.pages.review_candidates import find_candidates
from kg.web.pages.review_desk import Desk
from kg.web.pages.review_kinds import KIND_BY_NAME, KINDS, Kind
from kg.web.pages.review_list import render_list
from kg.web.pages.review_queue import Queue, show_queue
from kg.web.workbench import Workbench

MOST_PAGES = 10_000


def review_router(workbench: Workbench, *, desk: Desk | None = None) -> APIRouter:
    """Return the routes of the page.

    Args:
        workbench: what the pages share.
        desk: writes what people decide; one for all pages.
    """
    router = APIRouter()
    writer = desk or Desk(workbench)

    @router.get("/review", response_class=HTMLResponse)
    async def show_next(request: Request, show: str = "", page: int = 1) -> Response:
        return await _queue(workbench, writer, request, show, min(max(1, page), MOST_PAGES))

    @router.get("/reviews", response_class=HTMLResponse)
    def show_reviews(request: Request, page: int = 1) -> Response:
        return render_list(workbench, writer.linking, request, min(max(1, page), MOST_PAGES))

    @router.get("/reviews/join", response_class=HTMLResponse)
    def show_joining(request: Request, left: str = "", right: str = "", relation: str = "same") -> Response:
        given = {"left": left, "right": right, "relation": relation}
        return workbench.render("review_join.html", request, kinds=KINDS, linking=writer.linking, given=given)

    @router.get("/reviews/linking")
    def show_linking() -> JSONResponse:
        now = writer.linking
        return JSONResponse({"state": now.state, "seconds": now.seconds, "reason": now.reason})

    @router.get("/reviews/export")
    def export_reviews() -> Response:
        kept = {"Content-Disposition": f'attachment; filename="{_file_name(workbench)}-reviews.jsonl"'}
        return PlainTextResponse("".join(workbench.reviews.lines()), headers=kept, media_type="application/jsonl")

    @router.get("/api/review/suggest")
    def propose_things(q: str = "") -> JSONResponse:
        prefix = {"entity": "ent", "claim": "clm"}
        hits = workbench.flat.search(q[:200], kinds=tuple(prefix), limit=12) if q.strip() else ()
        found = [{"value": f"{prefix[hit.kind]}:{hit.key}", "label": f"{hit.label} ({hit.kind})"} for hit in hits]
        return JSONResponse({"values": found})

    add_actions(router, workbench, writer)
    return router


async def _queue(workbench: Workbench, desk: Desk, request: Request, show: str, page: int) -> HTMLResponse:
    """Render one kind of what needs a person; where none is named, the first of assertions that has any."""
    if show and show not in KIND_BY_NAME:
        raise WrongParameter(f"there is nothing to review under {show!r}; there is {', '.join(KIND_BY_NAME)}")
    kind, queue, problem = KIND_BY_NAME.get(show, KINDS[0]), None, None
    try:
        queue = await _find(workbench, kind, page)
        if not queue.items and not show:
            kind = KINDS[1]
            queue = await _find(workbench, kind, page)
    except Refused as refused:
        problem = refused
    hues = await run_in_threadpool(outlet_hues, workbench.flat)
    return workbench.render(
        "review.html",
        request,
        status=problem.status if problem else 200,
        kinds=KINDS,
        kind=kind,
        queue=queue,
        problem=problem,
        hues=hues,
        linking=desk.linking,
    )


async def _find(workbench: Workbench, kind: Kind, page: int) -> Queue:
    flat = workbench.flat
    candidates = await find_candidates(flat, workbench.pool, kind)

    def show() -> Queue:
        with GraphStore.open(workbench.path) as graph:
            reviews = read_reviews(graph)
        return show_queue(flat, kind, candidates, reviews, page=page)

    return await run_in_threadpool(show)


def _file_name(workbench: Workbench) -> str:
    return "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "-" for letter in workbench.name
    )
