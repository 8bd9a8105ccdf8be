"""Write the site of a graph."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from kg.exports.exported import Exported
from kg.exports.publication import UNPUBLISHED, Publication
from kg.flat import Flat, open_flat
from kg.graph import KnowledgeGraph
from kg.store import GraphStore
from kg.store.outdated import refuse_outdated
from kg.web.publish.about import describe_site, start_pages
from kg.web.publish.downloads import write_downloads, write_drawing
from kg.web.publish.folder import renewed
from kg.web.publish.index import render_index
from kg.web.publish.lists import contested_page, list_pages
from kg.web.publish.pages import Page, ThingPages
from kg.web.publish.plan import Plan, plan_site
from kg.web.publish.rendering import Renderer
from kg.web.publish.sitemap import parse_site_url, write_sitemap

OnPublish = Callable[[int, int | None], None]
"""Is told how many pages are written, of how many."""
SHEETS = {
    "workbench.css": ("kg.web", "workbench.css"),
    "reading.css": ("kg.web", "reading.css"),
    "article.css": ("kg.web", "article.css"),
    "entity.css": ("kg.web", "entity.css"),
    "claim.css": ("kg.web", "claim.css"),
    "matrix.css": ("kg.web", "matrix.css"),
    "review.css": ("kg.web", "review.css"),
    "overview.css": ("kg.web", "overview.css"),
    "article.js": ("kg.web", "article.js"),
    "icon.svg": ("kg.web", "icon.svg"),
    "site.css": ("kg.web.publish", "site.css"),
    "site.js": ("kg.web.publish", "site.js"),
    "search.js": ("kg.web.publish", "search.js"),
}
"""Files that the pages load, by their names in the site's `assets`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """How a site is made."""

    title: str | None = None
    """Its title; the graph's name unless it is given."""
    without_text: bool = False
    """Whether the articles' words stay at home: short quotes and offsets are left."""
    limit: int | None = None
    """At most this many pages of claims, of entities and of topics each; None for all. The rest stand in lists."""
    url: str | None = None
    """Where the site will stand on the web: for canonical links and a sitemap, which need whole addresses."""
    downloads: bool = True
    """Whether the graph's files are put beside the pages."""
    publication: Publication = UNPUBLISHED
    """Makers, licence and day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was written."""

    folder: Path
    n_pages: int
    n_bytes: int
    """Of all files."""


def publish_site(
    graph: Path | str,
    folder: Path | str,
    *,
    options: SiteOptions | None = None,
    on_progress: OnPublish = lambda *_: None,
) -> Published:
    """Write a graph as a folder of pages that opens from the disk and from any web server; equal graphs, equal files.

    >>> publish_site("seeds.kg", "site")  # doctest: +SKIP

    Args:
        graph: the graph's folder.
        folder: the site's; one that kg wrote before is written anew, once the new one is whole.
        options: title, limits, whether texts stay at home.
        on_progress: is told how many pages are written, of how many.

    Raises:
        GraphNotFound: where there is no graph.
        GraphOutdated: where an earlier version of kg made it.
        GraphExists: where the folder holds something that kg did not publish.
        InputNotFound: where the folder around it is not there.
        WrongParameter: where the address is none of a site.
        StorageFull, StorageReadOnly: where it cannot be written.
    """
    how, path = options or SiteOptions(), Path(graph)
    how = replace(how, url=parse_site_url(how.url)) if how.url is not None else how
    title = how.title or path.name.removesuffix(".kg")
    with GraphStore.open(path) as store:
        refuse_outdated(store)
        exported = Exported(
            store=store,
            rows=KnowledgeGraph.open(path).claims(),
            name=title,
            without_text=how.without_text,
            is_whole=True,
            publication=how.publication,
        )
        with renewed(Path(folder)) as site, open_flat(path) as flat:
            n_pages = _write_site(exported, flat, site, how=how, title=title, on_progress=on_progress)
            n_bytes = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
    return Published(folder=Path(folder), n_pages=n_pages, n_bytes=n_bytes)


def _write_site(
    exported: Exported, flat: Flat, site: Path, *, how: SiteOptions, title: str, on_progress: OnPublish
) -> int:
    plan = plan_site(flat, limit=how.limit)
    downloads = tuple(write_downloads(exported, site)) if how.downloads else ()
    _write_assets(site, render_index(flat, plan, without_text=how.without_text))
    write_drawing(exported, flat, site, title=title)
    renderer = Renderer(flat, plan, title=title, without_text=how.without_text, url=how.url)
    starts = start_pages(flat, describe_site(exported, title=title), downloads)
    places = ["graph.html"]
    for page in _pages(flat, plan, starts, how):
        target = site / page.place
        target.parent.mkdir(exist_ok=True)
        target.write_text(renderer.render(page), encoding="utf-8")
        places.append(page.place)
        on_progress(len(places), max(len(places), plan.n_pages))
    if how.url:
        write_sitemap(site, [place for place in places if place != "search.html"], url=how.url)
    return len(places)


def _pages(flat: Flat, plan: Plan, starts: tuple[Page, ...], how: SiteOptions) -> Iterator[Page]:
    yield from starts
    yield contested_page(flat)
    yield from list_pages(flat, plan)
    yield from ThingPages(flat, plan, without_text=how.without_text)


def _write_assets(site: Path, index: str) -> None:
    folder = site / "assets"
    folder.mkdir()
    for name, (package, file) in SHEETS.items():
        (folder / name).write_bytes(resources.files(package).joinpath("static", file).read_bytes())
    (folder / "index.js").write_text(index, encoding="utf-8")
    (site / ".nojekyll").write_bytes(b"")  # GitHub Pages leaves out what it takes for Jekyll's own
