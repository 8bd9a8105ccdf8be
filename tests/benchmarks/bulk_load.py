"""Measure how fast quads are loaded: by Oxigraph's own bulk loader, and by kg with its ledger, texts and seal.

usage: python -m tests.benchmarks.bulk_load [--quads 1000000] [--times 1] [--folder FOLDER]

The quads are kg's own: article graphs with assertions and anchors, of the world of `large_world.py`, made ahead and
written to a file of N-Quads, and as what worker processes hand to a build. Each way of loading has a process to itself
and a folder that is new. Of kg, adding, flushing and closing count; taking the articles from the file does not.
`kg load` is measured on what `kg dump` wrote of that graph. The target is a rate of at least 80 % of Oxigraph's; where
others use the machine, compare the processor's seconds.
"""

import argparse
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, Store

from kg.rdf import Identifiers, describe, serialise
from kg.settings import BASE
from kg.store import GraphStore
from kg.store.article_rows import article_rows
from kg.store.dumping import dump_graph
from kg.store.loading import load_graph
from tests.benchmarks.large_graph import RUN
from tests.benchmarks.large_texts import tell_all
from tests.benchmarks.large_world import make_world

QUADS_PER_ASSERTION = 45.9
TARGET = 0.8
QUADS, ARTICLES, DUMP = "quads.nq", "articles.pickle", "graph.dump"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One way of loading, once."""

    n_quads: int
    wall: float
    cpu: float


def make_input(folder: Path, *, n_quads: int) -> int:
    """Write so many quads, or a few more, to a folder; return how many there are."""
    identifiers = Identifiers(BASE)
    world = make_world(round(n_quads / QUADS_PER_ASSERTION))
    n_made = 0
    with (folder / QUADS).open("wb") as quads, (folder / ARTICLES).open("wb") as articles:
        for told in tell_all(world):
            lines = serialise(describe(told.account, run=RUN, base=BASE))
            quads.write(lines)
            pickle.dump((article_rows(told.account, lines, identifiers=identifiers), lines), articles)
            n_made += lines.count(b"\n")
    return n_made


def load_by_oxigraph(folder: Path, target: Path) -> Loaded:
    """Load the file of N-Quads as Oxigraph does it."""
    store = Store(str(target))
    clock = Clock()
    with clock:
        store.bulk_load(path=str(folder / QUADS), format=RdfFormat.N_QUADS, lenient=True)
        store.flush()
    return Loaded(n_quads=len(store), wall=clock.wall, cpu=clock.cpu)


def load_by_kg(folder: Path, target: Path) -> Loaded:
    """Add the articles as a build does it."""
    clock = Clock()
    with clock:
        graph = GraphStore.create(target)
    for rows, lines in _read_articles(folder / ARTICLES):
        with clock:
            graph.add_rows(rows, lines, run=RUN)
    with clock:
        graph.flush()
    n_quads = len(graph)
    with clock:
        graph.close()
    if not (folder / DUMP).exists():
        dump_graph(target, folder / DUMP)
    return Loaded(n_quads=n_quads, wall=clock.wall, cpu=clock.cpu)


def load_by_kg_load(folder: Path, target: Path) -> Loaded:
    """Load what `kg dump` wrote."""
    clock = Clock()
    with clock:
        load_graph(folder / DUMP, target)
    with GraphStore.open(target) as graph:
        return Loaded(n_quads=len(graph), wall=clock.wall, cpu=clock.cpu)


class Clock:
    """Adds up the time spent inside of it, of the wall and of all threads."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    def __enter__(self) -> None:
        self._started = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter() - self._started[0]
        self.cpu += time.process_time() - self._started[1]


WAYS: dict[str, Callable[[Path, Path], Loaded]] = {
    "Oxigraph": load_by_oxigraph,
    "kg build": load_by_kg,
    "kg load": load_by_kg_load,  # after what it loads
}


def measure(way: str, folder: Path) -> Loaded:
    """Load in a process of its own."""
    target = Path(tempfile.mkdtemp(prefix="load-", dir=folder)) / "graph"
    command = [sys.executable, "-m", "tests.benchmarks.bulk_load", "--way", way, "--folder", str(folder)]
    answer = subprocess.run([*command, "--target", str(target)], check=True, capture_output=True, text=True)
    shutil.rmtree(target.parent)
    n_quads, wall, cpu = answer.stdout.split()
    return Loaded(n_quads=int(n_quads), wall=float(wall), cpu=float(cpu))


def report(folder: Path, *, n_quads: int, times: int) -> None:
    """Measure every way in turn and print the best of each."""
    n_made = make_input(folder, n_quads=n_quads)
    print(f"{n_made:,} quads in {(folder / QUADS).stat().st_size / 1e6:,.0f} MB of N-Quads")
    best: dict[str, Loaded] = {}
    for _ in range(times):
        for way in WAYS:
            loaded = measure(way, folder)
            best[way] = min(best.get(way, loaded), loaded, key=lambda each: each.wall)
    print(f"{'loaded by':12}{'quads':>12}{'s':>8}{'quads/s':>12}{'of Oxigraph':>13}{'CPU s':>8}{'of Oxigraph':>13}")
    first = best["Oxigraph"]
    for way, each in best.items():
        rates = f"{each.wall:8.1f}{each.n_quads / each.wall:12,.0f}{first.wall / each.wall:13.0%}"
        print(f"{way:12}{each.n_quads:12,}{rates}{each.cpu:8.1f}{first.cpu / each.cpu:13.0%}")
    reached = min(first.wall / best[way].wall for way in ("kg build", "kg load"))
    print(f"target: at least {TARGET:.0%}: {'reached' if reached >= TARGET else 'missed'}")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--target", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        loaded = WAYS[options.way](options.folder, options.target)
        print(loaded.n_quads, loaded.wall, loaded.cpu)
        return
    with tempfile.TemporaryDirectory(prefix="kg-bulk-load-", dir=options.folder) as folder:
        report(Path(folder), n_quads=options.quads, times=options.times)


def _read_articles(path: Path) -> Iterator[Any]:
    with path.open("rb") as stream:
        while True:
            try:
                yield pickle.load(stream)
            except EOFError:
                return


if __name__ == "__main__":
    main()
