"""Joins the stages: articles stream through reading and describing; linking then works on the whole graph.

    read_inputs → annotate → build_account → describe → GraphStore → link

Articles are read in worker processes once there are enough of them to pay for starting these. Everything that an
article adds is a function of the article alone, so neither order nor number of processes changes the graph.
"""

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from time import perf_counter

from kg.errors import KgError
from kg.nlp.identity import identify_model
from kg.rdf import Run, describe, describe_claim_links, describe_entity_links, serialise
from kg.rdf.decisions import canonical_keys
from kg.readers import read_inputs
from kg.readers.counting import count_articles
from kg.records import Account, Annotation, Article, Place, Problem
from kg.resolve import ClaimRecord, EntityRecord, build_account, canonical_chooser, link_claims, link_entities
from kg.settings import Settings
from kg.store import GraphStore
from kg.store.survey import survey_claims, survey_entities

BATCH = 8
"""Articles that one process reads at a time."""

WORTH_A_POOL = 24
"""From so many articles on, worker processes save more time than it takes to start them."""

UNREAD = "not-read"
"""The kind of problem that an article becomes when reading it breaks."""

Annotate = Callable[[Iterable[Article]], Iterator[Annotation]]

OnProgress = Callable[[int, int | None, float, str], None]
"""Called with articles done, articles in all (None if unknown), words per second, and the stage's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    n_articles: int
    """Articles read in this build."""
    n_known: int
    """Articles that the graph had already."""
    n_assertions: int
    """Assertions added."""
    problems: tuple[Problem, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What a worker hands back: an article's account and its quads, or what went wrong."""

    article: Article
    account: Account | None = None
    lines: bytes = b""
    problem: Problem | None = None


def build_graph(
    inputs: Iterable[Path | str],
    path: Path | str,
    *,
    settings: Settings | None = None,
    on_progress: OnProgress = lambda *_: None,
) -> BuildReport:
    """Read articles into a graph; what the graph has already is not read again.

    Args:
        inputs: folders with a manifest, text or Markdown files, .jsonl or .jsonl.gz.
        path: the graph's folder; made where it is not there.
        settings: base IRI, model, number of processes.
        on_progress: called after every article.

    Raises:
        InputNotFound: where an input is not there.
        UnreadableInput: where an input is of no kind that is read.
        GraphLocked: where another process writes to the graph.
        ModelNotFound: where the spaCy pipeline cannot be loaded.
    """
    paths = [Path(given) for given in inputs]
    items = read_inputs(paths)
    return build_from(items, path, settings=settings, total=count_articles(paths), on_progress=on_progress)


def build_from(
    items: Iterable[Article | Problem],
    path: Path | str,
    *,
    settings: Settings | None = None,
    total: int | None = None,
    on_progress: OnProgress = lambda *_: None,
) -> BuildReport:
    """Read articles that are at hand into a graph; as `build_graph` otherwise."""
    settings = settings or Settings()
    started = perf_counter()
    run = identify_run(settings)
    with GraphStore.create(path, base=settings.base) as graph:
        intake = _Intake(items, graph, run)
        n_done = n_words = n_assertions = 0
        on_progress(0, total, 0, "reading")
        for reading in _read_all(intake, settings, run, graph.base):
            n_done += 1
            n_words += reading.article.text.count(" ")
            if reading.account is not None:
                graph.add(reading.account, run=run, lines=reading.lines)
                n_assertions += len(reading.account.assertions)
            elif reading.problem is not None:
                intake.problems.append(reading.problem)
            on_progress(n_done + intake.n_known, total, n_words / (perf_counter() - started), "reading")
        on_progress(n_done + intake.n_known, total, 0, "linking")
        graph.tables.clear_problems()
        graph.tables.add_problems(intake.problems)
        link_graph(graph)
        return BuildReport(
            n_articles=n_done - sum(problem.kind == UNREAD for problem in intake.problems),
            n_known=intake.n_known,
            n_assertions=n_assertions,
            problems=tuple(intake.problems),
            seconds=perf_counter() - started,
        )


def link_graph(graph: GraphStore) -> None:
    """Link what is the same across the articles of a graph; what was extracted stays as it is."""
    graph.flush()
    entities = [
        EntityRecord(reference=reference, n_articles=n_articles, n_mentions=n_mentions)
        for reference, n_articles, n_mentions in survey_entities(graph)
    ]
    decisions, choose = link_entities(entities), canonical_chooser(entities)
    claims = (ClaimRecord(claim=claim, n_articles=n_articles) for claim, n_articles in survey_claims(graph))
    canonical_by_claim = link_claims(claims, canonical_keys(decisions, choose=choose))
    graph.replace_links(
        chain(
            describe_entity_links(decisions, identifiers=graph.identifiers, choose=choose),
            describe_claim_links(canonical_by_claim, identifiers=graph.identifiers),
        )
    )


def identify_run(settings: Settings) -> Run:
    """Name the run: equal versions, models and settings are one run, whenever they happen."""
    model, model_hash = identify_model(settings.model)
    return Run(version=version("kg"), model=model, model_hash=model_hash)


class _Intake:
    """The articles that are still to be read; problems and known articles are counted on the way."""

    def __init__(self, items: Iterable[Article | Problem], graph: GraphStore, run: Run) -> None:
        self._items, self._graph, self._run = items, graph, run
        self.problems: list[Problem] = []
        self.n_known = 0

    def __iter__(self) -> Iterator[Article]:
        for item in self._items:
            if isinstance(item, Problem):
                self.problems.append(item)
            elif self._graph.knows(item, run=self._run):
                self.n_known += 1
            else:
                yield item


def _read_all(articles: Iterable[Article], settings: Settings, run: Run, base: str) -> Iterator[_Reading]:
    """Read articles here, or in worker processes where there are enough of them."""
    stream = iter(articles)
    first = list(islice(stream, WORTH_A_POOL))
    if settings.jobs > 1 and len(first) == WORTH_A_POOL:
        yield from _read_in_pool(chain(first, stream), settings, run, base)
    else:
        for batch in _batches(chain(first, stream)):
            yield from _read_batch(batch, settings.model, run, base)


def _read_in_pool(articles: Iterable[Article], settings: Settings, run: Run, base: str) -> Iterator[_Reading]:
    """Keep every process busy and no more than two batches a process in flight, in the order of the input."""
    # Forking would copy the open store's threads and locks, so workers start afresh.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(settings.jobs, mp_context=context) as pool:
        pending: deque[Future[list[_Reading]]] = deque()
        for batch in _batches(articles):
            pending.append(pool.submit(_read_batch, batch, settings.model, run, base))
            if len(pending) > 2 * settings.jobs:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _read_batch(articles: list[Article], model: str | None, run: Run, base: str) -> list[_Reading]:
    """Read a batch; where it breaks, read its articles one by one, so that only the broken one is set aside."""
    try:
        return _read(articles, model, run, base)
    except KgError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever one text provokes must not stop the others
        if len(articles) == 1:
            return [_Reading(article=articles[0], problem=_describe_failure(articles[0], error))]
        return [reading for article in articles for reading in _read_batch([article], model, run, base)]


def _read(articles: list[Article], model: str | None, run: Run, base: str) -> list[_Reading]:
    readings = []
    for annotation in _annotator(model)(articles):
        account = build_account(annotation)
        readings.append(
            _Reading(article=account.article, account=account, lines=serialise(describe(account, run=run, base=base)))
        )
    return readings


@cache
def _annotator(model: str | None) -> Annotate:
    """Load the pipeline once a process."""
    # spaCy takes two seconds to import; questions to a finished graph do without it.
    from kg.nlp.pipeline import annotate, load_pipeline

    nlp = load_pipeline(model)
    # The pipeline is many objects that stay; without this the collector walks them again and again, which takes half
    # as long as all that kg adds to the pipeline.
    gc.collect()
    gc.freeze()
    return partial(annotate, nlp=nlp)


def _describe_failure(article: Article, error: Exception) -> Problem:
    place = Place(path=article.place.path, line=article.place.line, article=article.id)
    message = f"could not be read ({type(error).__name__}: {error}) and was set aside"
    return Problem(place=place, kind=UNREAD, message=message)
