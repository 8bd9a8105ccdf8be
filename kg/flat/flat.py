"""Flat: every question that the pages ask."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from kg.errors import NotInGraph, WrongParameter
from kg.flat.article_page import read_article
from kg.flat.assertion_page import read_assertion
from kg.flat.choice import Choice
from kg.flat.choosing import Chooser
from kg.flat.claim_page import read_claim
from kg.flat.edges import read_edges
from kg.flat.entity_page import read_entity
from kg.flat.facets import Facets
from kg.flat.file import FlatFile, Ids, Line, Mask
from kg.flat.making import NONE
from kg.flat.matrix import MATRIX_SORTS, read_cell, read_matrix
from kg.flat.outlet_page import read_outlet
from kg.flat.overview import read_overview
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
from kg.flat.reading import Reading
from kg.flat.records import (
    ArticleLine,
    AssertionPage,
    AssertionRow,
    ClaimLine,
    ClaimsPage,
    Contested,
    Facet,
    Overview,
    Thing,
)
from kg.flat.searching import search
from kg.flat.stamp import digest_reviews, renew_stamp
from kg.flat.story_list import STORY_SORTS, read_stories
from kg.flat.tallying import Tally, day_of
from kg.records.reviews import Verdict
from kg.store import GraphStore
from kg.store.reviews import read_reviews
from kg.store.reviews_standing import standing_verdicts

__all__ = ["MATRIX_SORTS", "SORTS", "STORY_SORTS", "Flat"]

SORTS = ("newest", "oldest", "outlets", "origins", "outlet")
"""Orders of assertions: by day, by how many outlets or origins tell the claim, by outlet, article and place."""
BATCH = 2_000
"""Assertions that are read together."""


class Flat:
    """The pages' view of one graph: open for reading, safe in several threads.

    Everything that takes a key raises `kg.errors.NotInGraph` where there is no such thing; keys of entities and claims
    that were found to be the same as another answer as the other one, see `canonical`.

    Args:
        path: the graph's folder.
        file: the flat table.

    Attributes:
        path: the graph's folder.
        file: the path of the flat table.
        base: the base IRI of the data.
        token: tells one making of the table from another.
    """

    def __init__(self, path: Path, file: Path) -> None:
        self.path = path
        self.file = file
        self._file = FlatFile(file)
        self.base, self.token = self._file.base, self._file.token
        self._reading = Reading(self._file)
        self._chooser = Chooser(self._reading)
        self._facets = Facets(self._reading, self._chooser)
        self._tally = Tally(self._reading, self._chooser)
        self._overview: Overview | None = None
        self._read_verdicts()

    def overview(self) -> Overview:
        """Return the graph at a glance."""
        if self._overview is None:
            self._overview = read_overview(self._tally)
        return self._overview

    def claims(
        self, choice: Choice, *, sort: str = "newest", page: int = 1, per_page: int = 50, facet_values: int = 10
    ) -> ClaimsPage:
        """Return one page of the assertions that match, and the facets; a page beyond the last is the last.

        Raises:
            WrongParameter: where the sort is none of `SORTS`.
        """
        mask = self._chooser.mask(choice)
        numbers = self._sorted(mask, sort)
        n_pages = max(1, -(-len(numbers) // per_page))
        page = min(max(1, page), n_pages)
        days = self._file.column("day")[mask]
        dated = days[days != NONE]
        return ClaimsPage(
            rows=self._reading.assertions(numbers[(page - 1) * per_page : page * per_page].tolist()),
            total=len(numbers),
            n_claims=self._tally.n_different("claim", mask),
            n_articles=self._tally.n_different("article", mask),
            n_outlets=self._tally.n_different("outlet", mask),
            first=day_of(int(dated.min())) if len(dated) else None,
            last=day_of(int(dated.max())) if len(dated) else None,
            page=page,
            n_pages=n_pages,
            per_page=per_page,
            facets=self._facets.all(choice, limit=facet_values),
        )

    def facet(self, choice: Choice, name: str, *, search: str = "", limit: int = 50) -> Facet:
        """Return the values of one facet whose label has the words that are searched for, most frequent first.

        Args:
            choice: what is chosen; the facet's own values do not narrow its counts.
            name: the query parameter: `outlet`, `speaker`, …
            search: words or beginnings of words of labels, case and accents ignored.
            limit: at most this many.

        Raises:
            WrongParameter: where there is no such facet.
        """
        return self._facets.one(choice, name, search=search, limit=limit)

    def rows(self, choice: Choice, *, sort: str = "outlet", limit: int | None = None) -> Iterator[AssertionRow]:
        """Yield the assertions that match, for downloads and drawings.

        Raises:
            WrongParameter: where the sort is none of `SORTS`.
        """
        numbers = self._sorted(self._chooser.mask(choice), sort)[:limit]
        for start in range(0, len(numbers), BATCH):
            yield from self._reading.assertions(numbers[start : start + BATCH].tolist())

    def count(self, choice: Choice) -> int:
        """Return how many assertions match."""
        return int(np.count_nonzero(self._chooser.mask(choice)))

    def assertions(self, keys: Iterable[str]) -> tuple[AssertionRow, ...]:
        """Return assertions by their keys, in their order; those that are not there are left out."""
        numbers = (self._reading.known("assertions", key) for key in keys)
        return self._reading.assertions(number for number in numbers if number is not None)

    def assertion(self, key: str) -> AssertionPage:
        """Return one assertion in its context."""
        return read_assertion(self._tally, self.path, key)

    def claim(self, key: str, *, decisions: bool = True) -> ClaimPage:
        """Return a claim across articles; why it was joined costs half the time, and may be left out."""
        return read_claim(self._tally, self.path if decisions else None, key)

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
        return read_matrix(self._tally, choice, sort=sort, page=page, per_page=per_page, most_outlets=most_outlets)

    def cell(self, claim: str, outlet: str, choice: Choice | None = None) -> CellPage:
        """Return the sentences behind one cell of the matrix, both given by key."""
        return read_cell(self._tally, claim, outlet, choice or Choice())

    def stories(self, *, search: str = "", sort: str = "articles", page: int = 1, per_page: int = 50) -> StoryList:
        """Return stories whose label has some words, to choose from.

        Raises:
            WrongParameter: where the sort is none of `STORY_SORTS`.
        """
        return read_stories(self._reading, text=search, sort=sort, page=page, per_page=per_page)

    def article(self, key: str) -> ArticlePage:
        """Return an article with what was read in it."""
        return read_article(self._tally, key)

    def entity(self, room: str, key: str, *, decisions: bool = True) -> EntityPage:
        """Return an entity (`entity`) or topic (`topic`), with why it was joined unless that is left out."""
        return read_entity(self._tally, self.path if decisions else None, room, key)

    def outlet(self, key: str) -> OutletPage:
        """Return an outlet."""
        return read_outlet(self._tally, key)

    def search(self, text: str, *, kinds: Sequence[str] = (), limit: int = 10) -> tuple[SearchHit, ...]:
        """Return what is called so, or begins so: outlets, entities, topics, stories, articles, claims, best first."""
        return search(self._reading, text, kinds=kinds, limit=limit)

    def neighbours(self, room: str, key: str, choice: Choice | None = None, *, limit: int = 50) -> EdgeList:
        """Return the edges at an entity or topic, those of most outlets first."""
        number = self._reading.known_thing(room, key)
        if number is None:
            raise NotInGraph(key, rooms=(room,))
        return read_edges(self._tally, choice or Choice(), limit=limit, at=number)

    def edges(self, choice: Choice, *, limit: int = 2000) -> EdgeList:
        """Return the edges of a choice, those of most outlets first."""
        return read_edges(self._tally, choice, limit=limit)

    def lines(self, query: str, *values: object) -> list[Line]:
        """Return the lines of a query of ours over the tables of `kg.flat.schema`; values are bound."""
        return self._file.lines(query, values)

    def things(self, numbers: Iterable[int]) -> dict[int, Thing]:
        """Return entities and topics by their numbers."""
        return self._reading.things(numbers)

    def claim_lines(self, numbers: Iterable[int]) -> tuple[ClaimLine, ...]:
        """Return claims by their numbers, in their order."""
        return self._reading.claims(numbers)

    def article_lines(self, numbers: Iterable[int]) -> tuple[ArticleLine, ...]:
        """Return articles by their numbers, in their order."""
        return self._reading.articles(numbers)

    def contested(self, *, limit: int) -> tuple[Contested, ...]:
        """Return what outlets stand on two sides of, the broadest first, at most so much."""
        return self._tally.contested(limit=limit)

    def canonical(self, room: str, key: str) -> tuple[str, str]:
        """Return the room and key of the canonical thing: of an `entity`, `topic` or `claim`; itself mostly.

        Raises:
            NotInGraph: where there is no such thing.
        """
        if room == "claim":
            return room, self._reading.claims([self._reading.number("claims", key)])[0].key
        number = self._reading.known_thing(room, key)
        if number is None:
            raise NotInGraph(key, rooms=(room,))
        thing = self._reading.things([number])[number]
        return thing.room, thing.key

    def refresh_verdicts(self) -> None:
        """Take in what people hold of assertions now, at once and without making the table anew.

        The table then counts as that of the graph still, although a verdict has changed the graph's files; where
        articles were added or things joined meanwhile, it does not.
        """
        renew_stamp(self.path, self.file, token=self.token, reviews=self._read_verdicts())

    def close(self) -> None:
        """Close the files."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read_verdicts(self) -> str:
        """Take in what counts as people's judgement, and return a digest of all that they decided."""
        with GraphStore.open(self.path) as graph:
            reviews = read_reviews(graph)
        held = standing_verdicts(review for review in reviews if isinstance(review, Verdict))
        numbers = ((self._reading.known("assertions", key), found.verdict.value) for key, found in held.items())
        self._reading.verdicts = {number: value for number, value in numbers if number is not None}
        return digest_reviews(reviews)

    def _sorted(self, mask: Mask, sort: str) -> Ids:
        if sort not in SORTS:
            raise WrongParameter(f"sort takes {', '.join(SORTS)}, not {sort!r}")
        order = self._file.order(sort)
        numbers: Ids = order[mask[order]]
        return numbers
