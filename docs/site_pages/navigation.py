"""The tree of pages beside each page, laid out once: the theme has it laid out for every page, a third of all time."""

import posixpath
from typing import Any
from xml.etree import ElementTree as ET

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.toctree import global_toctree_for_doc


def keep_navigation(app: Sphinx) -> None:
    """Hand the theme a tree that is resolved once, with each page's own links and its place marked in it."""
    known: dict[tuple[tuple[str, Any], ...], str] = {}

    def offer(app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
        builder = app.builder
        if not isinstance(builder, StandaloneHTMLBuilder) or "toctree" not in context:
            return
        plain = context["toctree"]

        def toctree(**options: bool | int) -> str:
            if options.get("collapse", True):
                return plain(**options)
            key = tuple(sorted(options.items()))
            if key not in known:
                tree = global_toctree_for_doc(app.env, app.config.root_doc, builder, tags=builder.tags, **options)
                known[key] = builder.render_partial(tree)["fragment"]
            return place(known[key], page=page, target=builder.get_target_uri(page))

        context["toctree"] = toctree

    app.connect("html-page-context", offer, priority=100)


def place(tree: str, *, page: str, target: str) -> str:
    """Return the tree of the first page as it stands beside another.

    Args:
        tree: nested lists of links, relative to the first page, which lies at the top.
        page: the other page's name, `guides/tracing`.
        target: what links call it.
    """
    root = ET.fromstring(f"<div>{tree}</div>")
    for entry in root.iter("li"):
        if any(link.get("href") == target for link in entry.iter("a")):
            entry.set("class", f"{entry.get('class')} current")
    for link in root.iter("a"):
        to = link.get("href", "")
        if to == target:
            link.set("class", f"current {link.get('class')}")
        link.set("href", "#" if to == target else posixpath.relpath(to, posixpath.dirname(page) or "."))
    return "".join(ET.tostring(child, encoding="unicode", method="html") for child in root)
