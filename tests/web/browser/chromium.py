"""Chromium as the tests of pages drive it: what it may load, what it complains of, what axe-core finds."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SWITCHES = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--enable-unsafe-swiftshader",
)
DRIVER = "GL Driver Message"
"""What the software renderer says of its own speed."""
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
BESIDES = ("target-size", "heading-order", "page-has-heading-one", "skip-link", "region", "landmark-one-main")
"""Rules that no tag above switches on."""
_RUN = """options => axe.run(document, options).then(found => found.violations.map(rule => [
    rule.id, rule.help, rule.nodes.slice(0, 4).map(node => node.target.join(' ') + ': ' + node.failureSummary)]))"""


@contextmanager
def launched() -> Iterator[Any]:
    """Yield the browser.

    Playwright keeps an event loop running in this thread until it ends, in which no other can be run: a fixture that
    launches must be of a module or a package, never of the session.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield browser
        browser.close()


class Watch:
    """Notes what a tab complains of, and which addresses outside of the server it asks for.

    Args:
        tab: a page of Playwright.
        base: the server's address.

    Attributes:
        complaints: errors and warnings of the console, errors of scripts, dialogs, requests elsewhere, failed answers.
    """

    def __init__(self, tab: Any, base: str) -> None:
        self.complaints: list[str] = []
        self._base = base
        tab.on("console", self._note_message)
        tab.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        tab.on("dialog", self._note_dialog)
        tab.on("request", self._note_request)
        tab.on("response", self._note_response)

    def _note_message(self, message: Any) -> None:
        if message.type in ("error", "warning", "assert") and DRIVER not in message.text:
            self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _note_dialog(self, dialog: Any) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note_request(self, request: Any) -> None:
        if not request.url.startswith((f"{self._base}/", "data:", "blob:")):
            self.complaints.append(f"outside: {request.url}")

    def _note_response(self, response: Any) -> None:
        if response.status >= 500:
            self.complaints.append(f"answer {response.status}: {urlsplit(response.url).path}")


@cache
def _axe() -> str:
    return Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")


def find_barriers(tab: Any, *, only: Iterable[str] = ()) -> list[str]:
    """Return what axe-core finds on a page against WCAG 2.2 A and AA, a line for each rule.

    Args:
        tab: the page.
        only: the rules that can be broken anew, where the page was looked at whole already; all where there are none.
    """
    if not tab.evaluate("typeof axe === 'object'"):
        tab.evaluate(_axe())
    everything = {
        "runOnly": {"type": "tag", "values": list(TAGS)},
        "rules": {rule: {"enabled": True} for rule in BESIDES},
    }
    wanted = list(only)
    found = tab.evaluate(_RUN, {"runOnly": {"type": "rule", "values": wanted}} if wanted else everything)
    return [f"{rule}: {words} — {' | '.join(places)}" for rule, words, places in found]
