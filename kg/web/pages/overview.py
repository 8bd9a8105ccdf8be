"""The overview page: the graph at a glance, and where to go from here."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kg.web.hues import outlet_hues
from kg.web.pages.header_search import search_router
from kg.web.pages.periods import stack_periods
from kg.web.workbench import Workbench

N_LISTED = 6
"""Things in each list of the page."""


def overview_router(workbench: Workbench) -> APIRouter:
    """Return the routes of the page, and of what every page's header asks for."""
    router = APIRouter()

    @router.get("/", include_in_schema=False)
    def overview(request: Request) -> HTMLResponse:
        flat = workbench.flat
        found, hues = flat.overview(), outlet_hues(flat)
        return workbench.render(
            "overview.html",
            request,
            found=found,
            chart=stack_periods(found.by_month, hues, {outlet.key: outlet.label for outlet in found.outlets}),
            labels={outlet.key: outlet.label for outlet in found.outlets},
            n_listed=N_LISTED,
            hues=hues,
        )

    router.include_router(search_router(workbench))
    return router
