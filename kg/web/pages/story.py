"""The story page: what articles of several outlets tell of one matter, and where they differ."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kg.errors import NotInGraph
from kg.flat import Choice
from kg.flat.page_records import MatrixRow
from kg.flat.records import AssertionRow
from kg.web.pages.shown import render_missing, render_reading
from kg.web.workbench import Workbench

MOST_ROWS = 3_000
"""Assertions that are looked through for the articles of a story, so that the page of the largest opens at once."""
N_CLAIMS, MOST_OUTLETS = 10, 60
TELLS, DENIES = ("asserts", "attributes", "both"), ("denies", "both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article of a story."""

    path: str
    title: str
    published: str | None
    n: int
    """Assertions that it makes."""


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


def split_sides(row: MatrixRow) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the keys of the outlets that tell a claim, that deny it, and that leave it out."""
    sides = (TELLS, DENIES, ("leaves out",))
    tells, denies, silent = (tuple(cell.outlet_key for cell in row.cells if cell.stance in side) for side in sides)
    return tells, denies, silent


def list_articles(rows: Iterable[AssertionRow]) -> dict[str, list[Told]]:
    """Return the articles that make some assertions by the key of their outlet, each outlet's in order of time."""
    first: dict[str, AssertionRow] = {}
    n_by_article: dict[str, int] = defaultdict(int)
    for row in rows:
        first.setdefault(row.article_key, row)
        n_by_article[row.article_key] += 1
    found = defaultdict(list)
    for key, row in sorted(first.items(), key=lambda item: (item[1].row.published or "9999", item[1].row.article)):
        title = row.row.title or row.row.article
        told = Told(path=row.article_path, title=title, published=row.row.published, n=n_by_article[key])
        found[row.outlet_key].append(told)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))
