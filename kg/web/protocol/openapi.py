"""The interface for programs as OpenAPI 3.1: the endpoint and the graph store by hand, the rest from the routes."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from kg.web.protocol.formats import SOLUTIONS, TRIPLES, media_types
from kg.web.protocol.operation import FORM, QUERY, UPDATE
from kg.web.protocol.problems import PROBLEM

PUBLIC = ("/sparql", "/graph-store", "/.well-known", "/reconcile", "/api")
"""Beginnings of the paths that are for programs; all others are pages."""
_TEXT = {"type": "string"}
_IRIS = {"type": "array", "items": {"type": "string", "format": "iri"}}


def describe_api(app: FastAPI, *, writing: bool) -> None:
    """Let an application describe its interface for programs at `/openapi.json`.

    Args:
        app: the application, with all its routes.
        writing: whether graphs may be changed.
    """

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = get_openapi(title=app.title, version=app.version, routes=app.routes)
            paths = {path: told for path, told in found.get("paths", {}).items() if path.startswith(PUBLIC)}
            for told in paths.values():
                _name_refusals(told)
            found["paths"] = _endpoints(writing=writing) | paths
            found.setdefault("components", {})["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            app.openapi_schema = found
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]


def _name_refusals(path: Mapping[str, Any]) -> None:
    """Say of operations that routes describe themselves how they refuse: as all others do (`kg.web.faults`)."""
    for operation in path.values():
        operation["responses"].pop("422", None)
        operation["responses"] |= {"4XX": _refused("cannot be answered"), "503": _refused(_MEANINGS[503])}


def _refused(meaning: str) -> dict[str, Any]:
    schema = {"type": "object", "required": ["title", "status", "detail"]}
    return {"description": meaning, "content": {PROBLEM: {"schema": schema}, "text/plain": {"schema": _TEXT}}}


def _endpoints(*, writing: bool) -> dict[str, Any]:
    paths = {
        "/sparql": {"get": _query_by_address(), "post": _query_by_body(writing=writing)},
        "/graph-store": {"get": _read_graph()},
        "/.well-known/void": {
            "get": {
                "summary": "What the data set has (VoID)",
                "parameters": [_format()],
                "responses": _answers(media_types(TRIPLES), 400, 406),
            }
        },
    }
    if writing:
        paths["/graph-store"] |= {"put": _write_graph("Replace a graph"), "post": _write_graph("Add to a graph")}
        paths["/graph-store"]["delete"] = {
            "summary": "Remove a graph",
            "parameters": _GRAPH,
            "security": [{"token": []}],
            "responses": _answers((), 204, 400, 401, 404, 503),
        }
    return paths


def _parameter(name: str, schema: Mapping[str, Any], told: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": told}


def _format() -> dict[str, Any]:
    names = sorted({one.name for one in (*SOLUTIONS, *TRIPLES)})
    return _parameter("format", _TEXT, f"A format by its name, before Accept: {', '.join(names)}.")


_GRAPH = [
    _parameter("graph", {"type": "string", "format": "iri"}, "The graph's IRI."),
    {**_parameter("default", _TEXT, "The default graph, in place of `graph`."), "allowEmptyValue": True},
]


def _data_set(using: str = "") -> list[dict[str, Any]]:
    default = f"{using}graph-uri" if using else "default-graph-uri"
    return [
        _parameter(default, _IRIS, "Graphs that together are the default graph."),
        _parameter(f"{using}named-graph-uri", _IRIS, "Graphs that GRAPH may name."),
    ]


def _query_by_address() -> dict[str, Any]:
    return {
        "summary": "Ask in SPARQL 1.1; without a query, the description of the service",
        "parameters": [
            _parameter("query", _TEXT, "SPARQL; kg's prefixes need no declaration."),
            *_data_set(),
            _format(),
            _parameter("download", _TEXT, "Keep the answer as a file of this name."),
        ],
        "responses": _answers((*media_types(SOLUTIONS), *media_types(TRIPLES)), *_REFUSED),
    }


def _query_by_body(*, writing: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {"query": _TEXT, "default-graph-uri": _IRIS, "named-graph-uri": _IRIS}
    content: dict[str, Any] = {
        FORM: {"schema": {"type": "object", "properties": fields}},
        QUERY: {"schema": _TEXT},
    }
    if writing:
        fields |= {"update": _TEXT, "using-graph-uri": _IRIS, "using-named-graph-uri": _IRIS}
        content[UPDATE] = {"schema": _TEXT}
    return {
        "summary": "Ask in SPARQL 1.1" + (", or change the graph" if writing else ""),
        "parameters": [*_data_set(), *(_data_set("using-") if writing else ())],
        "requestBody": {"required": True, "content": content},
        "security": [{}, {"token": []}] if writing else [],
        "responses": _answers((*media_types(SOLUTIONS), *media_types(TRIPLES)), 204, 401, *_REFUSED),
    }


def _read_graph() -> dict[str, Any]:
    return {
        "summary": "A whole graph",
        "parameters": [*_GRAPH, _format()],
        "responses": _answers(media_types(TRIPLES), 400, 404, 406, 422, 503),
    }


def _write_graph(summary: str) -> dict[str, Any]:
    return {
        "summary": summary,
        "parameters": _GRAPH,
        "security": [{"token": []}],
        "requestBody": {"required": True, "content": {one: {"schema": _TEXT} for one in media_types(TRIPLES)}},
        "responses": _answers((), 201, 204, 400, 401, 413, 415, 503),
    }


_REFUSED = (303, 304, 400, 403, 404, 406, 413, 415, 422, 503)
_FIRST_REFUSAL = 400
_MEANINGS = {
    201: "made",
    204: "done",
    303: "a page for people who came with a browser",
    304: "as the client has it already",
    400: "cannot be understood",
    401: "without the token",
    403: "not allowed",
    404: "not there",
    406: "none of the formats asked for is there",
    413: "too large",
    415: "a body of another type",
    422: "an answer beyond the limits",
    503: "not now, or not within the limits",
}


def _answers(types: tuple[str, ...], *statuses: int) -> dict[str, Any]:
    """Return the answers that an operation has: the good one in these media types, and problems."""
    found: dict[str, Any] = {}
    if types:
        found["200"] = {"description": "the answer", "content": {one: {"schema": {}} for one in types}}
    for status in statuses:
        found[str(status)] = {"description": _MEANINGS[status]}
        if status >= 400:
            schema = {"type": "object", "required": ["title", "status", "detail"]}
            found[str(status)]["content"] = {PROBLEM: {"schema": schema}, "text/plain": {"schema": _TEXT}}
    return found
