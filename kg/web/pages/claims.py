"""The claims page: a table of assertions with facets, whose address holds what was chosen."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from kg.errors import WrongParameter
from kg.flat import FACETS, SORTS, Choice
from kg.web.hues import outlet_hues
from kg.web.pages.chosen import SORT_NAMES, TITLES, Chosen
from kg.web.pages.downloads import MEDIA_TYPES, write_rows
from kg.web.pages.numbers import parse_number
from kg.web.workbench import Workbench

PER_PAGE = (25, 50, 100)
"""Rows on a page, to choose from."""
N_VALUES = 8
"""Values that a facet lists before one searches among the rest."""
MOST_VALUES = 500
"""Values that the page of one facet lists."""
OURS = ("part", "find")
"""Query parameters that are the page's own: they choose no assertions."""


def claims_router(workbench: Workbench) -> APIRouter:
    """Return the routes of the page, of its parts that a script fetches, and of its downloads."""
    router = APIRouter(include_in_schema=False)

    @router.get("/claims")
    def claims(request: Request) -> HTMLResponse:
        choice, order = _choice(request), _order(request)
        flat = workbench.flat
        found = flat.claims(choice, facet_values=N_VALUES, **order)
        chosen = Chosen(choice=choice, found=found, order=order)
        part = request.query_params.get("part") == "results"
        return workbench.render(
            "claims_part.html" if part else "claims.html",
            request,
            chosen=chosen,
            found=found,
            titles=TITLES,
            sorts=SORT_NAMES,
            sizes=PER_PAGE,
            n_listed=N_VALUES,
            hues=outlet_hues(flat),
        )

    @router.get("/claims/values/{name}")
    def values(request: Request, name: str) -> HTMLResponse:
        if name not in FACETS:
            raise WrongParameter(f"there is no facet {name!r}; there are {', '.join(FACETS)}")
        choice, search = _choice(request), request.query_params.get("find", "")
        part = request.query_params.get("part") == "values"
        flat = workbench.flat
        return workbench.render(
            "claims_values_part.html" if part else "claims_values.html",
            request,
            choice=choice,
            facet=flat.facet(choice, name, search=search, limit=50 if part else MOST_VALUES),
            title=TITLES[name],
            search=search,
            hues=outlet_hues(flat),
        )

    @router.get("/claims/context/{key:path}")
    def context(request: Request, key: str) -> HTMLResponse:
        flat = workbench.flat
        return workbench.render("claims_context.html", request, page=flat.assertion(key), hues=outlet_hues(flat))

    @router.get("/claims.{suffix}")
    def download(request: Request, suffix: str) -> StreamingResponse:
        if suffix not in MEDIA_TYPES:
            raise WrongParameter(f"claims are written as {' or '.join(MEDIA_TYPES)}, not as {suffix}")
        choice, sort = _choice(request), _order(request)["sort"]
        rows = (found.row for found in workbench.flat.rows(choice, sort=sort))
        name = f'attachment; filename="claims.{suffix}"'
        return StreamingResponse(
            write_rows(rows, suffix), media_type=MEDIA_TYPES[suffix], headers={"Content-Disposition": name}
        )

    return router


def _choice(request: Request) -> Choice:
    return Choice.from_pairs((name, value) for name, value in request.query_params.multi_items() if name not in OURS)


def _order(request: Request) -> dict[str, Any]:
    sort = request.query_params.get("sort") or "newest"
    if sort not in SORTS:
        raise WrongParameter(f"claims are sorted by {', '.join(SORTS)}, not by {sort!r}")
    per_page = parse_number(request.query_params, "per_page", 50)
    if per_page not in PER_PAGE:
        raise WrongParameter(f"a page has {', '.join(map(str, PER_PAGE))} rows, not {per_page}")
    return {"sort": sort, "page": parse_number(request.query_params, "page", 1), "per_page": per_page}
