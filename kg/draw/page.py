"""One page that carries everything: pyvis over a networkx graph, in a template of our own.

Texts of articles are data of a stranger. They reach the page as one JSON block that no HTML parser can leave, and its
script writes them with `textContent` alone. The content security policy allows only our own scripts and styles, by
their hashes (Content Security Policy Level 3, W3C), and no address at all.
"""

import re
from base64 import b64encode
from collections.abc import Hashable, Mapping
from hashlib import sha256
from html import escape
from importlib import resources
from pathlib import Path

import networkx as nx
import pyvis
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.draw.figures import page_data, standfirst, styled_graph

SCRIPTS = ("model.js", "picture.js", "labels.js", "evidence.js", "controls.js", "start.js")
"""Parts of the page's own script, in the order in which they need each other."""


def render_page(network: nx.MultiDiGraph, positions: Mapping[Hashable, tuple[int, int]], *, title: str) -> str:
    """Render the interactive page of a graph.

    Args:
        network: as `build_network` makes it.
        positions: as `compute_layout` makes them.
        title: the heading, as plain text.

    Returns:
        A whole HTML document that opens without a network.
    """
    picture = Network(directed=True)
    picture.templateEnv = Environment(
        loader=PackageLoader("kg.draw", "page"), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    picture.path = "page.html"
    picture.from_nx(styled_graph(network, positions))
    library, script, style = _library(), _script(), _part("page.css")
    picture.templateEnv.globals.update(
        title=title,
        standfirst=standfirst(network),
        policy=_policy(scripts=(library, script), style=style),
        library=Markup(library),
        script=Markup(script),
        style=Markup(style),
        data=Markup(_embed(page_data(network, picture.nodes, picture.edges))),
    )
    return str(picture.generate_html())


def render_frame(page: str, *, height: int = 640) -> str:
    """Render a page as a frame for a notebook, where its scripts can reach nothing but themselves."""
    return (
        f'<iframe sandbox="allow-scripts allow-popups" referrerpolicy="no-referrer" title="Claim graph" '
        f'style="width:100%;height:{height}px;border:1px solid #ccc" srcdoc="{escape(page)}"></iframe>'
    )


def write_page(page: str, path: Path) -> Path:
    """Write a page to a file and return its path."""
    # A lone surrogate, which UTF-8 cannot carry, can only stand in the title: the data is ASCII.
    path.write_text(page, encoding="utf-8", errors="replace", newline="\n")
    return path


def _embed(json_text: str) -> str:
    r"""Escape JSON for a script element: none of `<`, `>`, `&` is left, so no tag can open or close in it."""
    for char in "<>&\u2028\u2029":
        json_text = json_text.replace(char, f"\\u{ord(char):04x}")
    return json_text


def _policy(*, scripts: tuple[str, ...], style: str) -> str:
    return (
        f"default-src 'none'; script-src {' '.join(map(_source, scripts))}; style-src {_source(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _part(name: str) -> str:
    text = resources.files("kg.draw").joinpath("page", name).read_text(encoding="utf-8")
    return "\n" + text.replace("\r\n", "\n")


def _script() -> str:
    parts = "".join(_part(name) for name in SCRIPTS)
    return f'\n(function () {{\n"use strict";{parts}}})();\n'


def _library() -> str:
    """Return the vis-network that pyvis carries, its licence comment kept, its source map's address dropped."""
    # pyvis itself links to the newest of the versions that it carries.
    path = max(Path(pyvis.__file__).parent.glob("templates/lib/vis-9.1*/vis-network.min.js"))
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    return re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", text)
