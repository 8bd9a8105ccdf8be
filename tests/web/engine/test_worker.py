"""What holds of workers whatever the pool recognises beforehand, and however their parent ends."""

import asyncio
import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kg.web.engine import Answer
from kg.web.engine.confine import can_refuse_sockets
from kg.web.engine.crew import Crew
from kg.web.engine.refusals import AsksOutside, InvalidQuestion
from kg.web.engine.spawning import Spawnery
from tests.benchmarks.hostile import Listener
from tests.benchmarks.hostile_queries import hostile_queries
from tests.web.engine.asking import asking, outcome, with_pool

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks")
SMALL = "SELECT ?o { <urn:thing:1> ?p ?o }"


@pytest.mark.skipif(not can_refuse_sockets(), reason="there is no second wall here")
def test_workers_call_nobody_even_where_nothing_is_recognised(things_path):
    listener = Listener()
    queries = [one for name, one in hostile_queries(listener.address).items() if name.startswith("service/")]

    async def scenario(pool):
        pool._examine = lambda _: None
        return [await outcome(pool, one) for one in queries]

    outcomes = with_pool(things_path, scenario)
    assert listener.n_calls == 0
    assert sum(type(one) is AsksOutside for one in outcomes) > 5
    assert all(type(one) in (AsksOutside, InvalidQuestion, Answer) for one in outcomes)


def test_an_address_that_is_allowed_is_asked(things_path):
    with http.server.HTTPServer(("127.0.0.1", 0), _Endpoint) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/sparql"
        given, refused = asking(
            things_path,
            f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} SERVICE <{address}/other> {{}} }}",
            services=[address],
        )
        server.shutdown()
    assert isinstance(given, Answer)
    assert b"from afar" in given.body
    assert type(refused) is AsksOutside


class _Endpoint(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = b'{"head":{"vars":["o"]},"results":{"bindings":[{"o":{"type":"literal","value":"from afar"}}]}}'
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


SERVER = """
import asyncio, sys
from kg.web.engine import Pool, Question
async def main():
    pool = Pool(sys.argv[1])
    await pool.start()
    busy = asyncio.create_task(pool.run(Question(text=sys.argv[2])))
    await asyncio.sleep(0.3)
    print(*pool.pids, pool._crew._nursery._process.pid, flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_is_left_of_a_server_that_is_killed(things_path, how):
    endless = hostile_queries()["product/digits"]
    command = [sys.executable, "-c", SERVER, str(things_path), endless]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        pids = [int(pid) for pid in server.stdout.readline().split()]
        assert len(pids) > 2
        server.send_signal(how)
        server.wait()
    assert _gone(pids)
    assert not list((things_path / ".snapshots").iterdir())


def _gone(pids):
    for _ in range(100):
        if not any(_is_alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _is_alive(pid):
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_all_threads_of_a_slow_worker_are_slowed_down(things_path):
    async def scenario(pool):
        asked = asyncio.create_task(outcome(pool, hostile_queries()["product/digits"]))
        await asyncio.sleep(1.0)
        nice = [
            {os.getpriority(os.PRIO_PROCESS, int(task.name)) for task in Path(f"/proc/{pid}/task").iterdir()}
            for pid in pool.pids
        ]
        asked.cancel()
        return nice

    here = os.getpriority(os.PRIO_PROCESS, 0)
    assert {min(here + 10, 19)} in with_pool(things_path, scenario)


def test_workers_that_are_not_forked_answer_too(things_path, monkeypatch):
    monkeypatch.setattr("kg.web.engine.crew.Nursery", lambda _: Spawnery())

    async def scenario(pool):
        assert isinstance(pool._crew, Crew)
        return await outcome(pool, SMALL)

    answer = with_pool(things_path, scenario, seconds=30.0)
    assert isinstance(answer, Answer)
    assert b'"1"' in answer.body
