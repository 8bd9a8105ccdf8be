"""The pages of the things of a graph: what each template of the workbench is given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.flat import Choice, Flat
from kg.web.pages.contents import (
    WORDS_BY_VOICE,
    describe_kind,
    describe_origins,
    list_articles,
    merge_outlets,
    read_shares,
    read_speakers,
    split_sides,
)
from kg.web.pages.pieces import cut_text
from kg.web.pages.timeline import build_timeline
from kg.web.publish.addresses import file_name
from kg.web.publish.cutting import shorten_article, shorten_claim
from kg.web.publish.plan import Plan

AGAINST = "contradicts"
N_OPEN, N_LISTED = 3, 20
"""Assertions of one outlet that a claim's page shows unfolded; claims that a person's page lists."""
N_SIDES, MOST_CELLS, MOST_OUTLETS, MOST_ROWS = 10, 300, 30, 3_000
"""Of a story: contested claims listed above, rows and columns of its matrix, assertions looked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be rendered."""

    place: str
    """Its place in the site: `claim/9a.html`."""
    template: str
    values: dict[str, Any]


class ThingPages:
    """Makes the pages of claims, entities, topics, outlets, articles and stories.

    Args:
        flat: the table of the graph.
        plan: which pages there are.
        without_text: whether the articles' words stay at home.
    """

    def __init__(self, flat: Flat, plan: Plan, *, without_text: bool) -> None:
        self._flat, self._plan, self._short = flat, plan, without_text
        self._shares: dict[str, float] | None = None

    def __iter__(self) -> Iterator[Page]:
        makers: dict[str, tuple[str, Callable[[str], dict[str, Any]]]] = {
            "outlet": ("outlet.html", self._outlet),
            "story": ("published_story.html", self._story),
            "article": ("article.html", self._article),
            "entity": ("entity.html", lambda key: self._thing("entity", key)),
            "topic": ("entity.html", lambda key: self._thing("topic", key)),
            "claim": ("claim.html", self._claim),
        }
        for room, (template, make) in makers.items():
            for key in self._plan.keys[room]:
                values = make(key) | {"own": (room, key), "anchors": self._plan.anchors.get((room, key), ())}
                yield Page(place=f"{room}/{file_name(key)}", template=template, values=values)

    def _claim(self, key: str) -> dict[str, Any]:
        page = self._flat.claim(key, decisions=False)
        if self._short:
            page = shorten_claim(page)
        return {
            "page": page,
            "standing": describe_origins(page),
            "against": [found for found in page.related if found.relation == AGAINST],
            "near": [found for found in page.related if found.relation != AGAINST],
            "timeline": build_timeline(merge_outlets(page), (), keys=("all",)),
            "column_address": no_address,
            "n_open": N_OPEN,
        }

    def _thing(self, room: str, key: str) -> dict[str, Any]:
        page = self._flat.entity(room, key, decisions=False)
        return {
            "page": page,
            "kind": describe_kind(page.thing),
            "timeline": build_timeline(page.by_day, page.by_month, keys=("by", "about")),
            "column_address": no_address,
            "n_listed": N_LISTED,
        }

    def _article(self, key: str) -> dict[str, Any]:
        page = self._flat.article(key)
        if self._short:
            page = shorten_article(page)
        paragraphs = cut_text(page.text, page.marks)
        return {
            "page": page,
            "paragraphs": paragraphs,
            "numbers": {found.row.key: number for number, found in enumerate(page.assertions)},
            "placed": {one for pieces in paragraphs for piece in pieces for one in piece.begins},
            "claims": {found.row.key: found.row.claim_path for found in page.assertions},
        }

    def _outlet(self, key: str) -> dict[str, Any]:
        if self._shares is None:
            self._shares = read_shares(self._flat, "voice") | read_shares(self._flat, "certainty")
        page = self._flat.outlet(key)
        return {
            "page": page,
            "voices": WORDS_BY_VOICE,
            "everywhere": self._shares,
            "timeline": build_timeline((), page.by_month, keys=tuple(WORDS_BY_VOICE)),
            "column_address": no_address,
        }

    def _story(self, key: str) -> dict[str, Any]:
        choice = Choice(story=key)
        contested = self._flat.matrix(
            Choice(story=key, contested=True), sort="disagreement", per_page=N_SIDES, most_outlets=MOST_OUTLETS
        )
        matrix = self._flat.matrix(choice, sort="disagreement", per_page=MOST_CELLS, most_outlets=MOST_OUTLETS)
        rows = self._flat.rows(choice, limit=MOST_ROWS)
        return {
            "story": matrix.story,
            "matrix": matrix,
            "names": read_speakers(self._flat, matrix),
            "contested": [(row.claim, *split_sides(row)) for row in contested.rows],
            "articles": list_articles(rows),
        }


def no_address(*_: object, **__: object) -> str:
    """Return an address that no page of a site has: only a server can answer any choice."""
    return "/claims"
