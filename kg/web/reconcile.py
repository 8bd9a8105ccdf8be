"""The Reconciliation Service API 0.2 over entities: what OpenRefine and `kg reconcile` ask.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/ (sections in brackets below).
"""

import json
from collections.abc import Callable
from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from kg.rdf.vocabulary import CLASS_BY_ENTITY_LABEL, KG
from kg.web.extend import PROPERTIES, extend
from kg.web.index import Entry, Hit, Index

BATCH_SIZE = 50
LARGEST_BATCH = 500
"""Queries in one request; more are refused with 413 [4.1, batchSize]."""
LIMIT, LARGEST_LIMIT = 5, 100
SUGGESTED = 10
CLEAR = 5.0
"""Points by which an equal name has to be ahead of the next one to be certain."""
AGREES, DISAGREES = 2.0, -2.0
"""Points for a property whose value the entity has, or has not."""
TYPES = [{"id": label, "name": name} for label, name in CLASS_BY_ENTITY_LABEL.items()]


def reconcile_router(
    index: Callable[[], Index], *, name: str, identifier_space: str, prefix: str = "/reconcile"
) -> APIRouter:
    """Return the routes of a reconciliation service.

    Args:
        index: gives the entities to search.
        name: what the service calls itself.
        identifier_space: the IRI that the identifiers follow.
        prefix: the path under which it is offered.
    """
    router = APIRouter(prefix=prefix)
    service = _Service(index, name=name, space=identifier_space, path=prefix)
    router.get("")(service.read)
    router.get("/", include_in_schema=False)(service.read)
    router.post("")(service.write)
    router.post("/", include_in_schema=False)(service.write)
    router.get("/suggest/entity")(service.suggest_entity)
    router.get("/suggest/type")(service.suggest_type)
    router.get("/suggest/property")(service.suggest_property)
    router.get("/properties")(service.propose_properties)
    router.get("/preview", response_class=HTMLResponse)(service.preview)
    return router


class _Service:
    """The service's answers; its methods are plain functions, which FastAPI runs in threads."""

    def __init__(self, index: Callable[[], Index], *, name: str, space: str, path: str) -> None:
        self._index, self._name, self._space, self._path = index, name, space, path

    def read(
        self,
        request: Request,
        queries: Annotated[str | None, Query()] = None,
        extend: Annotated[str | None, Query()] = None,
    ) -> dict[str, Any]:
        """Return the manifest, or the answers to what the query string asks."""
        if queries is None and extend is None:
            return self._manifest(str(request.base_url).rstrip("/"))
        return self._answer(queries, extend)

    def write(
        self, queries: Annotated[str | None, Form()] = None, extend: Annotated[str | None, Form()] = None
    ) -> dict[str, Any]:
        """Answer a form."""
        if queries is None and extend is None:
            raise HTTPException(400, "a form with queries= or extend= is expected")
        return self._answer(queries, extend)

    def _answer(self, queries: str | None, wanted: str | None) -> dict[str, Any]:
        if queries is None:
            return self._extend(_parse(wanted or "", "extend"))
        batch = _parse(queries, "queries")
        if len(batch) > LARGEST_BATCH:
            raise HTTPException(413, f"at most {LARGEST_BATCH} queries in one request")
        index = self._index()
        return {key: {"result": self._reconcile(index, query, key)} for key, query in batch.items()}

    def _manifest(self, root: str) -> dict[str, Any]:
        here = f"{root}{self._path}"
        suggest = {
            kind: {"service_url": here, "service_path": f"/suggest/{kind}"} for kind in ("entity", "type", "property")
        }
        return {
            "versions": ["0.2"],
            "name": self._name,
            "identifierSpace": self._space,
            "schemaSpace": str(KG),
            "defaultTypes": TYPES,
            "view": {"url": f"{here}/preview?id={{{{id}}}}"},
            "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": 400, "height": 160},
            "suggest": suggest,
            "extend": {
                "propose_properties": {"service_url": here, "service_path": "/properties"},
                "property_settings": [],
            },
            "batchSize": BATCH_SIZE,
        }

    def _reconcile(self, index: Index, query: Any, key: str) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
        """Return the candidates for one query [5.2]."""
        if not isinstance(query, dict) or not isinstance(query.get("query"), str) or not query["query"].strip():
            raise HTTPException(400, f"query {key!r} has no text to search")
        limit = query.get("limit")
        limit = min(limit, LARGEST_LIMIT) if isinstance(limit, int) and limit > 0 else LIMIT
        given = query.get("type") or ()
        types = [given] if isinstance(given, str) else [str(one) for one in given]
        known = [one for one in types if one in CLASS_BY_ENTITY_LABEL]
        hits = index.search(query["query"].strip(), types=known, limit=limit)
        ranked = sorted(
            ((hit, max(0.0, hit.score + _bonus(hit.entry, query.get("properties")))) for hit in hits),
            key=lambda pair: -pair[1],
        )
        return [_candidate(hit, score, certain=n == 0 and _is_certain(ranked)) for n, (hit, score) in enumerate(ranked)]

    def _extend(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Return values of properties of entities [8.3]."""
        ids, properties = wanted.get("ids"), wanted.get("properties")
        if not isinstance(ids, list) or not isinstance(properties, list):
            raise HTTPException(400, "extend takes ids and properties")
        asked = [one["id"] for one in properties if isinstance(one, dict) and isinstance(one.get("id"), str)]
        return extend(self._index(), [str(one) for one in ids], asked)

    def suggest_entity(self, prefix: str = "", cursor: Annotated[int, Query(ge=0)] = 0) -> dict[str, Any]:
        """Return entities for what was typed so far [7.3]."""
        found = self._index().suggest(prefix, skip=cursor, limit=SUGGESTED)
        return {
            "result": [
                {"id": one.id, "name": one.name, "description": one.description, "notable": _types(one)}
                for one in found
            ]
        }

    def suggest_type(self, prefix: str = "", cursor: Annotated[int, Query(ge=0)] = 0) -> dict[str, Any]:
        """Return types for what was typed so far."""
        return {"result": _beginning(TYPES, prefix)[cursor : cursor + SUGGESTED]}

    def suggest_property(self, prefix: str = "", cursor: Annotated[int, Query(ge=0)] = 0) -> dict[str, Any]:
        """Return properties for what was typed so far."""
        named = [{"id": one.id, "name": one.name} for one in PROPERTIES.values()]
        return {"result": _beginning(named, prefix)[cursor : cursor + SUGGESTED]}

    def propose_properties(
        self, type_id: Annotated[str, Query(alias="type")] = "", limit: Annotated[int, Query(ge=1)] = 50
    ) -> dict[str, Any]:
        """Return the properties that entities of a type have: all have the same [8.2]."""
        named = [{"id": one.id, "name": one.name} for one in PROPERTIES.values()]
        return {"type": type_id, "limit": limit, "properties": named[:limit]}

    def preview(self, id: str = "") -> HTMLResponse:  # noqa: A002 - the API's name for it
        """Return a small page about an entity [6.2]."""
        entry = self._index().entry_by_id.get(id)
        if entry is None:
            raise HTTPException(404, f"there is no entity {id!r}")
        return HTMLResponse(_render_preview(entry, self._space))


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise HTTPException(400, f"{name} is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise HTTPException(400, f"{name} has to be a JSON object")
    return found


def _bonus(entry: Entry, properties: Any) -> float:  # noqa: ANN401 - JSON
    """Return what the properties of a query add to a candidate's score [5.1, properties]."""
    total = 0.0
    for given in properties if isinstance(properties, list) else ():
        known = PROPERTIES.get(str(given.get("pid"))) if isinstance(given, dict) else None
        if known is not None:
            values = given.get("v")
            wanted = {_plain(value) for value in (values if isinstance(values, list) else [values])}
            total += AGREES if wanted & {_plain(value) for value in known.values(entry)} else DISAGREES
    return total


def _plain(value: object) -> str:
    return str(value.get("id", "") if isinstance(value, dict) else value).casefold()


def _is_certain(ranked: list[tuple[Hit, float]]) -> bool:
    best, score = ranked[0]
    return best.is_equal and (len(ranked) == 1 or score - ranked[1][1] >= CLEAR)


def _candidate(hit: Hit, score: float, *, certain: bool) -> dict[str, Any]:
    return {
        "id": hit.entry.id,
        "name": hit.entry.name,
        "description": hit.entry.description,
        "type": _types(hit.entry),
        "score": round(min(score, 100.0), 2),
        "match": certain,
        "features": [{"id": "name", "value": hit.score}, {"id": "articles", "value": hit.entry.n_articles}],
    }


def _types(entry: Entry) -> list[dict[str, str]]:
    return [{"id": entry.type, "name": CLASS_BY_ENTITY_LABEL.get(entry.type, entry.type)}] if entry.type else []


def _beginning(named: list[dict[str, str]], prefix: str) -> list[dict[str, str]]:
    start = prefix.casefold()
    return [one for one in named if one["id"].casefold().startswith(start) or one["name"].casefold().startswith(start)]


def _render_preview(entry: Entry, space: str) -> str:
    lines = [entry.description]
    lines += list(entry.roles[:3])
    others = [name for name in entry.names if name != entry.name]
    lines += [f"also: {', '.join(others)}"] if others else []
    lines += [f"in {', '.join(entry.outlets[:8])}"] if entry.outlets else []
    lines += [f"same as {', '.join(entry.same_as)}"] if entry.same_as else []
    kind = f" <small>{escape(_types(entry)[0]['name'])}</small>" if entry.type else ""
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>'
        f"{escape(entry.name)}</title><style>body{{font:14px sans-serif;margin:8px}}p{{margin:4px 0}}</style></head>"
        f'<body><h1 style="font-size:16px;margin:0"><a href="{escape(space + entry.id)}">{escape(entry.name)}</a>{kind}'
        f"</h1>{body}</body></html>"
    )
