"""What the search box of the header suggests while one types."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from kg.web.workbench import Workbench

KINDS = ("entity", "topic", "outlet", "story", "article", "claim")
N_HITS = 10


def search_router(workbench: Workbench) -> APIRouter:
    """Return the route of the suggestions."""
    router = APIRouter()

    @router.get("/api/search")
    def search(q: Annotated[str, Query(max_length=200)] = "") -> dict[str, Any]:
        """Return what is called so, or begins so, best first."""
        words = q.strip()
        hits = workbench.flat.search(words, kinds=KINDS, limit=N_HITS) if words else ()
        return {
            "hits": [{"kind": hit.kind, "label": hit.label, "detail": hit.detail, "path": hit.path} for hit in hits]
        }

    return router
