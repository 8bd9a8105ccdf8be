"""Make a large graph for measures of pages, pictures and queries, without reading any text.

usage: python -m tests.benchmarks.large_graph OUTPUT [--assertions 100000]

By default 3,000 articles by 20 outlets on 250 stories in two years, with 5,000 entities by a Zipf distribution. The
texts are written of invented words (`large_words.toml`), so every anchor reproduces its quote; what linking would find
is written beside them (`large_links.py`). The same number of assertions gives the same graph, byte for byte.
"""

import argparse
import time
from pathlib import Path

from kg.rdf import Run
from kg.store import GraphStore
from tests.benchmarks.large_links import Links
from tests.benchmarks.large_texts import tell_all
from tests.benchmarks.large_world import make_world

RUN = Run(version="0.1.0", model="large-graph 1.0", model_hash="sha256:0", settings=(("language", "en"),))


def make_graph(path: Path, *, n_assertions: int) -> None:
    """Write a graph of so many assertions to a folder that is not there yet."""
    world = make_world(n_assertions)
    links = Links(world)
    with GraphStore.create(path) as graph:
        for told in tell_all(world):
            graph.add(told.account, run=RUN)
            links.note(told)
        graph.flush()
        links.write(graph)


def main() -> None:
    """Read the arguments, make the graph, and say how long it took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("output", type=Path)
    parser.add_argument("--assertions", type=int, default=100_000)
    options = parser.parse_args()
    started = time.perf_counter()
    make_graph(options.output, n_assertions=options.assertions)
    print(f"{options.assertions:,} assertions in {time.perf_counter() - started:.0f} s: {options.output}")


if __name__ == "__main__":
    main()
