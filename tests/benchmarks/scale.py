"""How time and memory of resolving grow with the number of articles, as one table.

usage: python -m tests.benchmarks.scale GRAPH [--articles 1000 10000 100000] [--folder FOLDER]

For each size a graph is made out of the dated articles of GRAPH (`resample.py`), and linked as `kg resolve` links it,
in a process of its own. What is linked is whole: entities, roles and places, stories, events and things, claims, and
origins are found anew, and all quads that follow are written. What is not there are the quads of the articles' own
graphs, of which linking reads nothing but those who hold an office; these are there. Reading texts is no part of it.
Seconds are what the process computed, one core's, whatever else the machine did; `wall` is what a clock on the wall
said. Memory is the most that the process held (resident set), in GB. The exponent says by which power of the number of
articles the time of a stage, and memory, grew since the row above; 1 is linear.
"""

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from math import log
from multiprocessing.connection import Connection
from pathlib import Path

from kg.link import link_graph
from kg.store import GraphStore
from tests.benchmarks.resample import make_graph
from tests.benchmarks.sources import read_sources

SIZES = (1_000, 10_000, 100_000)
STAGES = ("entities", "origins", "clearing", "stories", "mentions", "claims", "claims of several stories")


@dataclass(frozen=True, kw_only=True)
class Scale:
    """What linking so many articles took."""

    articles: int
    assertions: int
    mentions: int
    stories: int
    seconds: dict[str, float] = field(default_factory=dict)
    """By stage."""
    wall: float
    gigabytes: float

    @property
    def total(self) -> float:
        """Return the seconds of all stages."""
        return sum(self.seconds.values())


class Stages:
    """Adds up the seconds of each stage; of those that begin by turns too."""

    def __init__(self, *, log_to: Path | None = None) -> None:
        self.seconds: dict[str, float] = {}
        self._stage, self._began, self._log = "", time.process_time(), log_to

    def note(self, stage: str) -> None:
        """Note that a stage begins, and the one before it ends."""
        now = time.process_time()
        if self._stage:
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._began
        if self._log and stage not in self.seconds:
            with self._log.open("a", encoding="utf-8") as lines:
                lines.write(f"{stage or 'end'} begins, {_gigabytes():.2f} GB, {self.seconds}\n")
        self._stage, self._began = stage, now


def measure(path: Path) -> Scale:
    """Link a graph, and return what it took."""
    stages, started = Stages(log_to=path / "stages.log"), time.perf_counter()
    with GraphStore.create(path) as graph:
        link_graph(graph, note=stages.note)
        stages.note("")
        wall = time.perf_counter() - started
        counts = {
            table: graph.tables.connection.execute(f"SELECT COUNT({what}) FROM {table}").fetchone()[0]
            for table, what in _COUNTED.items()
        }
    return Scale(**counts, seconds=stages.seconds, wall=wall, gigabytes=_gigabytes())


_COUNTED = {"articles": "*", "assertions": "*", "mentions": "*", "stories": "DISTINCT story"}


def _gigabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def _run(job: str, arguments: Sequence[object]) -> Scale | None:
    """Run a job in a process of its own, so that its memory is its own."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_report, args=(job, arguments, sender))
    process.start()
    sender.close()  # so that a process that dies ends the wait
    found: Scale | None = receiver.recv()
    process.join()
    return found


def _report(job: str, arguments: Sequence[object], sender: Connection) -> None:
    if job == "make":
        source, path, n_articles = arguments
        make_graph(read_sources(Path(str(source))), Path(str(path)), n_articles=int(str(n_articles)))
        sender.send(None)
    else:
        sender.send(measure(Path(str(arguments[0]))))


def render_table(scales: Sequence[Scale]) -> str:
    """Return the table as aligned lines: a line for each size, and one for how each stage grew since the size above."""
    head = ("articles", "assertions", "mentions", "stories", *STAGES, "total", "wall", "GB", "µs/assertion")
    lines = [head]
    for number, scale in enumerate(scales):
        if number:
            lines.append(_exponents(scales[number - 1], scale))
        times = (f"{scale.seconds.get(stage, 0.0):,.1f}" for stage in STAGES)
        counts = (f"{n:,}" for n in (scale.articles, scale.assertions, scale.mentions, scale.stories))
        each = f"{1_000_000 * scale.total / max(scale.assertions, 1):,.0f}"
        lines.append((*counts, *times, f"{scale.total:,.1f}", f"{scale.wall:,.1f}", f"{scale.gigabytes:.2f}", each))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = ((cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join("  ".join(cells).rstrip() for cells in padded)


def _exponents(small: Scale, large: Scale) -> tuple[str, ...]:
    pairs = [(small.seconds.get(stage, 0.0), large.seconds.get(stage, 0.0)) for stage in STAGES]
    pairs += [(small.total, large.total), (small.wall, large.wall), (small.gigabytes, large.gigabytes)]
    grown = log(large.articles / small.articles)
    powers = (f"^{log(after / before) / grown:.2f}" if before and after else "" for before, after in pairs)
    return ("", "", "", "", *powers, "")


def main() -> None:
    """Make, link and print, one size after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path, help="a graph that kg build made of dated articles")
    parser.add_argument("--articles", type=int, nargs="+", default=list(SIZES), help="the sizes")
    parser.add_argument("--folder", type=Path, help="where the graphs are made and stay; a passing folder else")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    args = parser.parse_args()
    scales = []
    with tempfile.TemporaryDirectory() as passing:
        for n_articles in args.articles:
            path = (args.folder or Path(passing)) / f"scale-{n_articles}.kg"
            if not path.exists():
                _run("make", (args.graph, path, n_articles))
            scale = _run("link", (path,))
            assert scale is not None
            scales.append(scale)
            print(render_table(scales), end="\n\n", flush=True)
    if args.json:
        args.json.write_text(json.dumps([asdict(scale) for scale in scales], indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
