"""A headless browser for the drawn pages: what they ask for and complain of fails the test."""

import pytest

from kg.draw import draw_page, write_page
from tests.draw.rows import TYPES
from tests.web.browser.chromium import Watch, launched

OF_THE_DRIVER = "GL Driver Message"
"""Chromium says so of its own software renderer, whatever the page does."""
WIDE = {"width": 1280, "height": 800}


@pytest.fixture(scope="package")
def browser():
    with launched() as running:
        yield running


@pytest.fixture
def opened(browser, tmp_path):
    """Open a page of rows; every request besides the page, and every complaint of the browser, fails the test.

    `opened(rows, kind="graph", …)` returns the tab; `opened.work` is the processor time, in seconds, until it is drawn.
    """
    contexts, watches = [], []

    def open_page(rows, *, kind="graph", title="Talks", stories=None, before=None, **options):
        page = draw_page(rows, kind=kind, title=title, types=TYPES, stories=stories)
        path = write_page(page, tmp_path / f"{kind}.html")
        context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce"} | options)
        context.set_default_timeout(40_000)
        contexts.append(context)
        tab = context.new_page()
        watches.append(Watch(tab, tmp_path.as_uri()))
        if before is not None:
            tab.add_init_script(before)
        session = context.new_cdp_session(tab)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        tab.goto(path.as_uri())
        tab.wait_for_function("document.documentElement.dataset.drawn", timeout=60_000)
        metrics = session.send("Performance.getMetrics")["metrics"]
        open_page.work = next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")
        return tab

    yield open_page
    for context in contexts:
        context.close()
    said = [complaint for watch in watches for complaint in watch.complaints]
    assert [complaint for complaint in said if OF_THE_DRIVER not in complaint] == []
