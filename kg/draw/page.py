"""One page that carries everything, in templates of our own: small graphs by pyvis, large ones by sigma.js.

Texts of articles are data of a stranger. They reach the page as JSON blocks that no HTML parser can leave, and its
script writes them with `textContent` alone. The content security policy allows only our own scripts and styles, by
their hashes (Content Security Policy Level 3, W3C), and no address at all.
"""

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib import resources
from pathlib import Path

import networkx as nx
import pyvis
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.draw.columns import Blocks, page_blocks
from kg.draw.figures import styled_graph
from kg.draw.layout import Layout
from kg.draw.standfirst import standfirst

SHARED = ("model.js", "evidence.js", "controls.js")
"""Parts of every page's own script, in the order in which they need each other."""
BY_PYVIS = (*SHARED, "labels.js", "picture.js", "start.js")
BY_SIGMA = (*SHARED, "labels.js", "marks.js", "camera.js", "webgl.js", "start.js")
MOST_BY_PYVIS = 2000
"""Edges from which on the picture is drawn by WebGL."""


def render_page(network: nx.MultiDiGraph, layout: Layout, *, title: str) -> str:
    """Render the interactive page of a graph.

    Args:
        network: as `build_network` makes it.
        layout: as `compute_layout` makes it.
        title: the heading, as plain text.

    Returns:
        A whole HTML document that opens without a network.
    """
    styled = styled_graph(network, layout.positions)
    blocks = page_blocks(network, styled, areas=layout.areas)
    if network.number_of_edges() > MOST_BY_PYVIS:
        return render_parts("sigma.html", BY_SIGMA, blocks, title=title, network=network, library=sigma_library())
    picture = Network(directed=True)
    picture.templateEnv = templates()
    picture.path = "pyvis.html"
    picture.from_nx(styled)
    picture.templateEnv.globals.update(_values(BY_PYVIS, blocks, title=title, network=network, library=_vis_library()))
    return str(picture.generate_html())


def render_parts(
    template: str, parts: tuple[str, ...], blocks: Blocks, *, title: str, network: nx.MultiDiGraph, library: str = ""
) -> str:
    """Render a page from its template and the parts of its script."""
    values = _values(parts, blocks, title=title, network=network, library=library)
    return templates().get_template(template).render(values)


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


def embed(json_text: str) -> Markup:
    r"""Escape JSON for a script element: none of `<`, `>`, `&` is left, so no tag can open or close in it."""
    for char in "<>&\u2028\u2029":
        json_text = json_text.replace(char, f"\\u{ord(char):04x}")
    return Markup(json_text)


def read_part(name: str) -> str:
    """Return a script or style of the page."""
    text = resources.files("kg.draw").joinpath("page", name).read_text(encoding="utf-8")
    return "\n" + text.replace("\r\n", "\n")


def join_scripts(parts: tuple[str, ...]) -> str:
    """Return parts of the page's script as one, which leaves no name behind."""
    return f'\n(function () {{\n"use strict";{"".join(map(read_part, parts))}}})();\n'


def sigma_library() -> str:
    """Return sigma.js and graphology, as `bundle/build.sh` makes them."""
    return resources.files("kg.draw").joinpath("webgl", "sigma.js").read_text(encoding="utf-8")


def templates() -> Environment:
    """Return the templates of pages and of their parts."""
    return Environment(
        loader=PackageLoader("kg.draw", "page"), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )


def _values(
    parts: tuple[str, ...], blocks: Blocks, *, title: str, network: nx.MultiDiGraph, library: str
) -> dict[str, object]:
    script, style = join_scripts(parts), read_part("parts.css") + read_part("frame.css")
    scripts = (library, script) if library else (script,)
    return {
        "title": title,
        "standfirst": standfirst(network),
        "policy": _policy(scripts=scripts, style=style),
        "scripts": [Markup(text) for text in scripts],
        "style": Markup(style),
        "data": embed(blocks.data),
        "told": embed(blocks.told),
    }


def _policy(*, scripts: tuple[str, ...], style: str) -> str:
    return (
        f"default-src 'none'; script-src {' '.join(map(_source, scripts))}; style-src {_source(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _vis_library() -> str:
    """Return the vis-network that pyvis carries, its licence comment kept, its source map's address dropped."""
    # pyvis itself links to the newest of the versions that it carries.
    path = max(Path(pyvis.__file__).parent.glob("templates/lib/vis-9.1*/vis-network.min.js"))
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    return re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", text)
