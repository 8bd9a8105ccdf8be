"""One client of the measure of load, in a process of its own that loads next to nothing.

It reads what to ask as a line of JSON, says that it is ready, waits for another line, asks, and writes what it took.
"""

import http.client
import json
import random
import sys
import time
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

Asked = tuple[float, int, bool]
"""Seconds, HTTP status (0 where there was no answer), and whether it was hostile."""
ACCEPT = {"Accept": "application/sparql-results+json, text/turtle;q=0.5"}


def small_questions() -> Iterator[str]:
    """Yield small questions without end, each another."""
    number = 0
    while True:
        number += 1
        yield f"SELECT ?s ?p ?o {{ ?s ?p ?o }} OFFSET {number % 997} LIMIT 10 # {random.random()}"


def connect(address: str) -> http.client.HTTPConnection:
    """Return a connection to a server, which is kept open."""
    place = urlsplit(address)
    return http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)


def ask(line: http.client.HTTPConnection, query: str) -> int:
    """Ask a query and return the status."""
    line.request("GET", f"/sparql?query={quote(query)}", headers=ACCEPT)
    response = line.getresponse()
    response.read()
    return response.status


def ask_all(
    address: str, questions: list[str], hostile: list[str], *, share: float, seconds: float, seed: int
) -> list[Asked]:
    """Ask one question after the other for a time; small ones where no questions are given."""
    rng = random.Random(seed)
    asked: list[Asked] = []
    line = connect(address)
    until = time.perf_counter() + seconds
    fresh = small_questions()
    while time.perf_counter() < until:
        is_hostile = rng.random() < share
        if is_hostile:
            query = f"{rng.choice(hostile)}\n#{rng.random()}"
        else:
            query = rng.choice(questions) if questions else next(fresh)
        begun = time.perf_counter()
        try:
            status = ask(line, query)
        except (OSError, http.client.HTTPException):
            status, line = 0, connect(address)
        asked.append((time.perf_counter() - begun, status, is_hostile))
    return asked


if __name__ == "__main__":
    given = json.loads(sys.stdin.readline())
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(ask_all(**given)))
