"""Seconds, memory and files of `kg publish`, and of the search of the site that it wrote.

    python -m tests.benchmarks.publishing GRAPH [OPTION...]

GRAPH by `python -m tests.benchmarks.large_graph`; options go to `kg publish` (`--limit 2000`, `--no-downloads`).
Seconds are of the processor, so that what else the machine does counts little. The search is opened from the disk in
Chromium where there is one: until its index is read, and until an answer to one letter and to two words stands.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.exporting import MEGA, run
from tests.web.browser.chromium import CHROMIUM, launched
from tests.web.publish.crawl import broken_links, read_site

MOST_SECONDS_A_PAGE, MOST_MEMORY, MOST_INDEX, MOST_OPENING, MOST_ANSWER = 0.01, 1_500, 30.0, 5.0, 0.5
"""Targets: processor seconds and MB of memory; MB of the search index; seconds until it is read, and for an answer."""
ENOUGH = 1_000
"""Pages of a site of which the seconds a page say something; of smaller ones most is starting."""
MOST_CRAWLED = 20_000
"""Pages of a site whose links are all followed; of larger ones none are."""
_ASKED = """words => {
    const field = document.getElementById("q"), begun = performance.now();
    field.value = words;
    field.dispatchEvent(new Event("input"));
    return (performance.now() - begun) / 1000;
}"""


def main(graph: Path, options: list[str]) -> None:
    with TemporaryDirectory(prefix="kg-publishing-") as room:
        site = Path(room) / "site"
        taken = run([sys.executable, "-m", "kg", "publish", str(graph.resolve()), "-o", "site", *options], site.parent)
        if taken is None:
            sys.exit("kg publish failed")
        files = [path for path in site.rglob("*") if path.is_file()]
        n_pages = sum(path.suffix == ".html" for path in files)
        size = {path: path.stat().st_size / MEGA for path in files}
        print(f"{len(files):,} files, {n_pages:,} of them pages, {sum(size.values()):,.1f} MB; kg publish {options}")
        tell("processor seconds", taken[0], None)
        tell("processor seconds a page", taken[0] / n_pages, MOST_SECONDS_A_PAGE if n_pages >= ENOUGH else None)
        tell("memory, MB", taken[1], MOST_MEMORY)
        tell("largest page but the drawing, MB", max(size[path] for path in files if _is_read(path)), None)
        tell("search index, MB", size[site / "assets" / "index.js"], MOST_INDEX)
        if n_pages <= MOST_CRAWLED:
            tell("links that lead nowhere", len(broken_links(read_site(site))), 0)
        if CHROMIUM is not None:
            search(site)


def search(site: Path) -> None:
    """Print how long the search takes from the disk."""
    with launched() as browser:
        tab = browser.new_page()
        tab.goto((site / "search.html").resolve().as_uri())
        tab.wait_for_function("document.activeElement.id === 'q'")
        opened = tab.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd / 1000")
        tell("search: until the index is read, s", opened, MOST_OPENING)
        for words in ("s", "the minister"):
            tell(f"search: {words!r}, s", tab.evaluate(_ASKED, words), MOST_ANSWER)


def tell(name: str, value: float, target: float | None) -> None:
    """Print a figure beside its target."""
    aim = "" if target is None else f"{'reached' if value <= target else 'missed':>10} (at most {target:g})"
    print(f"{name:38}{value:12,.3f}{aim}", flush=True)


def _is_read(path: Path) -> bool:
    return path.suffix == ".html" and path.name != "graph.html"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
