"""A graph for the pages for reading: any number of outlets and claims on one invented story, one article in marks."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import httpx
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from kg.errors import NotInGraph
from kg.flat import Choice, Flat
from kg.flat.page_records import (
    Cell,
    CellPage,
    Matrix,
    MatrixRow,
    SearchHit,
    StoryList,
)
from kg.flat.records import (
    AssertionRow,
    ClaimLine,
    Facet,
    FacetValue,
    Overview,
    Story,
)
from kg.web.faults import add_faults
from kg.web.guards import Guards
from kg.web.pages.article import article_router
from kg.web.pages.claim import claim_router
from kg.web.pages.entity import entity_router
from kg.web.pages.matrix import matrix_router
from kg.web.pages.outlet import outlet_router
from kg.web.pages.story import story_router
from kg.web.workbench import Workbench
from tests.web.pages.read_pages import PagesOfThings
from tests.web.pages.read_parts import make_claim, make_outlets, make_told

ROUTERS = (article_router, claim_router, entity_router, matrix_router, outlet_router, story_router)


@dataclass
class ReadFlat(PagesOfThings):
    """The stand-in: what a test wants otherwise is set on it.

    Attributes:
        n_outlets: columns of the matrix, tellers of the claim.
        n_claims: rows of the matrix.
        n_sentences: of the article; each is one assertion.
    """

    n_outlets: int = 4
    n_claims: int = 6
    n_sentences: int = 3
    title: str = "A bridge is to close"
    path: Path = Path("bridges.kg")
    base: str = "https://kg.example/"

    def __post_init__(self) -> None:
        self.all = make_outlets(self.n_outlets)
        self.story_ = Story(
            key="bridge",
            label=f"Story: {self.title}",
            first="2025-02-01",
            last="2025-03-09",
            n_articles=9,
            n_outlets=self.n_outlets,
            n_claims=self.n_claims,
            n_assertions=30,
            n_contested=2,
        )

    __hash__ = object.__hash__

    def overview(self) -> Overview:
        return Overview(
            n_outlets=self.n_outlets,
            n_articles=9,
            n_assertions=30,
            n_claims=self.n_claims,
            n_entities=2,
            n_stories=1,
            first="2025-02-01",
            last="2025-03-09",
            by_month=(),
            outlets=self.all,
            contested=(),
            corroborated=(),
            stories=(self.story_,),
            speakers=(),
            problems=(),
            n_problems=0,
        )

    def stories(self, *, search: str = "", sort: str = "articles", page: int = 1, per_page: int = 50) -> StoryList:
        found = (self.story_,) if search.lower() in self.story_.label.lower() else ()
        return StoryList(stories=found, total=len(found), page=page, n_pages=1)

    # Claims

    def _claim(self, number: int) -> ClaimLine:
        return make_claim(number, self.all[: 1 + number % self.n_outlets])

    def _cells(self, number: int) -> Iterator[Cell]:
        told = {outlet.key for outlet in self.all[: 1 + number % self.n_outlets]}
        for i, outlet in enumerate(self.all):
            own, to, denied, out = (1, 0, 0, 0) if i % 2 else (0, 2, 0, 0)
            if outlet.key not in told:
                own, to = 0, 0
                denied, out = (1, 0) if number % 3 == 0 and i == self.n_outlets - 1 else (0, 3 if i % 3 else 0)
            elif number % 5 == 4 and i == 0:
                own, to, denied = 1, 1, 1
            yield Cell(
                outlet_key=outlet.key,
                n_own=own,
                n_attributed=to,
                n_denied=denied,
                leaves_out=out,
                assertions=tuple(f"{i:04x}" for _ in range(own + to + denied)),
            )

    def matrix(
        self, choice: Choice, *, sort: str = "disagreement", page: int = 1, per_page: int = 50, most_outlets: int = 12
    ) -> Matrix:
        if choice.story not in (None, "bridge"):
            raise NotInGraph(choice.story or "", rooms=("story",))
        self.asked = (choice, sort, page, most_outlets)
        n_pages = max(1, -(-self.n_claims // per_page))
        numbers = range(self.n_claims)[(page - 1) * per_page : page * per_page]
        rows = (
            MatrixRow(
                claim=self._claim(i), cells=tuple(self._cells(i))[:most_outlets], disagreement=0.0 if i % 3 else 0.5
            )
            for i in numbers
        )
        return Matrix(
            story=self.story_ if choice.story else None,
            outlets=self.all[:most_outlets],
            n_articles_by_outlet=tuple(outlet.n_articles for outlet in self.all[:most_outlets]),
            rows=tuple(rows),
            total=self.n_claims,
            page=page,
            n_pages=n_pages,
        )

    def cell(self, claim: str, outlet: str, choice: Choice | None = None) -> CellPage:
        by_key = {one.key: one for one in self.all}
        if outlet not in by_key or not claim.startswith("claim-"):
            raise NotInGraph(claim, rooms=("claim",))
        number = int(claim.removeprefix("claim-"))
        cell = next(one for one in self._cells(number) if one.outlet_key == outlet)
        rows = [make_told(i, by_key[outlet], claim=number) for i in range(cell.n_own + cell.n_attributed)]
        return CellPage(
            claim=self._claim(number),
            outlet=by_key[outlet],
            told=tuple(rows),
            denied=(make_told(9, by_key[outlet], claim=number, polarity="negative"),) if cell.n_denied else (),
            leaves_out=cell.leaves_out,
            articles=(self.line(by_key[outlet]),) if cell.leaves_out else (),
        )

    def assertions(self, keys: Iterable[str]) -> tuple[AssertionRow, ...]:
        return tuple(make_told(int(key, 16), self.all[0]) for key in keys if len(key) == 4)

    def rows(self, choice: Choice, *, sort: str = "outlet", limit: int | None = None) -> Iterator[AssertionRow]:
        return (make_told(i, outlet) for i, outlet in zip(range(2 * self.n_outlets), cycle(self.all)))

    def facet(self, choice: Choice, name: str, *, search: str = "", limit: int = 50) -> Facet:
        values = {"voice": ("narrator", "direct"), "certainty": ("certain",)}[name]
        counted = tuple(FacetValue(value=value, label=value, n=50, chosen=False) for value in values)
        return Facet(field=name, values=counted, n_values=len(counted))

    def search(self, text: str, *, kinds: Iterable[str] = (), limit: int = 10) -> tuple[SearchHit, ...]:
        hit = SearchHit(
            kind="entity", key="mayor-oduya", label="Mayor Oduya", detail="person", path="/entity/mayor-oduya"
        )
        return (hit,) if set(text.lower().split()) & {"mayor", "oduya"} else ()


def build_app(flat: Flat) -> FastAPI:
    """Return the pages for reading over a stand-in, with the guards in front of them."""
    workbench = Workbench(flat.path, lambda: flat)
    app = FastAPI()
    for router in ROUTERS:
        app.include_router(router(workbench))
    app.mount("/static", StaticFiles(packages=[("kg.web", "static")]))
    add_faults(app, workbench)
    app.add_middleware(Guards)
    return app


def ask(flat: Flat, address: str) -> httpx.Response:
    """Return the answer to an address; redirections are not followed."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=build_app(flat), raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(address, headers={"Accept": "text/html"})

    return asyncio.run(send())
