"""The list of everything that people decided."""

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from kg.records.reviews import Joining, ReviewState, Verdict, timestamp
from kg.web.pages.review_desk import Linking
from kg.web.pages.review_kinds import KINDS
from kg.web.workbench import Workbench

PER_PAGE = 100


def render_list(
    workbench: Workbench, linking: Linking, request: Request, page: int, *, imported: dict[str, Any] | None = None
) -> HTMLResponse:
    """Render what people decided, latest first.

    Args:
        workbench: the graph.
        linking: whether it is being linked anew.
        request: what is answered.
        page: which hundred, from 1.
        imported: what came of an import, where there was one.
    """
    states = list(reversed(list(workbench.reviews)))
    n_pages = max(1, -(-len(states) // PER_PAGE))
    page = min(page, n_pages)
    return workbench.render(
        "review_list.html",
        request,
        kinds=KINDS,
        reviews=[_shown(state) for state in states[(page - 1) * PER_PAGE : page * PER_PAGE]],
        total=len(states),
        page=page,
        n_pages=n_pages,
        linking=linking,
        imported=imported,
    )


def _shown(state: ReviewState) -> dict[str, Any]:
    """Return a review as the list shows it."""
    review = state.review
    signed = {
        "key": review.key,
        "by": review.by,
        "at": timestamp(review.at),
        "note": review.note,
        "words": review.words,
        "standing": state.standing.value,
    }
    if isinstance(review, Verdict):
        return signed | {"decided": review.verdict.value, "path": f"/assertion/{review.assertion}", "kind": "assertion"}
    assert isinstance(review, Joining)
    return signed | {"decided": review.relation.value, "path": None, "kind": review.kind.value}
