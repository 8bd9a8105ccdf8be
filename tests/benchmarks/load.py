"""Requests a second of `kg serve` under mixed named questions: `python -m tests.benchmarks.load GRAPH`.

usage: python -m tests.benchmarks.load GRAPH [--seconds N] [--clients N] [--hostile SHARE ...] [--small] [--only NAME,…]

`kg serve` is started for each share of hostile queries (0, 0.2 and 2 in a hundred by default), and so many processes
ask it over one connection each, one question after the other: the questions of `queries/` by chance, as JSON, with
parameters that are found in the graph (outlets, speakers, verbs, stories, words of claims). `--small` asks small
questions in their place that are all different, so that no kept answer serves them. A hostile query is one of
`hostile_queries`, those that ask outside left out, with a comment that makes each another.

Printed for each share: requests a second, all in all and without the hostile; half and 99 in a hundred of the others
were answered within so many milliseconds; errors of the others by status; and the largest memory (PSS) of the server
with all its processes. Questions that this graph does not answer within the limit when asked alone are named and left
out beforehand (`--all` keeps them).
"""

import argparse
import json
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyoxigraph import QuerySolutions

from kg.query.named import NamedQuery, load_queries
from kg.store import GraphStore
from tests.benchmarks.hostile_queries import hostile_queries
from tests.benchmarks.load_client import Asked, ask, connect
from tests.benchmarks.processes import family, read_memory

CHOICES = 3
"""Values that each parameter takes."""
_VALUES = {
    "outlet": "SELECT DISTINCT ?x { ?o a schema:NewsMediaOrganization ; rdfs:label ?x } LIMIT 50",
    "speaker": "SELECT DISTINCT ?x { ?a kg:speaker ?s . ?s rdfs:label ?x } LIMIT 50",
    "entity": "SELECT DISTINCT ?x { ?a kg:speaker ?s . ?s rdfs:label ?x } LIMIT 50",
    "predicate": "SELECT DISTINCT ?x { ?c kg:predicateLabel ?x } LIMIT 50",
    "claim": "SELECT DISTINCT ?x { ?c a kg:Claim ; kg:text ?x } LIMIT 50",
    "story": "SELECT DISTINCT ?x { ?s a kg:Story ; rdfs:label ?x } LIMIT 50",
    "article": "SELECT DISTINCT ?x { ?x a schema:NewsArticle } LIMIT 50",
}
_SAME = {"absent": "outlet", "person": "speaker"}
_LEFT_ALONE = frozenset({"service", "fetch"})
"""Families of hostile queries that are refused at once."""


def mixed_questions(path: Path, *, only: Sequence[str] = ()) -> dict[str, str]:
    """Return SPARQL by name: each named question with some values of its parameters."""
    rng = random.Random(1)
    with GraphStore.open(path) as graph:
        values = {name: _values(graph, sparql) for name, sparql in _VALUES.items()}
    found = {}
    for named in load_queries().values():
        if not only or named.name in only:
            for number in range(CHOICES if named.parameters else 1):
                given = {name: rng.choice(values[_SAME.get(name, name)]) for name in _needed(named, values)}
                found[f"{named.name}-{number}"] = named.bind(given)
    return found


def _needed(named: NamedQuery, values: dict[str, list[str]]) -> list[str]:
    return [one.name for one in named.parameters if one.default is None or _SAME.get(one.name, one.name) in values]


def _values(graph: GraphStore, sparql: str) -> list[str]:
    found = graph.query(sparql)
    assert isinstance(found, QuerySolutions)
    texts = sorted(one["x"].value for one in found)
    words = [re.escape(text) if text.startswith("http") else re.escape(text.split()[0]) for text in texts if text]
    return words or ["a"]


@contextmanager
def serving(path: Path) -> Iterator[tuple[str, int]]:
    """Serve a graph as a user does; yield the address and the process."""
    command = [sys.executable, "-m", "kg", "serve", str(path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr is not None
        address = None
        for line in process.stderr:
            if (found := re.search(r"http://[^/\s]+", line)) is not None:
                address = found[0]
                break
        threading.Thread(target=process.stderr.read, daemon=True).start()
        try:
            assert address is not None, "kg serve did not start"
            _wait_for(address)
            yield address, process.pid
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(address: str) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until:
        try:
            if ask(connect(address), "ASK {}") == 200:
                return
        except OSError:
            time.sleep(0.1)


def measure(address: str, server: int, *, clients: int, seconds: float, share: float, given: Any) -> dict[str, Any]:
    """Let clients ask for a time and return the figures."""
    questions, hostile = given
    memory = [0]
    is_over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(server, memory, is_over))
    watcher.start()
    asked = _ask_together(
        [
            {
                "address": address,
                "questions": questions,
                "hostile": hostile,
                "share": share,
                "seconds": seconds,
                "seed": seed,
            }
            for seed in range(clients)
        ]
    )
    is_over.set()
    watcher.join()
    ours = sorted(took for took, _, is_hostile in asked if not is_hostile)
    return {
        "share": share,
        "requests/s": round(len(asked) / seconds, 1),
        "others/s": round(len(ours) / seconds, 1),
        "p50 ms": round(1000 * ours[len(ours) // 2], 1),
        "p99 ms": round(1000 * ours[int(len(ours) * 0.99)], 1),
        "max ms": round(1000 * ours[-1], 1),
        "errors": dict(Counter(status for _, status, is_hostile in asked if not is_hostile and status != 200)),
        "hostile": dict(Counter(status for _, status, is_hostile in asked if is_hostile)),
        "slowest hostile s": round(max((took for took, _, is_hostile in asked if is_hostile), default=0.0), 2),
        "memory MB": max(memory) // 1024,
    }


def _ask_together(orders: list[dict[str, Any]]) -> list[Asked]:
    """Let clients ask, all from the same moment."""
    command = [sys.executable, "-m", "tests.benchmarks.load_client"]
    pipe = subprocess.PIPE
    running = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in orders]
    for client, order in zip(running, orders, strict=True):
        client.stdin.write(json.dumps(order) + "\n")
        client.stdin.flush()
        client.stdout.readline()
    for client in running:
        client.stdin.write("\n")
        client.stdin.flush()
    return [tuple(one) for client in running for one in json.loads(client.communicate()[0])]


def _watch(server: int, memory: list[int], is_over: threading.Event) -> None:
    while not is_over.wait(2.0):
        memory.append(sum(map(read_memory, family(server))))


def answered_alone(address: str, questions: dict[str, str]) -> dict[str, str]:
    """Return the questions that are answered when asked alone, and name the others."""
    line = connect(address)
    found = {}
    for name, query in questions.items():
        begun = time.perf_counter()
        status = ask(line, query)
        if status == 200:
            found[name] = query
        else:
            print(f"{name}: {status} after {time.perf_counter() - begun:.1f} s, left out", flush=True)
    return found


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--hostile", type=float, nargs="*", default=[0.0, 0.002, 0.02])
    parser.add_argument("--small", action="store_true", help="small questions that no kept answer serves")
    parser.add_argument("--only", default="", help="names of questions, parted by commas")
    parser.add_argument("--all", action="store_true", help="also questions that this graph does not answer in time")
    args = parser.parse_args()
    names = [name for name in args.only.split(",") if name]
    questions = {} if args.small else mixed_questions(args.graph, only=names)
    if questions and not args.all:
        with serving(args.graph) as (address, _):
            questions = answered_alone(address, questions)
    print(f"{len(questions)} questions")
    hostile = [one for name, one in hostile_queries().items() if name.partition("/")[0] not in _LEFT_ALONE]
    for share in args.hostile:
        with serving(args.graph) as (address, server):
            given = (list(questions.values()), hostile)
            figures = measure(address, server, clients=args.clients, seconds=args.seconds, share=share, given=given)
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
