"""Whole pages of the invented quarrel: a claim, an article, a person, a topic, an outlet."""

from dataclasses import replace
from typing import Any

from kg.errors import NotInGraph
from kg.flat import Flat
from kg.flat.page_records import (
    ArticleAssertion,
    ArticlePage,
    AuthorityLine,
    ClaimPage,
    CopyLine,
    EntityPage,
    LeavesOut,
    OriginLine,
    OutletPage,
    Related,
    RoleLine,
    TextMark,
    ToldBy,
)
from kg.flat.records import (
    ArticleLine,
    ClaimLine,
    Contested,
    Counted,
    DecisionLine,
    FacetValue,
    Mark,
    Outlet,
    PeriodCount,
    Story,
    Thing,
)
from tests.web.pages.read_parts import BRIDGE, HOSTILE, MAYOR, PARTS, SENTENCE, make_claim, make_told


class PagesOfThings(Flat):
    """Answers what single pages ask."""

    n_sentences: int
    title: str
    all: tuple[Outlet, ...]
    story_: Story

    def _claim(self, number: int) -> ClaimLine:
        raise NotImplementedError

    def claim(self, key: str) -> ClaimPage:
        if key not in ("claim-3", "claim-older"):
            raise NotInGraph(key, rooms=("claim",))
        told = self.all[:-1]
        claim = make_claim(3, told, n_origins=2)
        rival = make_claim(1, self.all[-1:], text="not: the old bridge closes", contested=True)
        return ClaimPage(
            claim=claim,
            told_by=tuple(
                ToldBy(
                    outlet=outlet, rows=tuple(make_told(5 * i + n, outlet, claim=3) for n in range(1 + 4 * (i == 0)))
                )
                for i, outlet in enumerate(told)
            ),
            wordings=(FacetValue(value="a", label="the old bridge closes", n=4, chosen=False),),
            related=(
                Related(
                    relation="contradicts",
                    claim=rival,
                    score=0.83,
                    reasons=("one denies what the other says",),
                    decided_by="kg",
                ),
                Related(relation="refines", claim=self._claim(2), score=None, reasons=(), decided_by="kg"),
            ),
            origins=(
                OriginLine(
                    label="Coastal Press Agency",
                    agency=True,
                    outlets=tuple(outlet.key for outlet in told[:2]),
                    n_assertions=4,
                ),
                OriginLine(label=self.title, agency=False, outlets=(told[-1].key,), n_assertions=1),
            ),
            left_out_by=(LeavesOut(outlet=self.all[-1], n_articles=3),),
            decisions=(
                DecisionLine(
                    relation="same",
                    other_path="/claim/claim-2",
                    other=self.title,
                    score=0.9,
                    reasons=("equal words",),
                    decided_by="kg",
                ),
            ),
            by_day=tuple(
                PeriodCount(period=f"2025-02-{1 + 3 * i:02}", key=outlet.key, n=1 + i % 3)
                for i, outlet in enumerate(told[:9])
            ),
        )

    def line(self, outlet: Outlet, **fields: Any) -> ArticleLine:
        values = {
            "key": f"article-{outlet.key}",
            "id": "a1",
            "title": self.title,
            "outlet_key": outlet.key,
            "outlet": outlet.label,
            "published": "2025-02-01",
            "url": "https://harbour.example/a1",
            "n_assertions": self.n_sentences,
        }
        return ArticleLine(**values | fields)

    def article(self, key: str) -> ArticlePage:
        if key != "article-outlet-0":
            raise NotInGraph(key, rooms=("article",))
        outlet = self.all[0]
        step = len(SENTENCE) + 1
        text = "".join(f"{SENTENCE}\n\n" if i % 4 == 3 else f"{SENTENCE} " for i in range(self.n_sentences))
        places = [i * step + sum(1 for before in range(i) if before % 4 == 3) for i in range(self.n_sentences)]
        rows = [make_told(i, outlet, claim=3, start=start, end=start + 10) for i, start in enumerate(places)]
        marks = [
            TextMark(
                mark=Mark(start=start + SENTENCE.find(words), end=start + SENTENCE.find(words) + len(words), kind=kind),
                assertions=(row.key,),
            )
            for start, row in zip(places, rows, strict=True)
            for kind, words in PARTS.items()
        ]
        return ArticlePage(
            line=self.line(outlet),
            outlet=outlet,
            author="R. Adeyemi",
            text=text + HOSTILE,
            revisions=(
                self.line(outlet, key="article-older"),
                self.line(outlet),
                self.line(outlet, key="article-newer"),
            ),
            origin="Most of it is the agency’s text.",
            story=self.story_,
            neighbours=(self.line(self.all[-1]),),
            copies=(
                CopyLine(
                    relation="copies",
                    article=self.line(self.all[-1]),
                    label=self.title,
                    share=0.7,
                    reasons=("20 shingles",),
                ),
                CopyLine(
                    relation="credits",
                    article=None,
                    label="Coastal Press Agency",
                    share=None,
                    reasons=("closing line",),
                ),
            ),
            marks=tuple(marks),
            assertions=tuple(
                ArticleAssertion(row=row, triple="the old bridge · close", other_outlets=("outlet-1",)) for row in rows
            ),
        )

    def entity(self, room: str, key: str) -> EntityPage:
        names = {("entity", "mayor-oduya"): MAYOR, ("entity", "oduya"): MAYOR, ("topic", "bridge"): BRIDGE}
        if (room, key) not in names:
            raise NotInGraph(key, rooms=(room,))
        thing = names[room, key]
        counted = (Counted(thing=BRIDGE, n=7, n_outlets=3), Counted(thing=MAYOR, n=2, n_outlets=1))
        speaks = thing is MAYOR
        claims = tuple(self._claim(i) for i in range(4))
        return EntityPage(
            thing=thing,
            names=(thing.label, "Oduya", self.title),
            keys=(thing.key, "oduya"),
            roles=(
                RoleLine(
                    label="mayor of Harbour City",
                    of=Thing(room="entity", key="harbour-city", label="Harbour City"),
                    first="2025-02-01",
                    last="2025-03-01",
                    past=False,
                    n_articles=4,
                ),
            ),
            acts_for=(Thing(room="entity", key="harbour-city", label="Harbour City"),),
            acted_for_by=(),
            authorities=(
                AuthorityLine(iri="https://authority.example/Q1", service="Authority", score=0.9, linked=True),
                AuthorityLine(iri="javascript:alert(1)", service="Authority", score=0.2, linked=False),
            ),
            facts=(("country", "Norway"),),
            n_articles=9,
            n_by=12 if speaks else 0,
            n_about=30,
            first="2025-02-01",
            last="2025-03-09",
            by_month=(
                PeriodCount(period="2025-02", key="about", n=20),
                PeriodCount(period="2025-03", key="about", n=10),
            ),
            by_day=(
                *((PeriodCount(period="2025-02-03", key="by", n=12),) if speaks else ()),
                PeriodCount(period="2025-02-01", key="about", n=20),
                PeriodCount(period="2025-03-09", key="about", n=10),
            ),
            quoted_by=((self.all[0], 8), (self.all[-1], 4)) if speaks else (),
            told_of_by=tuple((outlet, 9) for outlet in self.all),
            speaks_about=counted if speaks else (),
            spoken_of_by=counted,
            events=(FacetValue(value="CONSULT", label="CONSULT", n=4, chosen=False),),
            claims_by=claims if speaks else (),
            claims_about=claims,
            contested=(self._contested(),) if speaks else (),
            near=counted,
            decisions=(),
        )

    def _contested(self) -> Contested:
        return Contested(
            claim=self._claim(3),
            against=None,
            outlets_for=("outlet-0", "outlet-1"),
            outlets_against=("outlet-2",),
            score=None,
            reasons=("asserted and denied",),
        )

    def outlet(self, key: str) -> OutletPage:
        if key not in {outlet.key for outlet in self.all}:
            raise NotInGraph(key, rooms=("outlet",))
        outlet = next(one for one in self.all if one.key == key)
        months = [f"2024-{month:02}" for month in range(1, 13)]
        return OutletPage(
            outlet=outlet,
            first="2024-01-02",
            last="2024-12-30",
            by_month=tuple(
                PeriodCount(period=month, key=voice, n=3 + i)
                for i, month in enumerate(months)
                for voice in ("narrator", "direct")
            ),
            voices=(
                FacetValue(value="narrator", label="narrator", n=120, chosen=False),
                FacetValue(value="direct", label="direct", n=80, chosen=False),
            ),
            certainties=(FacetValue(value="certain", label="certain", n=150, chosen=False),),
            speakers=(Counted(thing=MAYOR, n=7, n_outlets=1),),
            things=(Counted(thing=BRIDGE, n=7, n_outlets=1),),
            stories=((self.story_, 3),),
            only_here=(self._claim(0),),
            n_only_here=14,
            n_shared=20,
            left_out=((self._claim(2), 3),),
            contested=(self._contested(),),
            origins=(("Coastal Press Agency", 2),),
            articles=(self.line(outlet), replace(self.line(outlet), title=None, url="javascript:alert(1)")),
        )
