"""From pages to HTML: the templates of the workbench in the frame of a site."""

from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from kg.draw.figures import safe_url
from kg.flat import Choice, Flat
from kg.rdf.identifiers import encode_key
from kg.web.hues import outlet_hues
from kg.web.publish.addresses import fragment
from kg.web.publish.cutting import shorten_shown
from kg.web.publish.links import relink
from kg.web.publish.marking import mark_text
from kg.web.publish.pages import Page, no_address
from kg.web.publish.plan import Plan
from kg.web.publish.sitemap import full_address

POLICY = (
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file:; "
    "form-action 'self' file:; base-uri 'none'"
)
"""What a page may load: files of the site alone, of a server or of the disk (Content Security Policy 3)."""


class Renderer:
    """Renders the pages of one site.

    Args:
        flat: the table of the graph.
        plan: which pages there are.
        title: of the site.
        without_text: whether whatever is long is cut.
        url: where the site will stand on the web, with a slash at its end; None where nobody knows.
    """

    def __init__(self, flat: Flat, plan: Plan, *, title: str, without_text: bool, url: str | None) -> None:
        self._addresses = plan.addresses
        self._base = flat.base
        self._url = url
        self._templates = Environment(
            loader=ChoiceLoader([PackageLoader("kg.web.publish", "templates"), PackageLoader("kg.web", "templates")]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=shorten_shown if without_text else None,
        )
        self._templates.filters |= {"key": encode_key, "safe_url": safe_url, "fragment": fragment}
        self._templates.globals |= {
            "graph_name": title,
            "published": True,
            "policy": POLICY,
            "hues": outlet_hues(flat),
            "outlets": {outlet.key: outlet for outlet in flat.overview().outlets},
            "address": no_address,
            "choose": Choice,
            "mark_text": mark_text,
        }

    def render(self, page: Page) -> str:
        """Render a page; templates escape all that they are given."""
        values: dict[str, Any] = {"own": None, "anchors": (), "nav": ""} | page.values
        iri = f"{self._base}{values['own'][0]}/{encode_key(values['own'][1])}" if values["own"] else ""
        canonical = full_address(page.place, url=self._url) if self._url else None
        html = self._templates.get_template(page.template).render(
            iri=iri, place=page.place, canonical=canonical, **values
        )
        return relink(html, self._addresses, here=page.place)
