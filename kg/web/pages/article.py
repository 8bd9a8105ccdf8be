"""The article page: the text with who speaks, in which words and what is claimed; a claim leads to who else says so."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kg.errors import NotInGraph
from kg.web.pages.pieces import cut_text
from kg.web.pages.shown import render_missing, render_reading
from kg.web.workbench import Workbench


def article_router(workbench: Workbench) -> APIRouter:
    """Return the routes of the page, and of the addresses of assertions, which lead to their places in it."""
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/article/{key:path}")
    def article(request: Request, key: str) -> Response:
        return show_article(workbench, request, key)

    @router.get("/assertion/{key:path}")
    def assertion(request: Request, key: str) -> Response:
        flat = workbench.flat
        found = flat.assertions([key])
        if not found:
            return render_missing(workbench, flat, request, room="assertion", key=key)
        return RedirectResponse(found[0].path, status_code=303)

    return router


def show_article(workbench: Workbench, request: Request, key: str) -> HTMLResponse:
    """Return the page of an article's revision."""
    flat = workbench.flat
    try:
        page = flat.article(key)
    except NotInGraph:
        return render_missing(workbench, flat, request, room="article", key=key)
    number_by_key = {found.row.key: number for number, found in enumerate(page.assertions)}
    paragraphs = cut_text(page.text, page.marks)
    placed = {key for pieces in paragraphs for piece in pieces for key in piece.begins}
    return render_reading(
        workbench,
        flat,
        "article.html",
        request,
        page=page,
        paragraphs=paragraphs,
        numbers=number_by_key,
        placed=placed,
        claims={found.row.key: found.row.claim_path for found in page.assertions},
    )
