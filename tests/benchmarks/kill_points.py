"""A small build that is ended at every call that changes files, and goes on: what must come out is the same graph.

The shim counts the calls (kill_shim.c). Each run is a fork of one process that has everything imported, so that a
point takes a fraction of a second. The articles' accounts are made by hand: no model is loaded.
"""

import ctypes
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from pyoxigraph import Store

import kg.build
import kg.store.folder
from kg.build import BuildEngine, Reading, build_from
from kg.link import link_graph
from kg.rdf import Identifiers, describe, serialise
from kg.records import Account, Article, Place, Problem
from kg.reviews import Reviews
from kg.settings import BASE
from kg.store import GraphStore, verify_folder
from kg.store.article_rows import article_rows
from kg.store.ledger import read_pieces
from tests.conftest import RUN
from tests.linked import build_copy, build_linked_accounts

SHIM = Path(__file__).with_name("kill_shim.c")
ACCOUNTS = {account.article.key: account for account in (*build_linked_accounts(), build_copy())}
LATER = replace(RUN, version="0.2.0")
ASIDE = Problem(place=Place(path="sample.jsonl", line=9), kind="bad-json", message="no JSON", n_aside=1)

Step = Callable[[Path], None]


def build(path: Path, accounts: Sequence[Account], *, run: object = RUN) -> None:
    """Build a graph of some accounts, two articles a flush."""

    def read(articles: Iterator[Article], *_: object, **__: object) -> Iterator[Reading]:
        for article in articles:
            lines = serialise(describe(ACCOUNTS[article.key], run=run, base=BASE))  # type: ignore[arg-type]
            rows = article_rows(ACCOUNTS[article.key], lines, identifiers=Identifiers(BASE))
            yield Reading(rows=rows, lines=lines)

    kg.build.identify_run = lambda _: run  # type: ignore[assignment]
    kg.store.folder.BATCH = 40_000
    items = [*(account.article for account in accounts), ASIDE]
    build_from(items, path, engine=BuildEngine(read=read), inputs=["sample.jsonl"])  # type: ignore[arg-type]


def build_some(path: Path) -> None:
    """Build of four articles."""
    build(path, list(ACCOUNTS.values())[:4])


def build_all(path: Path) -> None:
    """Build of all articles."""
    build(path, list(ACCOUNTS.values()))


def build_later(path: Path) -> None:
    """Read all articles by another run."""
    build(path, list(ACCOUNTS.values()), run=LATER)


def review(path: Path) -> None:
    """Hold two entities to be one."""
    from datetime import UTC, datetime

    reviews = Reviews(path, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    if not list(reviews):  # once it is there, it shows, and the two have one name
        reviews.join("Norland", "Sudria", "same", by="Mia Lund")
    resolve(path)


def resolve(path: Path) -> None:
    """Link anew."""
    with GraphStore.create(path) as graph:
        link_graph(graph)


SCENARIOS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "a new graph": ((), build_all),
    "more articles": ((build_some,), build_all),
    "another run": ((build_all,), build_later),
    "a merge by hand": ((build_all,), review),
    "linking anew": ((build_all,), resolve),
}
"""What is done before, and what is ended."""


def warm_up() -> None:
    """Load what linking needs, in a graph in memory: the store's threads do not pass into a fork."""

    def in_memory(path: str) -> Store:
        Path(path).mkdir()
        return Store()

    with tempfile.TemporaryDirectory() as folder:
        on_disk, kg.store.folder.Store = kg.store.folder.Store, in_memory  # type: ignore[assignment, misc]
        build_all(Path(folder) / "warm.kg")
        kg.store.folder.Store = on_disk  # type: ignore[misc]


def compile_shim(folder: Path) -> Path:
    """Compile the shim."""
    target = folder / "kill_shim.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-w", "-o", target, SHIM, "-ldl"], check=True)
    return target


def state(path: Path) -> tuple[bytes, list[tuple[object, ...]]]:
    """Return a graph's N-Quads, and what its ledger says of each piece, without the numbers of builds."""
    output = BytesIO()
    with GraphStore.open(path) as graph:
        graph.export(output)
        pieces = {
            (str(piece.place), piece.key, piece.kind, piece.graph_hash, piece.n_quads)
            for piece in read_pieces(graph.tables.connection)
        }
        rows = graph.tables.connection.execute("SELECT key, text, run FROM articles ORDER BY key").fetchall()
    return output.getvalue(), [*sorted(pieces, key=repr), *rows]


def in_child(work: Callable[[], object]) -> int:
    """Do something in a fork; return 0, or 1 where it raised, or 137 where it was killed."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - the child ends here
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) % 256


def count_calls(shim: ctypes.CDLL, work: Callable[[], object]) -> int:
    """Return how many calls that change files some work makes."""
    read_end, write_end = os.pipe()

    def counted() -> None:
        shim.kill_at(0)
        work()
        os.write(write_end, str(shim.n_done()).encode())

    assert in_child(counted) == 0
    with closing(os.fdopen(read_end)) as stream:
        os.close(write_end)
        return int(stream.read())


class Points:
    """All points of a scenario.

    Args:
        shim: preloaded.
        name: of the scenario.
        folder: for the graphs.
    """

    def __init__(self, shim: ctypes.CDLL, name: str, folder: Path) -> None:
        self._shim, self._folder = shim, folder
        self._before, self._step = SCENARIOS[name]
        self._template, self._expected = folder / "before.kg", folder / "expected.kg"
        for step in self._before:
            assert in_child(lambda step=step: step(self._template)) == 0  # type: ignore[misc]
        self._start(self._expected)
        self.n = count_calls(shim, lambda: self._step(self._expected)) + 20  # background threads vary
        kept = folder / "state"
        assert in_child(lambda: kept.write_bytes(pickle.dumps(state(self._expected)))) == 0
        self._state = pickle.loads(kept.read_bytes())

    def _start(self, path: Path) -> None:
        shutil.rmtree(path, ignore_errors=True)
        if self._template.exists():
            shutil.copytree(self._template, path)

    def fails(self, point: int, *, again: int | None = None) -> str | None:
        """End the work at a point, go on, and return what is wrong with what comes out; None where nothing is.

        Args:
            point: the number of the call.
            again: the number of the call at which what goes on is ended, too.
        """
        path = self._folder / "ended.kg"
        self._start(path)
        for number in (point, again):
            if number is not None:
                in_child(lambda number=number: (self._shim.kill_at(number), self._step(path)))  # type: ignore[misc]
        return None if in_child(lambda: self._go_on(path)) == 0 else "see above"

    def _go_on(self, path: Path) -> None:
        readable(path)
        self._step(path)
        self._compare(path)

    def _compare(self, path: Path) -> None:
        found, expected = state(path), self._state
        assert found[0] == expected[0], difference(found[0], expected[0])
        assert found[1] == expected[1], (found[1], expected[1])
        problems = verify_folder(path).problems
        assert not problems, problems


def readable(path: Path) -> None:
    """Read what a killed writer left, where there is a graph yet."""
    from kg.errors import GraphNotFound

    try:
        state(path)
    except GraphNotFound:
        return


def difference(found: bytes, expected: bytes) -> str:
    """Return the lines that are in one of two exports alone."""
    one, other = set(found.splitlines()), set(expected.splitlines())
    return f"missing {sorted(other - one)[:5]}, more {sorted(one - other)[:5]}"


def main(arguments: Sequence[str]) -> int:
    """Go through the points: every so many of each scenario, and as many with a second kill while it goes on."""
    stride = int(arguments[0]) if arguments else 1
    names = arguments[1:] or list(SCENARIOS)
    shim = ctypes.CDLL(None)
    warm_up()
    n_points = n_failed = 0
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            points = Points(shim, name, Path(folder))
            failed = []
            tried = [(point, None) for point in range(1, points.n + 1, stride)]
            tried += [(point, 1 + point * 7 % points.n) for point in range(1, points.n + 1, 3 * stride)]
            for point, again in tried:
                if (wrong := points.fails(point, again=again)) is not None:
                    failed.append(f"{name}, call {point}{f' and then {again}' if again else ''}: {wrong}")
        n_points, n_failed = n_points + len(tried), n_failed + len(failed)
        print(f"{name:<20} {points.n:>5} calls {len(tried):>6} points {len(failed):>4} failed", flush=True)
        print(*failed[:10], sep="\n", flush=True)
    print(f"{'all':<20} {'':>11} {n_points:>6} points {n_failed:>4} failed")
    return 1 if n_failed else 0


def launch(arguments: Sequence[str]) -> int:
    """Start this module anew with the shim preloaded."""
    with tempfile.TemporaryDirectory() as folder:
        shim = compile_shim(Path(folder))
        command = [sys.executable, "-m", "tests.benchmarks.kill_points", "--preloaded", *arguments]
        return subprocess.run(command, env={**os.environ, "LD_PRELOAD": str(shim)}, check=False).returncode


if __name__ == "__main__":
    if sys.argv[1:2] == ["--preloaded"]:
        sys.exit(main(sys.argv[2:]))
    sys.exit(launch(sys.argv[1:]))
