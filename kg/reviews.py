"""Reviews: the Python face of what people decide on a graph by hand.

names → subjects → a review in graph/reviews → linking anew, where things were joined or kept apart
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import WrongParameter
from kg.link import link_graph
from kg.query.subjects import Subject, find_subject, prefixed, words_of
from kg.rdf.reviews import ROOM
from kg.records import Problem
from kg.records.reviews import (
    Joining,
    JoiningKind,
    JoiningRelation,
    Judgement,
    Review,
    ReviewState,
    Verdict,
    utc_seconds,
)
from kg.store import GraphStore
from kg.store.reviews import add_reviews, has_reviews, import_reviews, read_reviews, remove_review, review_states
from kg.store.reviews_claims import some_assertion, stand_in
from kg.store.reviews_jsonl import parse_reviews, render_review

KINDS = tuple(kind.value for kind in JoiningKind)


class Reviews:
    """What people decided on a graph; every change is on disk when its call returns.

    >>> KnowledgeGraph.open("news.kg").reviews.judge(["asr:5f2c"], "rejected", by="Mia Lund")  # doctest: +SKIP

    Attributes:
        path: the graph's folder.

    Args:
        path: the graph's folder.
        clock: tells the time; with its zone.
    """

    def __init__(self, path: Path | str, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = Path(path)
        self._clock = clock

    def __iter__(self) -> Iterator[ReviewState]:
        """Yield all reviews with what becomes of each, oldest first."""
        with GraphStore.open(self.path) as graph:
            yield from review_states(graph)

    def __bool__(self) -> bool:
        """Tell whether anything was reviewed."""
        with GraphStore.open(self.path) as graph:
            return has_reviews(graph)

    def judge(
        self, assertions: Iterable[str], verdict: Judgement | str, *, by: str, note: str = ""
    ) -> tuple[Verdict, ...]:
        """Accept, reject or doubt assertions; the person's earlier verdicts on them are replaced.

        Args:
            assertions: IRIs, prefixed names (`asr:5f2c…`), keys, or the unique beginnings of keys.
            verdict: `accepted`, `rejected` or `unsure`.
            by: the person's name.
            note: why.

        Raises:
            NotInGraph: where an assertion is not there, before anything is written.
            WrongParameter: where a name is of another kind of thing, or the person has none.
            GraphLocked: where another process writes to the graph.
        """
        judgement, person, now = Judgement(verdict), _person(by), utc_seconds(self._clock())
        with self._opened() as graph:
            verdicts = tuple(
                Verdict(
                    assertion=found.key, verdict=judgement, by=person, at=now, note=note, words=words_of(graph, found)
                )
                for found in _subjects(graph, assertions, rooms=("assertion",))
            )
            add_reviews(graph, verdicts)
            return verdicts

    def join(
        self,
        left: str,
        right: str,
        relation: JoiningRelation | str,
        *,
        by: str,
        note: str = "",
        link: bool = True,
    ) -> Joining:
        """Hold two entities, claims or events to be one, or not to be; the person's earlier word on them is replaced.

        Two assertions may be named as well: whether they make one claim.

        Args:
            left: an IRI, prefixed name, key, or the beginning of a key; of entities also the label.
            right: the other one.
            relation: `same` or `different`.
            by: the person's name.
            note: why.
            link: whether the graph is linked anew at once, so that it shows.

        Raises:
            NotInGraph: where one of them is not there.
            WrongParameter: where they are of two kinds, or one thing.
            GraphLocked: where another process writes to the graph.
        """
        person, now = _person(by), utc_seconds(self._clock())
        with self._opened() as graph:
            one = find_subject(graph, left, rooms=KINDS)
            other = find_subject(graph, right, rooms=KINDS)
            if one.room != other.room:
                raise WrongParameter(f"{left} is of kind {one.room}, {right} of kind {other.room}: they cannot be one")
            if one == other:
                raise WrongParameter(f"{left} and {right} are one and the same {one.room}: {prefixed(one)}")
            words = f"{words_of(graph, one)} | {words_of(graph, other)}"
            one, other = _stated(graph, one, other)
            joining = Joining(
                kind=JoiningKind(one.room),
                left=one.key,
                right=other.key,
                relation=JoiningRelation(relation),
                by=person,
                at=now,
                note=note,
                words=words,
            )
            with graph.linking() if link else nullcontext():
                add_reviews(graph, [joining])
                if link:
                    link_graph(graph)
            return joining

    def undo(self, names: Iterable[str], *, link: bool = True) -> tuple[Review, ...]:
        """Delete reviews, given by `rev:5f2c…`, IRI, key or the beginning of a key, and return them.

        Raises:
            NotInGraph: where a review is not there, before anything is deleted.
            GraphLocked: where another process writes to the graph.
        """
        with self._opened() as graph:
            review_by_key = {review.key: review for review in read_reviews(graph)}
            keys = [found.key for found in _subjects(graph, names, rooms=(ROOM,))]
            undone = tuple(review_by_key[key] for key in keys if key in review_by_key)
            links = link and any(isinstance(review, Joining) for review in undone)
            with graph.linking() if links else nullcontext():
                for key in keys:
                    remove_review(graph, key)
                if links:
                    link_graph(graph)
            return undone

    def lines(self) -> Iterator[str]:
        """Yield all reviews as lines of JSON, oldest first."""
        with GraphStore.open(self.path) as graph:
            for review in read_reviews(graph):
                yield render_review(review) + "\n"

    def add_lines(self, lines: Iterable[str], *, path: str = "", link: bool = True) -> tuple[int, tuple[Problem, ...]]:
        """Add the reviews of another graph; of what a person reviewed in both, the later word stays.

        Args:
            lines: as `lines` yields them.
            path: where they come from, for problems.
            link: whether the graph is linked anew at once, where things were joined or kept apart.

        Returns:
            How many were written, and what was wrong with other lines.

        Raises:
            GraphLocked: where another process writes to the graph.
        """
        found = list(parse_reviews(lines, path=path))
        reviews = [item for item in found if not isinstance(item, Problem)]
        with self._opened() as graph:
            links = link and any(isinstance(review, Joining) for review in reviews)
            with graph.linking() if links else nullcontext():
                n_written = import_reviews(graph, reviews)
                if links and n_written:
                    link_graph(graph)
        return n_written, tuple(item for item in found if isinstance(item, Problem))

    @contextmanager
    def _opened(self) -> Iterator[GraphStore]:
        """Open the graph for writing; one that is not there is not made."""
        GraphStore.open(self.path).close()
        with GraphStore.create(self.path) as graph:
            if graph.needs_linking:
                link_graph(graph)
            yield graph


def _subjects(graph: GraphStore, names: Iterable[str], *, rooms: Sequence[str]) -> list[Subject]:
    return list(dict.fromkeys(find_subject(graph, name, rooms=rooms) for name in names))


def _stated(graph: GraphStore, one: Subject, other: Subject) -> tuple[Subject, Subject]:
    """Return two claims as articles state them (`kg.store.reviews_claims`): as they are, or an assertion of each."""
    if one.room != JoiningKind.CLAIM.value:
        return one, other
    standing = [stand_in(graph, claim.key) for claim in (one, other)]
    if standing == [None, None]:
        return one, other
    left, right = (
        found or some_assertion(graph, claim.key) for found, claim in zip(standing, (one, other), strict=True)
    )
    if left is None or right is None or left == right:
        raise WrongParameter(f"{prefixed(one)} and {prefixed(other)}: no assertion of its own stands for each of them")
    return Subject(JoiningKind.ASSERTION.value, left), Subject(JoiningKind.ASSERTION.value, right)


def _person(by: str) -> str:
    name = " ".join(by.split())
    if not name:
        raise WrongParameter("a review needs the name of who makes it")
    return name
