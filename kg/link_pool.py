"""Stories joined by worker processes of this machine, once there are enough of them to pay for starting these."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import chain

from kg.link import LinkEngine
from kg.link_story import JoinedStory, StoryJoiner, unnoted
from kg.pool import run_in_pool
from kg.store.told import ToldStory

WORTH_A_POOL = 60
"""Articles; joining the stories of so many takes longer than starting a process."""


def link_in_pool(jobs: int) -> LinkEngine:
    """Return what joins stories in so many processes."""
    return LinkEngine(join_stories=partial(_join_stories, jobs=jobs)) if jobs > 1 else LinkEngine()


def _join_stories(stories: Iterable[ToldStory], join: StoryJoiner, *, jobs: int) -> Iterator[JoinedStory]:
    stream = iter(stories)
    first, n_articles = list[ToldStory](), 0
    while n_articles < WORTH_A_POOL and (story := next(stream, None)) is not None:
        first.append(story)
        n_articles += len(story.articles)
    if n_articles < WORTH_A_POOL:
        yield from map(join, first)
        return
    joiner = replace(join, note=unnoted)  # what is noted would be noted elsewhere
    with closing(run_in_pool(joiner, chain(first, stream), jobs=jobs, stand_in=joiner)) as joined:
        yield from joined
