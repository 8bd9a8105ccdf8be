"""Articles through worker processes: in the order of the input, few in flight, those that break set aside.

Articles are read in worker processes once there are enough of them to pay for starting these.
"""

import atexit
import gc
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from functools import cache, partial
from itertools import chain, islice
from typing import TypeVar

from kg.errors import KgError
from kg.pool import run_in_pool
from kg.records import Annotation, Article, Place, Problem
from kg.time_limit import OutOfTime, limit_time

BATCH = 4
"""Articles that one process reads at a time: few, so that no process is left with many when the others are done."""

WORTH_A_POOL = 24
"""From so many articles on, worker processes save more time than it takes to start them."""

UNREAD = "not-read"
"""The kind of problem that an article becomes when reading it breaks."""

TOO_SLOW = "too-slow"
"""The kind of problem that an article becomes when reading it takes too long."""

SECONDS_AN_ARTICLE = 300.0
"""Processor time after which an article is given up: many times what the longest ones take."""

Annotate = Callable[[Iterable[Article]], Iterator[Annotation]]

Made = TypeVar("Made")
"""What is made of one article."""


def read_articles(
    articles: Iterable[Article], read: Callable[[list[Article]], Iterable[Made]], *, jobs: int
) -> Generator[Made | Problem, None, None]:
    """Yield what is made of each article, in their order; a problem for each that breaks or takes too long.

    Args:
        articles: read from as they are needed: at most two batches a process are held.
        read: makes one thing of each article; a function that can be pickled, for worker processes.
        jobs: how many processes read.

    Raises:
        KgError: what `read` raises of it.
    """
    stream = iter(articles)
    first = list(islice(stream, WORTH_A_POOL))
    seconds = SECONDS_AN_ARTICLE
    if jobs > 1 and len(first) == WORTH_A_POOL:
        work: Callable[[list[Article]], list[Made | Problem]] = partial(_read_batch, read=read, seconds=seconds)
        batches = _batches(chain(first, stream))
        pooled: Generator[list[Made | Problem], None, None] = run_in_pool(
            work, batches, jobs=jobs, divide=_divide, stand_in=_describe_deaths
        )
        with closing(pooled) as made:
            for each in made:
                yield from each
    else:
        for batch in _batches(chain(first, stream)):
            yield from _read_batch(batch, read, seconds)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _divide(articles: list[Article]) -> list[list[Article]]:
    return [[article] for article in articles]


def _read_batch(
    articles: list[Article], read: Callable[[list[Article]], Iterable[Made]], seconds: float
) -> list[Made | Problem]:
    """Read a batch; where it breaks or takes too long, read its articles one by one, and set only that one aside."""
    try:
        with limit_time(seconds):
            return list(read(articles))
    except KgError:
        raise
    except (Exception, OutOfTime) as error:  # noqa: BLE001 - whatever one text provokes must not stop the others
        if len(articles) == 1:
            return [_describe_failure(articles[0], error, seconds)]
    return [made for article in articles for made in _read_batch([article], read, seconds)]


def _describe_failure(article: Article, error: Exception | OutOfTime, seconds: float) -> Problem:
    if isinstance(error, OutOfTime):
        return _set_aside(article, f"took more than {seconds:g} s of processor time to read", kind=TOO_SLOW)
    return _set_aside(article, f"could not be read ({type(error).__name__}: {error})")


def _describe_deaths(articles: list[Article]) -> list[Made | Problem]:
    return [_set_aside(article, "ended the process that read it, twice") for article in articles]


def _set_aside(article: Article, what: str, *, kind: str = UNREAD) -> Problem:
    place = Place(path=article.place.path, line=article.place.line, article=article.id)
    message = f"{what} and was set aside"
    return Problem(place=place, kind=kind, message=message, n_aside=1)


ComponentOrigins = tuple[tuple[str, str], ...]
"""Names and `module:function` of components of users' own (`kg.plugins`)."""


@cache
def load_annotator(model: str | None, components: ComponentOrigins = ()) -> Annotate:
    """Load the pipeline once a process.

    Raises:
        ModelNotFound: where it cannot be loaded.
        WrongParameter: where a component wants a place in it that there is not.
    """
    # spaCy takes two seconds to import; questions to a finished graph do without it.
    from kg.nlp.pipeline import annotate, load_pipeline

    nlp = load_pipeline(model, components)
    # The pipeline is many objects that stay; without this the collector walks them again and again, which takes half
    # as long as all that kg adds to the pipeline.
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # what stays frozen is never let go, of which DuckDB complains at the end
    return partial(annotate, nlp=nlp)
