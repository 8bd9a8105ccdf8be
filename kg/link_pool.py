"""Linking by worker processes of this machine, once there are enough articles to pay for starting these."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from kg.link import LinkEngine
from kg.link_story import JoinedStory, StoryJoiner, unnoted
from kg.pool import run_beside, run_in_pool
from kg.store.linking import Stories
from kg.store.story_reader import StoryOutline, StoryReader

WORTH_A_POOL = 60
"""Articles; joining the stories of so many takes longer than starting a process."""
WORTH_ANOTHER = 300
"""Articles whose origins and claims of several stories take longer than starting a process for either."""

Piece = StoryOutline | Callable[[], Any]


def link_in_pool(jobs: int) -> LinkEngine:
    """Return what links in so many processes; it is for one graph."""
    if jobs == 1:
        return LinkEngine()
    pool = _LinkingPool(jobs)
    return LinkEngine(join_stories=pool.join_stories, beside=pool.beside)


class _Later:
    """Work that is done with the stories or, where nobody did it by then, when its result is asked for."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self._made: tuple[Any] | None = None

    def note(self, made: object) -> None:
        self._made = (made,)

    def result(self) -> Any:  # noqa: ANN401 - whatever the work makes
        return self.work() if self._made is None else self._made[0]


@dataclass(frozen=True, slots=True)
class _ReadAndJoin:
    """Reads a story where it is joined, since its records cost more to hand over than to read; or does other work."""

    reader: StoryReader
    join: StoryJoiner

    def __call__(self, piece: Piece) -> Any:  # noqa: ANN401 - a story, or what the work makes
        return self.join(self.reader.read(piece)) if isinstance(piece, StoryOutline) else piece()


class _LinkingPool:
    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._later: list[_Later] = []

    def beside(self, work: Callable[[], Any], n_articles: int) -> AbstractContextManager[Callable[[], Any]]:
        """Begin work in a process of its own where it is much, or have it done by those that join stories."""
        if n_articles >= WORTH_ANOTHER:
            return run_beside(work)
        later = _Later(work)
        self._later.append(later)
        return nullcontext(later.result)

    def join_stories(self, stories: Stories, join: StoryJoiner) -> Iterator[JoinedStory]:
        """Join stories, and yield them in their order; then do what is left to do beside them."""
        if stories.n_articles < WORTH_A_POOL:
            yield from map(join, stories)
            return
        work = _ReadAndJoin(stories.reader, replace(join, note=unnoted))  # what is noted would be noted elsewhere
        pieces: Iterator[Piece] = chain(stories.outlines(), [later.work for later in self._later])
        with closing(run_in_pool(work, pieces, jobs=self._jobs, stand_in=work)) as made:
            for _ in stories.articles:
                yield next(made)
            for later in self._later:
                later.note(next(made))
