"""How long a drawn page takes to be ready, and how smoothly it moves, in headless Chromium.

`python -m tests.benchmarks.drawing [EDGES...]` draws synthetic claims, 200, 2,000 and 20,000 edges unless told
otherwise, opens each page three times, and drags the picture of each by mouse for two seconds. At 200 edges it also
opens what pyvis writes by itself, physics on. What a page calls ready must be a still picture: two screenshots, half a
second apart, are the same.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

from kg.draw import build_network, compute_layout, render_page, write_page
from tests.draw.rows import many_rows
from tests.web.browser.chromium import CHROMIUM, SWITCHES

SIZES = (200, 2000, 20000)
RUNS = 3
PATIENCE = 180_000
"""Milliseconds."""
READY = "document.documentElement.dataset.drawn"
STABLE = "window.kgStable"
COUNT_FRAMES = """() => { window.frames_seen = []; const note = (now) => { frames_seen.push(now);
    window.frame = requestAnimationFrame(note); }; window.frame = requestAnimationFrame(note); }"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One page."""

    name: str
    edges: int
    made: float | None
    """Seconds of Python, from claim rows to the file."""
    megabytes: float
    ready: float
    """Seconds from the order to open it to its picture, median."""
    still: bool | None
    """Whether the picture then stays as it is."""
    frames: float | None
    """Frames per second while a mouse drags the picture."""
    worst: float | None
    """Milliseconds of the longest pause between two of them."""


def make_page(edges: int, path: Path) -> float:
    """Draw synthetic claims, and return the seconds that it took."""
    rows = many_rows(edges)
    start = time.perf_counter()
    network = build_network(rows, limit=edges)
    write_page(render_page(network, compute_layout(network), title="Synthetic claims"), path)
    return time.perf_counter() - start


def make_plain(edges: int, path: Path) -> None:
    """Write the same claims as pyvis does by itself: physics on, every text in a tooltip."""
    network = build_network(many_rows(edges), limit=edges)
    picture = Network(directed=True, cdn_resources="in_line")
    for node, label in network.nodes(data="label"):
        picture.add_node(node, label=label)
    for source, target, edge in network.edges(data=True):
        picture.add_edge(source, target, title="\n".join(row.sentence for row in edge["assertions"]))
    html = picture.generate_html()
    noted = "network = new vis.Network(container, data, options);"
    assert noted in html
    html = html.replace(noted, f'{noted} network.once("stabilizationIterationsDone", () => {{ {STABLE} = 1; }});')
    path.write_text(html, encoding="utf-8")


@contextmanager
def opened(browser: Browser, path: Path, ready: str) -> Iterator[tuple[Page, float]]:
    """Open a page, and return it with the seconds until it was ready."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    start = time.perf_counter()
    tab.goto(path.as_uri())
    tab.wait_for_function(ready, timeout=PATIENCE, polling=20)
    yield tab, time.perf_counter() - start
    context.close()


def is_still(tab: Page) -> bool:
    """Return whether the picture stays as it is for half a second."""
    figure = tab.locator("figure")
    before = figure.screenshot()
    tab.wait_for_timeout(500)
    return before == figure.screenshot()


def drag(tab: Page, *, seconds: float = 2.0) -> tuple[float, float]:
    """Drag the picture by mouse; return frames per second, and the longest pause in milliseconds."""
    box: Any = tab.locator("#picture").bounding_box()
    x, y = box["x"] + 10, box["y"] + 10  # where no node lies
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.evaluate(COUNT_FRAMES)
    start = time.perf_counter()
    step = 0
    while time.perf_counter() - start < seconds:
        step += 1
        reach = min(step % 160, 160 - step % 160)  # there and back
        tab.mouse.move(x + 2 * reach, y + reach)
        tab.wait_for_timeout(6)
    seen: list[float] = tab.evaluate("() => { cancelAnimationFrame(frame); return frames_seen; }")
    tab.mouse.up()
    pauses = [later - earlier for earlier, later in pairwise(seen)]
    return 1000 * len(pauses) / (seen[-1] - seen[0]), max(pauses)


def measure(browser: Browser, name: str, edges: int, path: Path, *, ready: str, made: float | None) -> Measured:
    """Open a page three times, and drag it unless it is the peer's."""
    times = []
    still: bool | None = None
    frames: float | None = None
    worst: float | None = None
    for run in range(RUNS):
        with opened(browser, path, ready) as (tab, seconds):
            times.append(seconds)
            if run == 0 and ready == READY:
                still = is_still(tab)
            if run == RUNS - 1 and ready == READY:
                frames, worst = drag(tab)
    return Measured(
        name=name,
        edges=edges,
        made=made,
        megabytes=path.stat().st_size / 1e6,
        ready=statistics.median(times),
        still=still,
        frames=frames,
        worst=worst,
    )


def main() -> None:
    """Measure pages of the sizes named."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print(f"{'page':<14}{'edges':>8}{'made s':>8}{'MB':>7}{'ready s':>9}{'still':>7}{'frames/s':>10}{'worst ms':>10}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        for edges in sizes:
            path = Path(folder) / f"{edges}.html"
            show(measure(browser, "kg draw", edges, path, made=make_page(edges, path), ready=READY))
            if edges == SIZES[0]:
                plain = Path(folder) / "plain.html"
                make_plain(edges, plain)
                show(measure(browser, "plain pyvis", edges, plain, made=None, ready=STABLE))
        browser.close()


def show(found: Measured) -> None:
    """Print a line of the table."""

    def number(value: float | None, form: str) -> str:
        return "–" if value is None else format(value, form)

    still = {True: "yes", False: "no", None: "–"}[found.still]
    print(
        f"{found.name:<14}{found.edges:>8,}{number(found.made, '.1f'):>8}{found.megabytes:>7.1f}{found.ready:>9.2f}"
        f"{still:>7}{number(found.frames, '.0f'):>10}{number(found.worst, '.0f'):>10}",
        flush=True,
    )


if __name__ == "__main__":
    main()
