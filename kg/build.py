"""Joins the stages: articles stream through reading and describing; linking then works on the whole graph.

    read_inputs → annotate → build_account → describe → GraphStore → link

Articles are read in worker processes (`kg.workers`). Everything that an article adds is a function of the article
alone, so neither order nor number of processes changes the graph.
"""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from time import perf_counter

from kg.link import LinkEngine, link_graph
from kg.link_pool import link_in_pool
from kg.nlp.identity import identify_model
from kg.plugins import Plugins, load_plugins
from kg.rdf import Identifiers, Run, describe, serialise
from kg.readers import read_inputs
from kg.readers.counting import count_articles
from kg.readers.source import OnKind
from kg.records import Account, Article, Problem
from kg.resolve import build_account
from kg.settings import Settings
from kg.store import GraphStore
from kg.store.article_rows import ArticleRows, article_rows
from kg.store.ledger import Sums
from kg.store.outdated import refuse_outdated
from kg.workers import TOO_SLOW, UNREAD, ComponentOrigins, load_annotator, read_articles

OnProgress = Callable[[int, int | None, float, str], None]
"""Called with articles done, articles in all (None if unknown), words per second, and the stage's name."""


MOST_PROBLEMS = 1_000
"""Problems of one kind that a report holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did: counts of articles and assertions, and what was wrong in the data.

    >>> article = Article(id="n1", outlet="Post", text="Ada Brandt left.", place=Place(path="memory"), reader="own")
    >>> report = KnowledgeGraph("left.kg").add([article])
    >>> report.n_articles, report.n_known
    (1, 0)
    """

    n_articles: int
    """Articles read in this build."""
    n_known: int
    """Articles that the graph had already."""
    n_assertions: int
    """Assertions added."""
    problems: tuple[Problem, ...]
    """What was wrong in the data: the first thousand of each kind; the graph keeps all (`KnowledgeGraph.problems`)."""
    seconds: float
    sums: Sums
    """How many pieces of input there were, and what became of them."""
    n_problems: Mapping[str, int]
    """How many problems there were of each kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a worker hands back: what an article's account fills in the tables, and its quads."""

    rows: ArticleRows
    lines: bytes


ReadAll = Callable[..., Generator[Reading | Problem, None, None]]
"""As `kg.workers.read_articles`: makes something of each article, in their order; problems of those that break."""


def _unprepared(_graph: GraphStore, _run: Run) -> None:
    """Prepare nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildEngine:
    """Where articles are read and linking runs; by default worker processes of this machine."""

    prepare: Callable[[GraphStore, Run], None] = _unprepared
    """Called once the graph is open for writing, before the first article is asked for."""
    read: ReadAll = read_articles
    link: LinkEngine | None = None
    """What runs linking; worker processes of this machine where None."""


def build_graph(
    inputs: Iterable[Path | str],
    path: Path | str,
    *,
    settings: Settings | None = None,
    on_progress: OnProgress = lambda *_: None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    on_kind: OnKind = lambda *_: None,
) -> BuildReport:
    """Read articles into a graph; what the graph has already is not read again.

    Args:
        inputs: files of any kind that `kg.readers` reads, and folders of them; `-` is standard input.
        path: the graph's folder; made where it is not there.
        settings: base IRI, model, number of processes.
        on_progress: called after every article.
        outlet: who publishes the articles that name no outlet.
        columns: for tables and JSON lines: the column of each of kg's fields (`text`, `published`, …).
        on_kind: called with each input and what it was taken for.

    Raises:
        InputNotFound: where an input is not there.
        UnreadableInput: where an input is of no kind that is read.
        GraphLocked: where another process writes to the graph.
        GraphOutdated: where an earlier version of kg made the graph.
        ModelNotFound: where the spaCy pipeline cannot be loaded.

    >>> from pathlib import Path
    >>> size = Path("ferry.txt").write_text("The ferry sank on Monday, Tomas Kell said.")
    >>> build_graph(["ferry.txt"], "ferry.kg").n_articles
    1
    """
    paths = [Path(given) for given in inputs]
    settings = settings or Settings()
    readers = load_plugins(readers=settings.readers, components={}).readers
    items = read_inputs(paths, outlet=outlet, columns=columns, on_kind=on_kind, readers=readers)
    total = count_articles(paths)
    return build_from(items, path, settings=settings, total=total, on_progress=on_progress, inputs=paths)


def build_from(
    items: Iterable[Article | Problem],
    path: Path | str,
    *,
    settings: Settings | None = None,
    total: int | None = None,
    on_progress: OnProgress = lambda *_: None,
    engine: BuildEngine | None = None,
    inputs: Iterable[Path | str] = (),
) -> BuildReport:
    """Read articles that are at hand into a graph; as `build_graph` otherwise.

    Args:
        items: articles, and what was wrong with others.
        path: the graph's folder.
        settings: base IRI, model, number of processes.
        total: how many articles there are, where that is known.
        on_progress: called after every article.
        engine: where articles are read.
        inputs: what the items were read from: problems that earlier builds noted of these are forgotten.
    """
    settings, engine = settings or Settings(), engine or BuildEngine()
    started = perf_counter()
    run, plugins = identify_run(settings), _load_plugins(settings)
    with GraphStore.create(path, base=settings.base) as graph:
        refuse_outdated(graph, tables=("articles", "mentions"))
        engine.prepare(graph, run)
        ledger = graph.begin_build(run=run, inputs=map(str, inputs))
        intake = _Intake(chain(plugins.problems, items), graph, run)
        n_done = n_words = n_assertions = 0
        on_progress(0, total, 0, "reading")
        own = plugins.component_origins
        read = partial(_read_rows, model=settings.model, run=run, base=graph.base, components=own)
        with closing(engine.read(intake, read, jobs=settings.jobs)) as readings:
            for reading in readings:
                n_done += 1
                if isinstance(reading, Problem):
                    intake.note(reading)
                elif graph.add_rows(reading.rows, reading.lines, run=run):
                    n_words += reading.rows.article.text.count(" ")
                    n_assertions += len(reading.rows.assertions)
                else:  # it was in the input twice
                    graph.note_known(reading.rows.article)
                on_progress(n_done + intake.n_known, total, n_words / (perf_counter() - started), "reading")
        graph.flush()
        sums = ledger.end()
        on_progress(n_done + intake.n_known, total, 0, "linking")
        link_graph(graph, engine=engine.link or link_in_pool(settings.jobs))
        return BuildReport(
            n_articles=n_done - intake.n_problems[UNREAD] - intake.n_problems[TOO_SLOW],
            n_known=intake.n_known,
            n_assertions=n_assertions,
            problems=tuple(intake.problems),
            seconds=perf_counter() - started,
            sums=sums,
            n_problems=dict(intake.n_problems.most_common()),
        )


def identify_run(settings: Settings) -> Run:
    """Name the run: equal versions, models, plug-ins and settings are one run, whenever they happen."""
    model, model_hash = identify_model(settings.model)
    plugins = _load_plugins(settings)
    return Run(version=version("kg"), model=model, model_hash=model_hash, settings=plugins.settings)


def _load_plugins(settings: Settings) -> Plugins:
    return load_plugins(readers=settings.readers, components=settings.components)


class _Intake:
    """The articles that are still to be read; problems and known articles are noted on the way.

    Those that the graph lost hold of come first, from their stored texts.
    """

    def __init__(self, items: Iterable[Article | Problem], graph: GraphStore, run: Run) -> None:
        self._items, self._graph, self._run = items, graph, run
        self.problems: list[Problem] = []
        self.n_problems: Counter[str] = Counter()
        self.n_known = 0

    def __iter__(self) -> Iterator[Article]:
        again = set()
        for article in self._graph.again():
            again.add(article.key)
            yield article
        for item in self._items:
            if isinstance(item, Problem):
                self.note(item)
            elif item.key in again or self._graph.knows(item, run=self._run):
                self.n_known += 1
                self._graph.note_known(item)
            else:
                yield item

    def note(self, found: Problem) -> None:
        """Note a problem; the graph keeps them all, memory the first of each kind."""
        self.n_problems[found.kind] += 1
        if self.n_problems[found.kind] <= MOST_PROBLEMS:
            self.problems.append(found)
        self._graph.note_problem(found)


def read_accounts(
    articles: list[Article], *, model: str | None, run: Run, base: str, components: ComponentOrigins = ()
) -> Iterator[tuple[Account, bytes]]:
    """Read articles, each to its account and quads: what any worker does, on this machine or another."""
    for annotation in load_annotator(model, components)(articles):
        account = build_account(annotation)
        yield account, serialise(describe(account, run=run, base=base))


def _read_rows(
    articles: list[Article], *, model: str | None, run: Run, base: str, components: ComponentOrigins = ()
) -> Iterator[Reading]:
    identifiers = Identifiers(base)
    for account, lines in read_accounts(articles, model=model, run=run, base=base, components=components):
        yield Reading(rows=article_rows(account, lines, identifiers=identifiers), lines=lines)
