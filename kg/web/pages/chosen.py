"""What a person chose, for people: each part of it in words, and the address without it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from kg.flat import Choice
from kg.flat.records import AssertionRow, ClaimsPage

TITLES = {
    "outlet": "Outlet",
    "speaker": "Who speaks",
    "entity": "About",
    "predicate": "Verb",
    "event": "Kind of event",
    "voice": "In whose voice",
    "certainty": "How certain",
    "polarity": "Affirmed or denied",
    "verdict": "Reviewed",
}
"""What the facets are called, in their order on the page."""
SINGLE_TITLES = {
    "contested": "Only",
    "since": "From",
    "until": "Until",
    "q": "Words",
    "story": "Story",
    "article": "Article",
    "claim": "Claim",
}
SORT_NAMES = {
    "newest": "newest first",
    "oldest": "oldest first",
    "outlets": "told by most outlets",
    "origins": "most independent origins",
    "outlet": "by outlet and article",
}
"""Orders of the table in words."""
ORDINARY = {"sort": "newest", "page": 1, "per_page": 50}
"""What an address need not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One thing that was chosen."""

    kind: str
    """The field, in words."""
    label: str
    """The value, in words."""
    address: str
    """Of the page without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A choice with what it found, as the page shows it."""

    choice: Choice
    found: ClaimsPage
    order: Mapping[str, Any] = field(default_factory=dict)
    """`sort`, `page` and `per_page`."""

    @property
    def chips(self) -> tuple[Chip, ...]:
        """Return what was chosen, one by one."""
        labels = {
            (facet.field, value.value): value.label for facet in self.found.facets for value in facet.values
        } | self._labels_of_rows()
        return tuple(
            Chip(
                kind=TITLES.get(name) or SINGLE_TITLES[name],
                label="what is contested" if name == "contested" else labels.get((name, value), value),
                address=self.address(self.choice.without(name, value)),
            )
            for name, value in self.choice.to_pairs()
        )

    @property
    def words(self) -> str:
        """Return the choice as one line, for print: `Outlet: Kyiv Dispatch or Bosphorus Post; From: 2025-07-01`."""
        groups = groupby(self.chips, key=lambda chip: chip.kind)
        return "; ".join(f"{kind}: {' or '.join(chip.label for chip in chips)}" for kind, chips in groups)

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """Return what is chosen and has no field in the form."""
        return tuple((name, value) for name, value in self.choice.to_pairs() if name in ("story", "article", "claim"))

    def address(self, choice: Choice | None = None, *, path: str = "/claims") -> str:
        """Return the address of a choice, of this one by default, in the same order, from its first page."""
        order = {name: self.order.get(name) for name in ("sort", "per_page") if self.order.get(name) != ORDINARY[name]}
        query = (self.choice if choice is None else choice).query(**order)
        return f"{path}?{query}" if query else path

    def elsewhere(self, path: str) -> str:
        """Return the address of the same choice on another page, which has orders of its own."""
        query = self.choice.query()
        return f"{path}?{query}" if query else path

    def _labels_of_rows(self) -> dict[tuple[str, str], str]:
        if not self.found.rows:
            return {}
        row: AssertionRow = self.found.rows[0]
        return {
            ("story", self.choice.story or ""): row.story or row.story_key or "",
            ("article", self.choice.article or ""): row.row.title or row.row.article,
            ("claim", self.choice.claim or ""): row.claim_text,
        }
