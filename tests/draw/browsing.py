"""A headless browser for drawn pages: where it is, how it is started, and what it may not do."""

import shutil
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OF_THE_DRIVER = "GL Driver Message"
"""Chromium says so of its own software renderer, whatever the page does."""


def watch(tab: Any, *, home: str) -> list[str]:
    """Return a list that every outside request and every complaint of the browser is added to.

    Args:
        tab: a playwright page.
        home: the only address that may be asked for.
    """
    complaints: list[str] = []
    tab.on("request", lambda request: complaints.append(request.url) if request.url != home else None)
    tab.on("console", lambda message: complaints.append(message.text) if OF_THE_DRIVER not in message.text else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("dialog", lambda dialog: complaints.append(dialog.message))
    return complaints
