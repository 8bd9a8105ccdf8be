"""What goes back and forth with a review: where a person came from, and what a script shows in place."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request

from kg.records.reviews import Joining, Review, Verdict
from kg.web.workbench import Workbench

HOME = "/review"


def wanted(request: Request) -> bool:
    """Tell whether a script sent a form, which wants JSON."""
    return "application/json" in request.headers.get("accept", "")


def back_to(request: Request, named: str) -> str:
    """Return the address of the page that a form stands on: a path of this workbench, never another site.

    Args:
        request: its `Referer` is the page, unless the form names one.
        named: what the form names; may be empty.
    """
    referer = request.headers.get("referer", "")
    parts = urlsplit(named or referer)
    if not named and parts.netloc != request.headers.get("host"):
        return HOME
    # Two slashes, or a slash and a backslash, would lead to another host.
    path = parts.path if parts.path.startswith("/") and not parts.path.startswith(("//", "/\\")) else HOME
    if named and (parts.scheme or parts.netloc or "\\" in named or "\n" in named or "\r" in named):
        return HOME
    if path in ("/reviews/judge", "/reviews/undo", "/reviews/import"):
        return HOME
    return f"{path}?{parts.query}" if parts.query else path


def said_of(workbench: Workbench, reviews: Iterable[Review], *, undone: bool = False) -> dict[str, Any]:
    """Return what was written, and which verdict now counts for each assertion."""
    written = list(reviews)
    keys = [review.assertion for review in written if isinstance(review, Verdict)]
    rows = workbench.flat.assertions(keys)
    return {
        "undone": undone,
        "reviews": [_described(review) for review in written],
        "standing": {row.key: row.row.verdict for row in rows},
        "linking": any(isinstance(review, Joining) for review in written),
    }


def _described(review: Review) -> dict[str, Any]:
    signed = {"review": review.key, "by": review.by, "note": review.note}
    if isinstance(review, Verdict):
        return signed | {"assertion": review.assertion, "verdict": review.verdict.value}
    return signed | {"relation": review.relation.value, "kind": review.kind.value}
