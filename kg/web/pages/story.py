"""The story page: what articles of several outlets tell of one matter, and where they differ."""

from dataclasses import replace
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kg.errors import NotInGraph
from kg.flat import Choice
from kg.web.pages.contents import list_articles, split_sides
from kg.web.pages.shown import render_missing, render_reading
from kg.web.workbench import Workbench

MOST_ROWS = 3_000
"""Assertions that are looked through for the articles of a story, so that the page of the largest opens at once."""
N_CLAIMS, MOST_OUTLETS = 10, 60


def story_router(workbench: Workbench) -> APIRouter:
    """Return the routes of the page."""
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/story/{key:path}")
    def story(request: Request, key: str) -> Response:
        return show_story(workbench, request, key)

    return router


def show_story(workbench: Workbench, request: Request, key: str) -> Response:
    """Return the page of a story."""
    flat, choice = workbench.flat, Choice(story=key)
    contested = replace(choice, contested=True)
    try:
        matrix = flat.matrix(contested, sort="disagreement", per_page=N_CLAIMS, most_outlets=MOST_OUTLETS)
    except NotInGraph:
        matrix = None
    if matrix is None or matrix.story is None:
        return render_missing(workbench, flat, request, room="story", key=key)
    shared = flat.matrix(choice, sort="outlets", per_page=N_CLAIMS, most_outlets=MOST_OUTLETS)
    return render_reading(
        workbench,
        flat,
        "story.html",
        request,
        story=matrix.story,
        matrix=matrix,
        contested=[(row.claim, *split_sides(row)) for row in matrix.rows],
        shared=[row.claim for row in shared.rows if row.claim.n_outlets > 1],
        articles=list_articles(islice(flat.rows(choice), MOST_ROWS)),
    )
