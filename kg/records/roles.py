"""Offices of people with the time in which articles give them."""

from dataclasses import dataclass

from kg.records.account import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """An office of a person over all articles."""

    person: str
    """The key of the person, the canonical one where it was resolved."""
    title: str
    """The office in lower case and one spelling, country left out: `defence minister`."""
    of: Reference | None
    """The country, body or place that the office belongs to; None where no article says."""
    past: bool
    """Whether the articles say that it is held no longer; the days are then those on which they say so."""
    seen_from: str | None
    """ISO date of the first article; None where none is dated."""
    seen_to: str | None
    n_articles: int
