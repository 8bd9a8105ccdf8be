"""The graph page: the drawing of any choice, which grows node by node."""

import json
from collections.abc import Iterable
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kg.draw.columns import Places
from kg.draw.served import Drawn, draw_rows, served_html, served_script, served_style
from kg.errors import WrongParameter
from kg.flat import Choice, Flat
from kg.flat.drawing import DrawnRows, read_drawn
from kg.flat.records import Thing
from kg.rdf.identifiers import encode_key
from kg.records import Polarity
from kg.web.hues import outlet_hues
from kg.web.pages.chosen import Chip, Chosen
from kg.web.pages.numbers import parse_number
from kg.web.workbench import Workbench

FIRST, STEP, MOST = 200, 4, 5000
"""Claims of the first view, how many times as many the next one has, and at most."""
AROUND, MOST_TIMES = 24, 20
"""Claims that come with each further look at a node's neighbours, and how many looks there are."""
MOST_TOLD = 400
"""Sentences that are sent of one claim."""
OWN = ("limit", "node", "times", "told", "denied")
"""Query parameters of this page alone."""
LISTED = 60
"""Claims that the page lists by itself, for readers without script."""


def graph_router(workbench: Workbench) -> APIRouter:
    """Return the routes of the page, of what its script asks for, and of its script and style."""
    router = APIRouter(include_in_schema=False)

    @router.get("/graph")
    def graph(request: Request) -> HTMLResponse:
        flat, choice = workbench.flat, _choice(request)
        limit = parse_number(request.query_params, "limit", FIRST, most=MOST)
        found = read_drawn(flat, choice, limit=limit)
        drawn = _draw(flat, found, limit=limit)
        n_drawn = drawn.network.number_of_edges()
        further = min(limit * STEP, MOST) if n_drawn < found.total and limit < MOST else None
        return workbench.render(
            "graph.html",
            request,
            choice=choice,
            chips=_chips(flat, choice),
            drawn=drawn,
            found=found,
            n_drawn=n_drawn,
            further=further,
            listed=found.edges[:LISTED],
            hues=outlet_hues(flat),
            controls=served_html("controls"),
            figure=served_html("figure"),
        )

    @router.get("/api/graph")
    def more(request: Request) -> Response:
        flat, choice = workbench.flat, _choice(request)
        asked = request.query_params
        if "told" in asked:
            return _json(_tell(flat, choice, claim=asked["told"], negative=asked.get("denied") == "1"), rest=False)
        times = parse_number(request.query_params, "times", 1, most=MOST_TIMES)
        room, _, key = (asked.get("node") or "").partition("/")
        if room not in ("entity", "topic"):
            raise WrongParameter("node takes entity/KEY or topic/KEY")
        limit = AROUND * times
        found = read_drawn(flat, choice, limit=limit, at=(room, key))
        return _json(_draw(flat, found, limit=limit), rest=found.total > limit and times < MOST_TIMES)

    @router.get("/graph/picture.js")
    def script() -> Response:
        return Response(served_script(), media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    @router.get("/graph/picture.css")
    def style() -> Response:
        return Response(served_style(), media_type="text/css", headers={"Cache-Control": "no-cache"})

    return router


def _draw(flat: Flat, found: DrawnRows, *, limit: int) -> Drawn:
    return draw_rows(
        found.rows,
        base=flat.base,
        types=_types(flat, found.things),
        places={row.assertion: Places(claim=f"/claim/{encode_key(row.claim)}") for row in found.rows},
        hues=_hues(flat),
        limit=limit,
    )


def _tell(flat: Flat, choice: Choice, *, claim: str, negative: bool) -> Drawn:
    """Draw one claim alone, with its sentences."""
    polarity = Polarity.NEGATIVE if negative else Polarity.POSITIVE
    chosen = replace(choice, claim=claim, polarities=(polarity.value,))
    rows = list(flat.rows(chosen, sort="oldest", limit=MOST_TOLD))
    return draw_rows(
        (row.row for row in rows),
        base=flat.base,
        types={},
        places={row.row.assertion: Places(assertion=row.path, claim=row.claim_path) for row in rows},
        hues=_hues(flat),
        limit=MOST_TOLD,
    )


def _json(drawn: Drawn, *, rest: bool) -> Response:
    """Return both blocks, and whether there is more."""
    whole = f'{{"data":{drawn.blocks.data},"told":{drawn.blocks.told},"rest":{json.dumps(rest)}}}'
    return Response(whole, media_type="application/json")


def _types(flat: Flat, things: Iterable[Thing]) -> dict[str, str]:
    base = flat.base.rstrip("/")
    return {f"{base}{thing.path}": thing.type for thing in things if thing.room == "entity" and thing.type}


def _hues(flat: Flat) -> dict[str, int]:
    hues = outlet_hues(flat)
    return {outlet.label: hues[outlet.key] for outlet in flat.overview().outlets if outlet.key in hues}


def _chips(flat: Flat, choice: Choice) -> tuple[Chip, ...]:
    """Return what was chosen, in words, each with the address of the page without it."""
    if not choice:
        return ()
    chips = Chosen(choice=choice, found=flat.claims(choice, per_page=1, facet_values=1)).chips
    return tuple(replace(chip, address=chip.address.replace("/claims", "/graph", 1)) for chip in chips)


def _choice(request: Request) -> Choice:
    return Choice.from_pairs((name, value) for name, value in request.query_params.multi_items() if name not in OWN)
