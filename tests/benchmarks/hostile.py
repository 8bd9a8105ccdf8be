"""Whether limits hold against queries that mean harm: `python -m tests.benchmarks.hostile GRAPH`.

usage: python -m tests.benchmarks.hostile GRAPH [--address URL] [--seconds N] [--only PREFIX] [--cases N]

Each query of `hostile_queries` runs alone, through the pool in this process or, with `--address`, through a server's
`/sparql`. A line says what came of it and after how long. Between two of them a small question is asked, which must be
answered. Then `--cases` queries that ask another server are asked, all ways of hiding it in turn, while a listener
counts who calls; the same goes for all of the others. In this process they are asked once more with nothing recognised
beforehand, so that the workers' own wall is all there is. Exit status 1 where a query took longer than the limit and
half a second, the parent died, a small question was not answered, or anybody called.
"""

import argparse
import asyncio
import http.client
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from kg.web.engine import Limits, Pool, Question, Refused
from tests.benchmarks.hostile_queries import hostile_queries

GRACE = 0.5
"""Seconds beyond the limit in which an answer must be there."""
SMALL = "SELECT * { ?s ?p ?o } LIMIT 1 # "

Ask = Callable[[str], Awaitable[str]]
"""Asks a query and returns what came of it in a few words."""


class Listener:
    """A port that counts who calls, and hangs up."""

    def __init__(self) -> None:
        self.n_calls = 0
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(100)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/sparql"
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            caller, _ = self._socket.accept()
            self.n_calls += 1
            caller.close()


def over_http(address: str, limit: float) -> Ask:
    """Return what asks a server."""
    place = urlsplit(address)

    def ask(query: str) -> str:
        line = http.client.HTTPConnection(place.hostname or "", place.port, timeout=limit + 10)
        try:
            line.request(
                "POST",
                "/sparql",
                urlencode({"query": query}),
                {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json, text/turtle"},
            )
            response = line.getresponse()
            size = len(response.read())
        finally:
            line.close()
        return f"{response.status}, {size:,} bytes"

    return lambda query: asyncio.to_thread(ask, query)


def over_pool(pool: Pool) -> Ask:
    """Return what asks a pool."""

    async def ask(query: str) -> str:
        try:
            answer = await pool.run(Question(text=query, prefixes=pool.prefixes))
        except Refused as refused:
            return f"{refused.status} {type(refused).__name__}"
        answer.close()
        return f"200, {answer.size:,} bytes"

    return ask


async def attack(ask: Ask, *, limit: float, only: str, cases: int, pool: Pool | None = None) -> int:
    """Ask all and return the number of failures; by the pool also with nothing recognised beforehand."""
    listener = Listener()
    n_failed = 0
    outcomes: Counter[str] = Counter()
    queries = {name: one for name, one in hostile_queries(listener.address).items() if name.startswith(only)}
    for number, (name, query) in enumerate(queries.items()):
        outcome, seconds = await _timed(ask, query)
        small, waited = await _timed(ask, f"{SMALL}{number}")
        holds = seconds <= limit + GRACE and small.startswith("200") and waited < 1.0
        n_failed += not holds
        outcomes[outcome.partition(",")[0]] += 1
        print(f"{name:28}{seconds:8.3f}  {outcome:36}{'' if holds else f'FAILED ({small}, {waited:.2f})'}", flush=True)
    reaching = [one for name, one in queries.items() if name.startswith(("service/", "fetch/"))]
    for number in range(cases if reaching else 0):
        await _timed(ask, f"{reaching[number % len(reaching)]}\n#{number}")
    if pool is not None:
        pool._examine = lambda _: None
        for number in range(cases if reaching else 0):
            await _timed(ask, f"{reaching[number % len(reaching)]}\n##{number}")
    await asyncio.sleep(0.2)
    print(f"\n{len(queries)} queries, {cases if reaching else 0} cases more that ask outside: {dict(outcomes)}")
    print(f"{n_failed} failed, {listener.n_calls} calls from inside")
    return n_failed + listener.n_calls


async def _timed(ask: Ask, query: str) -> tuple[str, float]:
    begun = time.perf_counter()
    try:
        outcome = await ask(query)
    except (OSError, http.client.HTTPException) as error:
        outcome = f"no answer: {error!r}"
    return outcome, time.perf_counter() - begun


async def main() -> int:
    """Attack what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--address", help="of a server of the graph, such as http://127.0.0.1:8310")
    parser.add_argument("--seconds", type=float, default=Limits().seconds, help="the limit that is asserted")
    parser.add_argument("--only", default="", help="only queries whose names begin so")
    parser.add_argument("--cases", type=int, default=200, help="further queries that ask outside")
    args = parser.parse_args()
    if args.address:
        return await attack(over_http(args.address, args.seconds), limit=args.seconds, only=args.only, cases=args.cases)
    pool = Pool(args.graph, limits=Limits(seconds=args.seconds))
    await pool.start()
    try:
        return await attack(over_pool(pool), limit=args.seconds, only=args.only, cases=args.cases, pool=pool)
    finally:
        await pool.close()


if __name__ == "__main__":
    sys.exit(bool(asyncio.run(main())))
