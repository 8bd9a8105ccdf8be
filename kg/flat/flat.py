"""Flat: every question that the pages ask."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from kg.flat.choice import Choice
from kg.flat.page_records import (
    ArticlePage,
    CellPage,
    ClaimPage,
    EdgeList,
    EntityPage,
    Matrix,
    OutletPage,
    SearchHit,
    StoryList,
)
from kg.flat.records import AssertionPage, AssertionRow, ClaimsPage, Facet, Overview

SORTS = ("newest", "oldest", "outlets", "origins", "outlet")
"""Orders of assertions: by day, by how many outlets or origins tell the claim, by outlet, article and place."""
MATRIX_SORTS = ("disagreement", "outlets", "assertions", "newest", "oldest")
STORY_SORTS = ("articles", "outlets", "contested", "newest", "label")


class Flat:
    """The pages' view of one graph: open for reading, safe in several threads.

    Everything that takes a key raises `kg.errors.NotInGraph` where there is no such thing; keys of entities and claims
    that were found to be the same as another answer as the other one, see `canonical`.

    Attributes:
        path: the graph's folder.
        base: the base IRI of the data.
    """

    path: Path
    base: str

    def overview(self) -> Overview:
        """Return the graph at a glance."""
        raise NotImplementedError

    def claims(
        self, choice: Choice, *, sort: str = "newest", page: int = 1, per_page: int = 50, facet_values: int = 10
    ) -> ClaimsPage:
        """Return one page of the assertions that match, and the facets; a page beyond the last is the last.

        Raises:
            WrongParameter: where the sort is none of `SORTS`.
        """
        raise NotImplementedError

    def facet(self, choice: Choice, name: str, *, search: str = "", limit: int = 50) -> Facet:
        """Return the values of one facet whose label has the words that are searched for, most frequent first.

        Args:
            choice: what is chosen; the facet's own values do not narrow its counts.
            name: the query parameter: `outlet`, `speaker`, …
            search: words or beginnings of words of labels, case and accents ignored.
            limit: at most this many.
        """
        raise NotImplementedError

    def rows(self, choice: Choice, *, sort: str = "outlet", limit: int | None = None) -> Iterator[AssertionRow]:
        """Yield the assertions that match, for downloads and drawings."""
        raise NotImplementedError

    def count(self, choice: Choice) -> int:
        """Return how many assertions match."""
        raise NotImplementedError

    def assertions(self, keys: Iterable[str]) -> tuple[AssertionRow, ...]:
        """Return assertions by their keys, in their order; those that are not there are left out."""
        raise NotImplementedError

    def assertion(self, key: str) -> AssertionPage:
        """Return one assertion in its context."""
        raise NotImplementedError

    def claim(self, key: str) -> ClaimPage:
        """Return a claim across articles."""
        raise NotImplementedError

    def matrix(
        self,
        choice: Choice,
        *,
        sort: str = "disagreement",
        page: int = 1,
        per_page: int = 50,
        most_outlets: int = 12,
    ) -> Matrix:
        """Return claims by outlets, for a story (`choice.story`) or any other choice.

        Raises:
            WrongParameter: where the sort is none of `MATRIX_SORTS`.
        """
        raise NotImplementedError

    def cell(self, claim: str, outlet: str, choice: Choice | None = None) -> CellPage:
        """Return the sentences behind one cell of the matrix, both given by key."""
        raise NotImplementedError

    def stories(self, *, search: str = "", sort: str = "articles", page: int = 1, per_page: int = 50) -> StoryList:
        """Return stories whose label has some words, to choose from."""
        raise NotImplementedError

    def article(self, key: str) -> ArticlePage:
        """Return an article with what was read in it."""
        raise NotImplementedError

    def entity(self, room: str, key: str) -> EntityPage:
        """Return an entity (`entity`) or topic (`topic`)."""
        raise NotImplementedError

    def outlet(self, key: str) -> OutletPage:
        """Return an outlet."""
        raise NotImplementedError

    def search(self, text: str, *, kinds: Iterable[str] = (), limit: int = 10) -> tuple[SearchHit, ...]:
        """Return what is called so, or begins so: outlets, entities, topics, stories, articles, claims, best first."""
        raise NotImplementedError

    def neighbours(self, room: str, key: str, choice: Choice | None = None, *, limit: int = 50) -> EdgeList:
        """Return the edges at an entity or topic, those of most outlets first."""
        raise NotImplementedError

    def edges(self, choice: Choice, *, limit: int = 2000) -> EdgeList:
        """Return the edges of a choice, those of most outlets first."""
        raise NotImplementedError

    def canonical(self, room: str, key: str) -> tuple[str, str]:
        """Return the room and key of the canonical thing: of an `entity`, `topic` or `claim`; itself mostly.

        Raises:
            NotInGraph: where there is no such thing.
        """
        raise NotImplementedError

    def refresh_verdicts(self) -> None:
        """Take in what people hold of assertions now, at once and without making the table anew."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the files."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_flat(path: Path | str) -> Flat:
    """Open the flat table of a graph; it is made first where there is none, or the graph has changed."""
    raise NotImplementedError
