"""Articles read and no more: what was found in each, before any resolving.

read_inputs → annotate → Annotation
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from kg.nlp.identity import identify_model
from kg.plugins import load_plugins
from kg.readers import read_inputs
from kg.readers.source import OnKind
from kg.records import Annotation, Article, Problem
from kg.settings import Settings
from kg.workers import ComponentOrigins, load_annotator, read_articles

Made = TypeVar("Made")


def annotate_inputs(
    inputs: Iterable[Path | str],
    *,
    settings: Settings | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    on_kind: OnKind = lambda *_: None,
) -> Generator[Annotation | Problem, None, None]:
    """Yield what was read in each article, in the order of the input, and what was wrong where it was met.

    Args:
        inputs: files of any kind that `kg.readers` reads, and folders of them; `-` is standard input.
        settings: model, number of processes.
        outlet: who publishes the articles that name no outlet.
        columns: for tables and JSON lines: the column of each of kg's fields (`text`, `published`, …).
        on_kind: called with each input and what it was taken for.

    Raises:
        InputNotFound: where an input is not there.
        UnreadableInput: where an input is of no kind that is read.
        ModelNotFound: where the spaCy pipeline cannot be loaded.
    """
    return annotate_with(inputs, _keep, settings=settings, outlet=outlet, columns=columns, on_kind=on_kind)


def annotate_with(
    inputs: Iterable[Path | str],
    render: Callable[[Annotation], Made],
    *,
    settings: Settings | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    on_kind: OnKind = lambda *_: None,
) -> Generator[Made | Problem, None, None]:
    """Yield what `render`, a function that can be pickled, makes of each annotation; as `annotate_inputs` otherwise."""
    settings = settings or Settings()
    identify_model(settings.model)  # raises here and now, not in a worker
    problems: list[Problem] = []
    own = load_plugins(readers=settings.readers, components=settings.components)
    read = partial(_read, render=render, model=settings.model, components=own.component_origins)
    paths = [Path(given) for given in inputs]
    read_all = read_inputs(paths, outlet=outlet, columns=columns, on_kind=on_kind, readers=own.readers)
    items = chain(own.problems, read_all)
    with closing(read_articles(_articles(items, problems), read, jobs=settings.jobs)) as readings:
        for made in readings:
            yield from _drain(problems)
            yield made
    yield from _drain(problems)


def _articles(items: Iterable[Article | Problem], problems: list[Problem]) -> Iterator[Article]:
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
        else:
            yield item


def _drain(problems: list[Problem]) -> Iterator[Problem]:
    while problems:
        yield problems.pop(0)


def _read(
    articles: list[Article],
    *,
    render: Callable[[Annotation], Made],
    model: str | None,
    components: ComponentOrigins = (),
) -> Iterator[Made]:
    return map(render, load_annotator(model, components)(articles))


def _keep(annotation: Annotation) -> Annotation:
    return annotation
