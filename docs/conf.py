"""How Sphinx builds the site: `make docs`, or `sphinx-build -W docs build/docs`."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent))

from site_pages import write_pages
from site_pages.navigation import keep_navigation
from site_pages.python import keep_attributes

INCLUDED = ("start", "row", "changelog", "contributing", "figures", "formats", "presets")
"""Generated pages that stand within others."""

project = "kg"
author = "the kg contributors"
copyright = author  # noqa: A001 - Sphinx's name for it; no year, so that equal sources give equal sites
release = version = installed_version("kg")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["commands", "site_pages", *(f"generated/{name}.md" for name in INCLUDED)]
default_role = "code"  # docstrings write names between single backticks
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header", "misc.highlighting_failure"]
"""Included pages begin below a heading of ours; the SPARQL lexer does not know the paths `a|b`."""

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
autodoc_class_signature = "mixed"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True

html_theme = "furo"
html_title = f"kg {release}"
html_static_path = ["_static"]
html_css_files = ["kg.css"]
html_js_files = ["kg.js"]
html_show_sourcelink = False
html_copy_source = False
html_last_updated_fmt = None
html_use_index = True
html_theme_options = {
    "navigation_with_keys": True,
    "light_css_variables": {"color-brand-primary": "#0b5c8a", "color-brand-content": "#0b5c8a"},
    "dark_css_variables": {"color-brand-primary": "#7cc4ee", "color-brand-content": "#7cc4ee"},
}
pygments_style = "tango"
pygments_dark_style = "monokai"


def setup(app: Sphinx) -> None:
    """Write the generated pages before Sphinx looks for sources."""
    # A graph of the seeds that is there already, so that the cookbook need not build one.
    app.add_config_value("kg_graph", "", "env", types=[str])
    keep_attributes(app)
    keep_navigation(app)
    app.connect("builder-inited", lambda app: write_pages(Path(app.srcdir), app.config.kg_graph))
