"""The routes of all pages."""

from kg.web.pages.article import article_router
from kg.web.pages.ask import ask_router
from kg.web.pages.claim import claim_router
from kg.web.pages.claims import claims_router
from kg.web.pages.entity import entity_router
from kg.web.pages.graph import graph_router
from kg.web.pages.matrix import matrix_router
from kg.web.pages.outlet import outlet_router
from kg.web.pages.overview import overview_router
from kg.web.pages.review import review_router
from kg.web.pages.story import story_router

ROUTERS = (
    overview_router,
    claims_router,
    matrix_router,
    article_router,
    entity_router,
    claim_router,
    outlet_router,
    story_router,
    graph_router,
    ask_router,
    review_router,
)
"""Every page, in the order of the menu."""
