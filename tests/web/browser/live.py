"""A small graph of everything that the pages show, and `kg serve` over it in a process of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from time import monotonic, sleep
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from kg.link import link_graph
from kg.rdf import Run
from kg.reviews import Reviews
from kg.store import GraphStore
from tests.benchmarks.large_texts import tell_all
from tests.benchmarks.large_world import make_world
from tests.linked import build_copy, build_linked_accounts
from tests.web.browser.hostile import HANDLER, SCRIPT, build_hostile_account

RUN = Run(version="0.1.0", model="<b>model</b> 1.0", model_hash="sha256:0", settings=(("language", "en"),))
N_WRITTEN = 240
"""Assertions of invented articles beside those written by hand, so that lists have several pages."""
START = 300.0
"""Seconds that a server may take until it answers: the first time it makes the table of a large graph."""


def build_graph(path: Path) -> Path:
    """Write and link the graph: two stories, a copy, contradictions, one hostile article, and lists to page through."""
    accounts = [*build_linked_accounts(), build_copy(), build_hostile_account()]
    accounts += [told.account for told in tell_all(make_world(N_WRITTEN))]
    with GraphStore.create(path) as graph:
        for account in accounts:
            graph.add(account, run=RUN)
        link_graph(graph)
    Reviews(path).judge([build_hostile_account().assertions[0].key], "unsure", by=f"Reviewer {SCRIPT}", note=HANDLER)
    return path


@contextmanager
def served(path: Path, *options: str, log: Path) -> Iterator[str]:
    """Run `kg serve` on a free port; yield its address once it answers.

    Args:
        path: the graph.
        options: further options of the command.
        log: gets what the server prints.
    """
    command = [sys.executable, "-m", "kg", "serve", str(path), "--port", "0", *options]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        yield _wait(process, log)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: "subprocess.Popen[bytes]", log: Path) -> str:
    """Return the address once the pages answer: while their table is still being made they say so with status 503."""
    until = monotonic() + START
    while monotonic() < until and process.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text(encoding="utf-8", errors="replace"))
        if found:
            try:
                with urlopen(f"{found[0]}/claims?per_page=25", timeout=START):
                    return found[0]
            except HTTPError as error:
                if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                    return found[0]
            except URLError:
                pass  # it does not listen yet
        sleep(0.05)
    raise RuntimeError(f"kg serve did not start: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
