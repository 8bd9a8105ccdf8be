"""How long the pages of the workbench take on a large graph, first view and facets, beside Datasette on the same rows.

usage: python -m tests.benchmarks.pages GRAPH [--datasette COMMAND] [--no-browser] [--repeats 5] [--facets 50]

GRAPH is best one of `python -m tests.benchmarks.large_graph`. Each page is the fullest of its kind. `cold` is the first
request to a server that has just started, and `warm` the median of later ones, both by HTTP until the last byte;
`paint` is the largest contentful paint in headless Chromium with an empty cache, median of three, and `cold paint` the
same as the first request of a server. Facets are filters of random assertions, one to three at once, asked for
once as the page's script asks and once as a whole page.
Datasette (`pip install datasette` anywhere; COMMAND is its path) serves the claim rows with an index for each facet.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import Request, urlopen

from tests.benchmarks import pages_peer
from tests.benchmarks.page_addresses import fullest_pages, random_picks
from tests.web.browser.chromium import CHROMIUM, SWITCHES
from tests.web.browser.live import served

_LARGEST = """new Promise(done => {
    let last = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => { last = Math.max(last, one.startTime); }))
        .observe({type: 'largest-contentful-paint', buffered: true});
    setTimeout(() => done(last), 300);
})"""


def fetch(address: str) -> float:
    """Return the seconds until the last byte of an answer."""
    started = time.perf_counter()
    with urlopen(Request(address, headers={"Accept": "text/html"})) as answer:
        answer.read()
    return time.perf_counter() - started


@contextmanager
def painting(*, wanted: bool) -> Iterator[Callable[[str], float] | None]:
    """Yield what opens an address in a browser and returns the seconds until its largest paint; None without one."""
    if not wanted or CHROMIUM is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield lambda address: _paint(browser, address)
        browser.close()


def _paint(browser: Any, address: str) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.goto(address, wait_until="load")
    tab.wait_for_load_state("networkidle")
    seconds = tab.evaluate(_LARGEST) / 1000
    context.close()
    return float(seconds)


def measure_pages(graph: Path, *, repeats: int, paint: Callable[[str], float] | None, log: Path) -> None:
    """Print a line for each page."""
    print(f"{'page':20} {'cold':>7} {'warm':>7} {'cold paint':>10} {'paint':>7}   seconds")
    pages = fullest_pages(graph)
    for name, path in pages.items():
        with served(graph, log=log) as base:
            cold = fetch(base + path)
            warm = median(fetch(base + path) for _ in range(repeats))
            later = median(paint(base + path) for _ in range(3)) if paint else None
        first = None
        if paint:
            with served(graph, log=log) as base:
                first = paint(base + path)
        print(f"{name:20} {cold:7.3f} {warm:7.3f} {_seconds(first):>10} {_seconds(later):>7}", flush=True)


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def measure_facets(addresses: Sequence[str]) -> str:
    """Return median, nine in ten and worst of some addresses, in milliseconds."""
    times = sorted(1000 * fetch(address) for address in addresses)
    ninth = times[int(0.9 * (len(times) - 1))]
    return f"median {median(times):.0f} ms, nine in ten {ninth:.0f} ms, worst {times[-1]:.0f} ms"


def measure_peer(command: str, graph: Path, *, n_facets: int, repeats: int, paint: Any, folder: Path) -> None:
    """Print the same of Datasette."""
    table = folder / "rows.db"
    pages_peer.write_table(graph, table)
    with pages_peer.served(command, table, log=folder / "datasette.log") as base:
        first = base + pages_peer.table_path()
        cold = fetch(first)
        warm = median(fetch(first) for _ in range(repeats))
        print(f"{'datasette':20} {cold:7.3f} {warm:7.3f} {'':>10} {_seconds(paint(first) if paint else None):>7}")
        picks = [base + pages_peer.table_path(pick) for pick in random_picks(graph, n_facets)]
        print(f"facets of Datasette: {measure_facets(picks)}")


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("--datasette", metavar="COMMAND", help="the command that runs Datasette")
    parser.add_argument("--no-browser", action="store_true", help="without paints")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--facets", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, painting(wanted=not options.no_browser) as paint:
        folder = Path(name)
        with served(options.graph, log=folder / "serve.log") as base:  # what is made once for a graph is made here
            fetch(base + "/claims")
            picks = [base + pick.path for pick in random_picks(options.graph, options.facets)]
            print(f"facets of Claims, what a click fetches: {measure_facets([f'{one}&part=results' for one in picks])}")
            print(f"facets of Claims, as a whole page: {measure_facets(picks)}", flush=True)
        measure_pages(options.graph, repeats=options.repeats, paint=paint, log=folder / "serve.log")
        if options.datasette:
            measure_peer(
                options.datasette, options.graph, n_facets=options.facets, repeats=options.repeats, paint=paint,
                folder=folder,
            )  # fmt: skip


if __name__ == "__main__":
    main()
