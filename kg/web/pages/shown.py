"""What the pages for reading share: outlets by key, addresses of filtered claims, and what an unknown address says."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

from fastapi import Request
from fastapi.responses import HTMLResponse

from kg.flat import Choice, Flat
from kg.flat.records import Outlet
from kg.web.hues import outlet_hues
from kg.web.workbench import Workbench

NOUNS = {
    "article": "article",
    "assertion": "assertion",
    "entity": "person, organisation, place or other thing",
    "topic": "topic",
    "claim": "claim",
    "outlet": "outlet",
    "story": "story",
}
"""What is looked for below each address, in words."""
N_NEAR = 8
"""Things that an unknown address proposes."""

_outlets_by_flat: WeakKeyDictionary[Flat, Mapping[str, Outlet]] = WeakKeyDictionary()


def outlets_by_key(flat: Flat) -> Mapping[str, Outlet]:
    """Return every outlet of a graph by its key, most assertions first."""
    if flat not in _outlets_by_flat:
        _outlets_by_flat[flat] = {outlet.key: outlet for outlet in flat.overview().outlets}
    return _outlets_by_flat[flat]


def render_reading(
    workbench: Workbench,
    flat: Flat,
    template: str,
    request: Request,
    *,
    status: int = 200,
    **values: Any,  # noqa: ANN401 - what a template shows
) -> HTMLResponse:
    """Render a page with what all reading pages use: outlets, their hues, and `address(choice, **more)` of claims."""
    return workbench.render(
        template,
        request,
        status=status,
        hues=outlet_hues(flat),
        outlets=outlets_by_key(flat),
        address=claims_address,
        choose=Choice,
        **values,
    )


def claims_address(choice: Choice, **more: Any) -> str:  # noqa: ANN401 - fields of a choice
    """Return the address of the claims that a choice, with further fields, lets through."""
    return f"/claims?{replace(choice, **more).query()}"


def render_missing(workbench: Workbench, flat: Flat, request: Request, *, room: str, key: str) -> HTMLResponse:
    """Return the answer to a key that nothing has: status 404, plain words, and what is called something like it."""
    words = key.replace("-", " ").replace("_", " ").strip()[:200]
    near = flat.search(words, limit=N_NEAR) if words else ()
    return render_reading(
        workbench, flat, "missing.html", request, status=404, noun=NOUNS[room], key=key[:200], words=words, near=near
    )
