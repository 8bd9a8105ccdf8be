"""One change to a graph's store, in a process of its own: what explodes here takes nobody with it.

Run as a file, so that nothing of kg is imported: `python -I update_worker.py`, with the job as JSON on standard input.
It answers on standard output with `{"done": …}` or `{"failed": "syntax" | "locked" | "store", "detail": …}`. A change
is one transaction of RocksDB: all of it, or nothing.

The job has `store` (a folder), `base`, `prefixes`, `memory` (bytes), `network` (whether it may be used) and either
`update` (SPARQL), or `method` (`PUT`, `POST`, `DELETE`), `graph` (an IRI, or null for the default graph) and `payloads`
(pairs of media type and text).
"""

import importlib.util
import json
import os
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, Triple, parse, serialize

STACK = 256 * 1024 * 1024
"""Bytes of stack: parsers go down as deep as a text is nested."""


class _Malformed(Exception):
    """What was sent cannot be read."""


def apply(job: dict[str, Any]) -> dict[str, Any]:
    """Make the change of a job, and return what became of it."""
    try:
        store = Store(job["store"])
    except OSError as error:
        return {"failed": "locked" if "lock" in str(error).lower() else "store", "detail": str(error)}
    try:
        return {"done": _change(store, job)}
    except (SyntaxError, ValueError, _Malformed) as error:
        return {"failed": "syntax", "detail": str(error)}
    except (OSError, RuntimeError) as error:
        return {"failed": "store", "detail": str(error)}
    finally:
        store.flush()
        del store


def _change(store: Store, job: dict[str, Any]) -> dict[str, Any]:
    base, prefixes = job["base"], job["prefixes"]
    if "update" in job:
        store.update(job["update"], base_iri=base, prefixes=prefixes)
        return {}
    graph = NamedNode(job["graph"]) if job["graph"] is not None else None
    existed = store.contains_named_graph(graph) if graph is not None else True
    if job["method"] == "DELETE" and not existed:
        return {"existed": False}
    triples = [one for kind, text in job["payloads"] for one in _triples(kind, text, job["graph"] or base)]
    store.update(_write(job["method"], graph, triples))
    return {"existed": existed}


def _triples(media_type: str, text: str, base: str) -> list[Triple]:
    """Parse triples; what stands in named graphs has no place in one graph."""
    syntax = RdfFormat.from_media_type(media_type)
    if syntax is None:
        raise _Malformed(f"{media_type} is no RDF that is read here")
    found = []
    for quad in parse(text, syntax, base_iri=base, rename_blank_nodes=True):
        if not isinstance(quad.graph_name, DefaultGraph):
            raise _Malformed("a graph is replaced or added to by triples, not by named graphs")
        found.append(quad.triple)
    return found


def _write(method: str, graph: NamedNode | None, triples: list[Triple]) -> str:
    """Return the change as one request, so that it is one transaction; terms are written by the library alone."""
    steps = []
    if method in ("PUT", "DELETE"):
        steps.append(f"DROP SILENT {f'GRAPH {graph}' if graph is not None else 'DEFAULT'}")
    if method != "DELETE":
        if graph is not None:
            steps.append(f"CREATE SILENT GRAPH {graph}")
        lines = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
        steps.append(f"INSERT DATA {{ GRAPH {graph} {{\n{lines}}} }}" if graph else f"INSERT DATA {{\n{lines}}}")
    return " ;\n".join(steps)


def main() -> None:
    """Read a job, make its change within its limits, and say what became of it."""
    confine = _load_confine()
    confine.follow_parent(os.getppid())
    job = json.load(sys.stdin)
    if not job["network"]:
        confine.refuse_sockets()
    confine.bound_memory(job["memory"] + STACK)
    answer: dict[str, Any] = {}
    threading.stack_size(STACK)
    thread = threading.Thread(target=lambda: answer.update(apply(job)))
    thread.start()
    thread.join()
    json.dump(answer or {"failed": "store", "detail": "the change ended without a word"}, sys.stdout)


def _load_confine() -> ModuleType:
    """Load what the engine's workers give up, too, without all that stands around it."""
    place = Path(__file__).parents[1] / "engine" / "confine.py"
    spec = importlib.util.spec_from_file_location("confine", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
