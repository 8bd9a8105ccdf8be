"""One browser, one server and one graph for all tests of pages; skipped where there is no Chromium."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.rdf.decisions import SAYS
from kg.rdf.identifiers import encode_key, slug
from kg.store import GraphStore
from tests.accounts import COURIER, REYES, TALKS
from tests.web.browser import hostile
from tests.web.browser.chromium import CHROMIUM, Watch, launched
from tests.web.browser.live import build_graph, served

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 720}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    for item in items:
        if CHROMIUM is None and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@dataclass(frozen=True, kw_only=True)
class Site:
    """The server, and the keys of what the tests look at."""

    base: str
    graph: Path
    stories: tuple[str, ...]
    """Of several articles, the one told by hand first."""
    claim: str
    """Told by several outlets."""
    hostile_claim: str

    def paths(self) -> dict[str, str]:
        """Return the address of every page, by a name for people."""
        at = {name: encode_key(key) for name, key in self._keys().items()}
        return {
            "overview": "/",
            "claims": "/claims",
            "claims-chosen": f"/claims?outlet={at['outlet']}&voice=narrator&contested=1",
            "claims-hostile": f"/claims?outlet={at['hostile-outlet']}",
            "claims-none": "/claims?q=nothing-has-these-words",
            "matrix": "/matrix",
            "matrix-story": f"/matrix?story={at['story']}",
            "article": f"/article/{COURIER.key}",
            "article-hostile": f"/article/{hostile.ARTICLE.key}",
            "entity": f"/entity/{at['entity']}",
            "entity-hostile": f"/entity/{at['hostile-subject']}",
            "entity-inherited": f"/entity/{hostile.INHERITED}",
            "topic": f"/topic/{at['topic']}",
            "topic-hostile": f"/topic/{at['hostile-topic']}",
            "claim": f"/claim/{at['claim']}",
            "claim-hostile": f"/claim/{at['hostile-claim']}",
            "outlet": f"/outlet/{at['outlet']}",
            "outlet-hostile": f"/outlet/{at['hostile-outlet']}",
            "story": f"/story/{at['story']}",
            "graph": "/graph",
            "graph-hostile": f"/graph?outlet={at['hostile-outlet']}",
            "ask": "/ask",
            "ask-question": "/ask/who-asserted",
            "ask-answer": "/ask/outlets",
            "review": "/review",
            "review-contradictions": "/review?show=contradictions",
            "review-same-entity": "/review?show=same-entity",
            "reviews": "/reviews",
            "reviews-join": "/reviews/join",
            "claims-values": "/claims/values/entity",
            "matrix-cell": f"/matrix?story={at['story']}&cell={at['claim']},{at['outlet']}",
        }

    def _keys(self) -> dict[str, str]:
        return {
            "outlet": slug(COURIER.outlet),
            "hostile-outlet": slug(hostile.OUTLET),
            "story": self.stories[0],
            "entity": REYES.key,
            "topic": TALKS.key,
            "hostile-subject": hostile.SUBJECT.key,
            "hostile-topic": hostile.TOPIC.key,
            "claim": self.claim,
            "hostile-claim": self.hostile_claim,
        }


def describe_site(base: str, graph: Path) -> Site:
    """Return the site of a graph that is served."""
    with GraphStore.open(graph) as store:
        shared, key = store.identifiers.graph("claims"), store.identifiers.key
        told: dict[str, set[str]] = {}
        for quad in store.store.quads_for_pattern(None, SAYS, None, shared):
            told.setdefault(key(quad.object.value)[1], set()).add(key(quad.subject.value)[1])
        db = store.tables.connection
        by_article = dict(db.execute("SELECT key, article FROM assertions"))
        sizes = {claim: len({by_article[one] for one in said}) for claim, said in told.items()}
        [(story,)] = db.execute("SELECT story FROM stories WHERE article = ?", (COURIER.key,))
        others = [
            one for (one,) in db.execute("SELECT story FROM stories GROUP BY story HAVING COUNT(*) > 1 ORDER BY 1")
        ]
    return Site(
        base=base,
        graph=graph,
        stories=(story, *(one for one in others if one != story)),
        claim=min(sizes, key=lambda claim: (-sizes[claim], claim)),
        hostile_claim=min(
            claim for claim, said in told.items() if any(by_article[one] == hostile.ARTICLE.key for one in said)
        ),
    )


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The workbench over the small graph."""
    folder = tmp_path_factory.mktemp("browser")
    graph = build_graph(folder / "small.kg")
    with served(graph, log=folder / "serve.log") as base:
        yield describe_site(base, graph)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """The browser."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="package")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Any, str], Path]:
    """Keep a picture of a page: in the folder that KG_SCREENSHOTS names, or in pytest's own.

    All of the page where somebody wants them; what is seen at first elsewhere, since long pages take their time.
    """
    named = os.environ.get("KG_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)

    def keep(tab: Any, name: str) -> Path:
        path = folder / f"{re.sub(r'[^a-z0-9-]+', '-', name.lower())}.png"
        tab.screenshot(path=path, full_page=named is not None)
        return path

    return keep


@pytest.fixture
def opened(chromium: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """Open pages in a tab of their own; any complaint of the browser fails the test, but those that it expects.

    `opened(path)` returns the tab; `opened.watch.complaints` may be cleared by a test that provokes one.
    """
    contexts = []
    watches = []

    def open_page(path: str, **options: Any) -> Any:
        context = chromium.new_context(
            base_url=site.base, **{"viewport": WIDE, "reduced_motion": "reduce", "accept_downloads": True} | options
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        tab = context.new_page()
        open_page.watch = Watch(tab, site.base)
        watches.append(open_page.watch)
        tab.goto(path)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert [complaint for watch in watches for complaint in watch.complaints] == []
