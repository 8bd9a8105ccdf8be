"""A graph that is a list: the pages' questions answered from rows made by hand, with whatever words a test needs."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
from fastapi import APIRouter, FastAPI

from kg.errors import NotInGraph
from kg.flat import FACETS, Choice, Flat
from kg.flat.page_records import SearchHit
from kg.flat.records import (
    AssertionPage,
    AssertionRow,
    ClaimLine,
    ClaimsPage,
    Contested,
    Counted,
    Facet,
    FacetValue,
    Mark,
    Outlet,
    Overview,
    PeriodCount,
    Story,
    Thing,
)
from kg.web.faults import add_faults
from kg.web.workbench import Workbench
from tests.draw.rows import make_row

OUTLETS = {"kyiv-dispatch": "Kyiv Dispatch", "bosphorus-post": "Bosphorus Post", "moscow-ledger": "Moscow Ledger"}


def thing(label: str, room: str = "entity") -> Thing:
    return Thing(room=room, key=label.lower().replace(" ", "-"), label=label)


def told(number: int = 0, outlet: str = "kyiv-dispatch", speaker: str | None = None, **fields: Any) -> AssertionRow:
    """Return a row: `Russia demands regions`, by an outlet, quoting somebody or in its own voice."""
    said = {"speaker": speaker, "speakers": (speaker,), "voice": "direct", "cue": "said"} if speaker else {}
    claim_text = fields.pop("claim_text", "Russia demands regions")
    given = {name: fields.pop(name) for name in ("n_outlets", "n_origins", "contested", "story") if name in fields}
    row = make_row(
        assertion=f"https://kg.example/assertion/{number}",
        outlet=OUTLETS.get(outlet, outlet),
        **{"sentence": f"{speaker} said that Russia demands regions." if speaker else "Russia demands regions."}
        | said
        | fields,
    )
    start = row.sentence.find("Russia demands")
    return AssertionRow(
        row=row,
        key=str(number),
        claim_key="demand-regions",
        claim_text=claim_text,
        article_key=f"{outlet}-1",
        outlet_key=outlet,
        story_key="talks" if given.get("story") else None,
        speakers=(thing(speaker),) if speaker else (),
        subject=thing("Russia"),
        object=thing("regions", "topic"),
        about=thing("regions", "topic"),
        place=None,
        arguments=(),
        n_assertions=3,
        marks=(Mark(start=start, end=len(row.sentence) - 1, kind="claim"),) if start >= 0 else (),
        **{"n_outlets": 2, "n_origins": 2, "contested": False, "story": None} | given,
    )


def few() -> list[AssertionRow]:
    """Return three rows by three outlets: one quotes, one denies."""
    return [
        told(0, "kyiv-dispatch", "Zelensky"),
        told(1, "bosphorus-post", published="2025-07-23", contested=True),
        told(2, "moscow-ledger", published="2025-08-01", polarity="negative", contested=True, certainty="possible"),
    ]


class ListedFlat(Flat):
    """The stand-in; `asked` keeps what was asked of it."""

    def __init__(self, rows: Iterable[AssertionRow], **overview: Any) -> None:
        self.rows_ = list(rows)
        self.path = Path("talks.kg")
        self.base = "https://kg.example/"
        self._overview = overview

    def _matching(self, choice: Choice) -> list[AssertionRow]:
        return [row for row in self.rows_ if _matches(row, choice)]

    def claims(
        self, choice: Choice, *, sort: str = "newest", page: int = 1, per_page: int = 50, facet_values: int = 10
    ) -> ClaimsPage:
        found = self._matching(choice)
        found.sort(key=lambda row: row.row.published or "", reverse=sort == "newest")
        n_pages = max(1, -(-len(found) // per_page))
        page = min(page, n_pages)
        days = sorted(row.row.published for row in found if row.row.published)
        return ClaimsPage(
            rows=tuple(found[(page - 1) * per_page : page * per_page]),
            total=len(found),
            n_claims=len({row.claim_key for row in found}),
            n_articles=len({row.article_key for row in found}),
            n_outlets=len({row.outlet_key for row in found}),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            page=page,
            n_pages=n_pages,
            per_page=per_page,
            facets=tuple(self.facet(choice, name, limit=facet_values) for name in FACETS),
        )

    def facet(self, choice: Choice, name: str, *, search: str = "", limit: int = 50) -> Facet:
        chosen = choice.values(name)
        counted = Counter({pair: 0 for row in self.rows_ for pair in _values(row, name) if pair[0] in chosen})
        counted.update(pair for row in self._matching(choice.without(name)) for pair in _values(row, name))
        values = tuple(
            FacetValue(value=value, label=label, n=n, chosen=value in chosen)
            for (value, label), n in counted.most_common()
            if search.lower() in label.lower()
        )
        values = tuple(value for i, value in enumerate(values) if i < limit or value.chosen)
        return Facet(field=name, values=values, n_values=len(counted))

    def rows(self, choice: Choice, *, sort: str = "outlet", limit: int | None = None) -> Iterator[AssertionRow]:
        return iter(self._matching(choice)[:limit])

    def assertion(self, key: str) -> AssertionPage:
        found = next((row for row in self.rows_ if row.key == key), None)
        if found is None:
            raise NotInGraph(key, rooms=["assertion"])
        others = tuple(row for row in self.rows_ if row.key != key)
        return AssertionPage(
            row=found,
            before="A cold morning.",
            after="Nobody <i>objected</i>.",
            outer=None,
            inner=(),
            others=others,
            decisions=(),
            verdicts=(),
        )

    def search(self, text: str, *, kinds: Iterable[str] = (), limit: int = 10) -> tuple[SearchHit, ...]:
        hit = SearchHit(kind="entity", key="russia", label="Russia", detail="Place", path="/entity/russia")
        return (hit,) if hit.label.lower().startswith(text.lower()) else ()

    def overview(self) -> Overview:
        months = Counter((row.row.published[:7], row.outlet_key) for row in self.rows_ if row.row.published)
        outlets = Counter(row.outlet_key for row in self.rows_)
        days = sorted(row.row.published for row in self.rows_ if row.row.published)
        claim = claim_line(outlets=tuple(outlets))
        values = {
            "n_outlets": len(outlets),
            "n_articles": len({row.article_key for row in self.rows_}),
            "n_assertions": len(self.rows_),
            "n_claims": 1,
            "n_entities": 2,
            "n_stories": 1,
            "first": days[0] if days else None,
            "last": days[-1] if days else None,
            "by_month": tuple(PeriodCount(period=month, key=key, n=n) for (month, key), n in sorted(months.items())),
            "outlets": tuple(
                Outlet(key=key, label=OUTLETS.get(key, key), n_articles=1, n_assertions=n, n_claims=1)
                for key, n in outlets.most_common()
            ),
            "contested": (
                Contested(
                    claim=claim,
                    against=None,
                    outlets_for=("kyiv-dispatch",),
                    outlets_against=("moscow-ledger",),
                    score=None,
                    reasons=(),
                ),
            ),
            "corroborated": (claim,),
            "stories": (
                Story(
                    key="talks",
                    label="Talks in Istanbul",
                    first="2025-07-22",
                    last="2025-08-01",
                    n_articles=3,
                    n_outlets=3,
                    n_claims=1,
                    n_assertions=3,
                    n_contested=1,
                ),
            ),
            "speakers": (Counted(thing=thing("Zelensky"), n=1, n_outlets=1),),
            "problems": (),
            "n_problems": 0,
        }
        return Overview(**values | self._overview)


def claim_line(**fields: Any) -> ClaimLine:
    values = {
        "key": "demand-regions",
        "text": "Russia demands regions",
        "subject": thing("Russia"),
        "predicate": "demand",
        "object": thing("regions", "topic"),
        "n_assertions": 3,
        "n_outlets": 3,
        "n_origins": 3,
        "outlets": tuple(OUTLETS),
        "first": "2025-07-22",
        "last": "2025-08-01",
        "contested": True,
        "n_for": 2,
        "n_against": 1,
    }
    return ClaimLine(**values | fields)


def _values(row: AssertionRow, name: str) -> list[tuple[str, str]]:
    plain = SimpleNamespace(
        outlet=[(row.outlet_key, row.row.outlet)],
        speaker=[(one.value, one.label) for one in row.speakers] or [("-", "the outlet’s own voice")],
        entity=[(one.value, one.label) for one in {row.subject, row.object} if one],
        predicate=[(row.row.predicate, row.row.predicate)],
        event=[(row.row.event_type or "-", row.row.event_type or "none")],
        voice=[(row.row.voice, row.row.voice)],
        certainty=[(row.row.certainty, row.row.certainty)],
        polarity=[(row.row.polarity, row.row.polarity)],
        verdict=[(row.row.verdict or "unreviewed",) * 2],
    )
    found: list[tuple[str, str]] = getattr(plain, name)
    return found


def _matches(row: AssertionRow, choice: Choice) -> bool:
    day = row.row.published or ""
    return (
        all(
            not choice.values(name) or {value for value, _ in _values(row, name)} & set(choice.values(name))
            for name in FACETS
        )
        and (not choice.contested or row.contested)
        and (not choice.since or day >= choice.since)
        and (not choice.until or (bool(day) and day <= choice.until))
        and (not choice.q or choice.q.lower() in row.row.sentence.lower())
    )


class Asking:
    """Asks the routes of one page over a stand-in, without a server."""

    def __init__(self, flat: ListedFlat, route: Callable[[Workbench], APIRouter]) -> None:
        workbench = Workbench(flat.path, lambda: flat)
        self.app = FastAPI()
        self.app.include_router(route(workbench))
        add_faults(self.app, workbench)

    def get(self, address: str, **params: str) -> httpx.Response:
        """Return the answer to a browser."""
        return asyncio.run(self._get(address, params or None))

    async def _get(self, address: str, params: dict[str, str] | None) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(address, params=params, headers={"accept": "text/html"})


def squeezed(html: str) -> str:
    """Return the text of a page: no tags, single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).replace(" ,", ",").replace(" .", ".")
