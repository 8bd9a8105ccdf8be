"""Articles through worker processes: in the order of the input, few in flight, those that break set aside.

Articles are read in worker processes once there are enough of them to pay for starting these. A worker ends with the
process that started it, and leaves Ctrl-C to that process.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from itertools import chain, islice
from typing import TypeVar

from kg.errors import KgError
from kg.records import Annotation, Article, Place, Problem

BATCH = 4
"""Articles that one process reads at a time: few, so that no process is left with many when the others are done."""

WORTH_A_POOL = 24
"""From so many articles on, worker processes save more time than it takes to start them."""

UNREAD = "not-read"
"""The kind of problem that an article becomes when reading it breaks."""

Annotate = Callable[[Iterable[Article]], Iterator[Annotation]]

Made = TypeVar("Made")
"""What is made of one article."""


def read_articles(
    articles: Iterable[Article], read: Callable[[list[Article]], Iterable[Made]], *, jobs: int
) -> Generator[Made | Problem, None, None]:
    """Yield what is made of each article, in the order of the articles; a problem for each that breaks.

    Args:
        articles: read from as they are needed: at most two batches a process are held.
        read: makes one thing of each article; a function that can be pickled, for worker processes.
        jobs: how many processes read.

    Raises:
        KgError: what `read` raises of it.
    """
    stream = iter(articles)
    first = list(islice(stream, WORTH_A_POOL))
    if jobs > 1 and len(first) == WORTH_A_POOL:
        yield from _read_in_pool(chain(first, stream), read, jobs)
    else:
        for batch in _batches(chain(first, stream)):
            yield from _read_batch(batch, read)


def _read_in_pool(
    articles: Iterable[Article], read: Callable[[list[Article]], Iterable[Made]], jobs: int
) -> Generator[Made | Problem, None, None]:
    """Keep every process busy and no more than two batches a process in flight, in the order of the input."""
    # Forking would copy the caller's threads and locks, an open store's among them, so workers start afresh.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_follow_parent)
    pending: deque[Future[list[Made | Problem]]] = deque()
    try:
        for batch in _batches(articles):
            with _without_interrupts():
                pending.append(pool.submit(_read_batch, batch, read))
            if len(pending) > 2 * jobs:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    finally:  # also where the caller wants no more, or was interrupted
        pool.shutdown(cancel_futures=True)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Put Ctrl-C off, and for good in the processes that start meanwhile: they inherit the signals that are blocked.

    Otherwise each of them would end on it with a traceback of its own.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _follow_parent() -> None:
    """End this worker when the process that started it is gone, however that ended."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _read_batch(articles: list[Article], read: Callable[[list[Article]], Iterable[Made]]) -> list[Made | Problem]:
    """Read a batch; where it breaks, read its articles one by one, so that only the broken one is set aside."""
    try:
        return list(read(articles))
    except KgError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever one text provokes must not stop the others
        if len(articles) == 1:
            return [_describe_failure(articles[0], error)]
        return [made for article in articles for made in _read_batch([article], read)]


def _describe_failure(article: Article, error: Exception) -> Problem:
    place = Place(path=article.place.path, line=article.place.line, article=article.id)
    message = f"could not be read ({type(error).__name__}: {error}) and was set aside"
    return Problem(place=place, kind=UNREAD, message=message, n_aside=1)


@cache
def load_annotator(model: str | None) -> Annotate:
    """Load the pipeline once a process.

    Raises:
        ModelNotFound: where it cannot be loaded.
    """
    # spaCy takes two seconds to import; questions to a finished graph do without it.
    from kg.nlp.pipeline import annotate, load_pipeline

    nlp = load_pipeline(model)
    # The pipeline is many objects that stay; without this the collector walks them again and again, which takes half
    # as long as all that kg adds to the pipeline.
    gc.collect()
    gc.freeze()
    return partial(annotate, nlp=nlp)
