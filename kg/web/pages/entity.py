"""The entity page."""

from fastapi import APIRouter

from kg.web.workbench import Workbench


def entity_router(workbench: Workbench) -> APIRouter:  # noqa: ARG001 - not built yet
    """Return the routes of the page."""
    return APIRouter()
