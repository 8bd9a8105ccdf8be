"""One graph as everything on the web side sees it: its flat table, its templates, its people's verdicts."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from kg.draw.figures import safe_url
from kg.reviews import Reviews

if TYPE_CHECKING:
    from kg.flat import Flat
    from kg.web.engine import Pool


class Workbench:
    """What the pages of one graph share.

    Args:
        path: the graph's folder.
        read_flat: returns the flat table as it is now; another one after the graph has changed.
        pool: answers SPARQL.
    """

    def __init__(self, path: Path, read_flat: "Callable[[], Flat]", *, pool: "Pool | None" = None) -> None:
        self.path = path
        self._read_flat = read_flat
        self._pool = pool
        self._templates = Environment(
            loader=PackageLoader("kg.web", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["key"] = encode_path
        self._templates.filters["safe_url"] = safe_url
        self._templates.globals["graph_name"] = path.stem

    @property
    def name(self) -> str:
        """Return what the graph is called on its pages."""
        return self.path.stem

    @property
    def flat(self) -> "Flat":
        """Return the flat table; take it once for each answer, since the next call may give a newer one."""
        return self._read_flat()

    @property
    def pool(self) -> "Pool":
        """Return what answers SPARQL within limits."""
        if self._pool is None:
            raise RuntimeError("this workbench was made without a pool")
        return self._pool

    @property
    def reviews(self) -> Reviews:
        """Return what people decide on the graph."""
        return Reviews(self.path)

    def load_templates(self) -> None:
        """Compile all templates, so that no page waits for it."""
        for name in self._templates.list_templates(extensions=["html"]):
            self._templates.get_template(name)

    def render(self, template: str, request: Request, *, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401 - what a template shows
        """Render a page; templates escape all that they are given."""
        page = self._templates.get_template(template).render(request=request, here=request.url.path, **values)
        return HTMLResponse(page, status_code=status)


def encode_path(key: str) -> str:
    """Percent-encode a key for an address of the workbench, as IRIs of the graph have it."""
    return quote(key, safe="-._~")
