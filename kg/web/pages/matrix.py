"""The matrix: claims by outlets; a cell says whether the outlet asserts, attributes, denies or leaves out the claim."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kg.errors import NotInGraph, WrongParameter
from kg.flat import MATRIX_SORTS, STORY_SORTS, Choice, Flat
from kg.flat.page_records import CellPage
from kg.web.pages.contents import read_speakers
from kg.web.pages.numbers import parse_number
from kg.web.pages.shown import render_missing, render_reading
from kg.web.workbench import Workbench

OWN = ("cell", "columns", "find")
"""Query parameters of this page alone: the open cell, how many outlets, words of a story's label."""
PER_PAGE, N_OUTLETS, MOST_OUTLETS = 40, 10, 60
"""Claims of a page; outlets that stand beside each other without and with unfolding the rest."""
N_NAMES = 2
"""Speakers that a cell names."""
LABEL_BY_SORT = {
    "disagreement": "most disagreement first",
    "outlets": "most outlets first",
    "assertions": "told most often first",
    "newest": "latest first",
    "oldest": "earliest first",
}
LABEL_BY_STORY_SORT = {
    "articles": "most articles first",
    "outlets": "most outlets first",
    "contested": "most contested first",
    "newest": "latest first",
    "label": "by name",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What an address of the matrix asks for."""

    choice: Choice
    sort: str
    page: int
    n_outlets: int
    cell: str | None
    """Keys of claim and outlet, with a comma between."""

    def address(self, *, path: str = "/matrix", **more: str | int | None) -> str:
        """Return the address of the view with some of its parameters changed; those of None are left out."""
        own: dict[str, str | int | None] = {
            "sort": self.sort if self.sort != MATRIX_SORTS[0] else None,
            "page": self.page if self.page > 1 else None,
            "columns": self.n_outlets if self.n_outlets != N_OUTLETS else None,
            "cell": self.cell,
        }
        return _address(path, self.choice.query(**own | more))

    def without(self, name: str, value: str) -> str:
        """Return the address of the view without one of its filters."""
        return _address("/matrix", self.choice.without(name, value).query())


def matrix_router(workbench: Workbench) -> APIRouter:
    """Return the routes of the page, and of the sentences behind one cell as a part of it."""
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/matrix")
    def matrix(request: Request) -> Response:
        view = parse_view(request)
        return show_matrix(workbench, request, view) if view.choice else show_stories(workbench, request)

    @router.get("/matrix/cell")
    def cell(request: Request) -> Response:
        flat, view = workbench.flat, parse_view(request)
        found = read_cell(flat, view)
        if found is None:
            raise WrongParameter("cell takes the keys of a claim and an outlet, with a comma between")
        return render_reading(workbench, flat, "matrix_cell.html", request, cell=found, view=view)

    return router


def parse_view(request: Request) -> View:
    """Return what an address asks for.

    Raises:
        WrongParameter: where a filter is unknown, or a value is none that it takes.
    """
    parameters = request.query_params
    choice = Choice.from_pairs((name, value) for name, value in parameters.multi_items() if name not in OWN)
    sort = parameters.get("sort") or MATRIX_SORTS[0]
    if choice and sort not in MATRIX_SORTS:
        raise WrongParameter(f"sort takes {', '.join(MATRIX_SORTS)}, not {sort!r}")
    return View(
        choice=choice,
        sort=sort,
        page=parse_number(parameters, "page", 1),
        n_outlets=min(parse_number(parameters, "columns", N_OUTLETS), MOST_OUTLETS),
        cell=parameters.get("cell") or None,
    )


def show_matrix(workbench: Workbench, request: Request, view: View) -> Response:
    """Return the matrix of a choice, with the sentences of the cell that is open."""
    flat = workbench.flat
    try:
        found = flat.matrix(view.choice, sort=view.sort, page=view.page, per_page=PER_PAGE, most_outlets=view.n_outlets)
    except NotInGraph:
        return render_missing(workbench, flat, request, room="story", key=view.choice.story or "")
    if view.choice.story is not None and found.story is None:
        return render_missing(workbench, flat, request, room="story", key=view.choice.story)
    return render_reading(
        workbench,
        flat,
        "matrix.html",
        request,
        matrix=found,
        view=view,
        names=read_speakers(flat, found),
        cell=read_cell(flat, view),
        sorts=LABEL_BY_SORT,
        n_outlets_most=MOST_OUTLETS,
    )


def show_stories(workbench: Workbench, request: Request) -> Response:
    """Return the stories to choose from."""
    flat, parameters = workbench.flat, request.query_params
    sort = parameters.get("sort") or STORY_SORTS[0]
    if sort not in STORY_SORTS:
        raise WrongParameter(f"sort takes {', '.join(STORY_SORTS)}, not {sort!r}")
    find = parameters.get("find", "").strip()[:200]
    page = parse_number(parameters, "page", 1)
    found = flat.stories(search=find, sort=sort, page=page)
    return render_reading(
        workbench, flat, "stories.html", request, found=found, find=find, sort=sort, sorts=LABEL_BY_STORY_SORT
    )


def read_cell(flat: Flat, view: View) -> CellPage | None:
    """Return the sentences of the open cell; None where none is open, or there is no such cell."""
    claim, comma, outlet = (view.cell or "").partition(",")
    if not comma:
        return None
    try:
        return flat.cell(claim, outlet, view.choice)
    except NotInGraph:
        return None


def _address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
