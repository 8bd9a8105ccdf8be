"""`kg build`: read articles, extract, resolve, store."""

import sys
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from kg.build import BuildReport, build_graph
from kg.cli.arguments import (
    AsJson,
    InputColumns,
    InputOutlet,
    Inputs,
    Jobs,
    Model,
    OutletTables,
    parse_columns,
    refuse_graphs,
)
from kg.cli.printing import print_json
from kg.cli.remote import StoreUser, connect_store, push_to, written
from kg.readers.outlets import use_outlets
from kg.settings import Settings
from kg.spark.build import Spark, build_with_spark

SHOWN = 20
"""Problems of one kind that are printed."""


class Engine(StrEnum):
    """What reads articles and joins stories."""

    LOCAL = "local"
    SPARK = "spark"


def build(
    inputs: Inputs,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="GRAPH", help="The graph's folder [default: INPUT.kg].", parser=written),
    ] = None,
    outlet: InputOutlet = None,
    outlets: OutletTables = None,
    column: InputColumns = None,
    model: Model = None,
    base: Annotated[str | None, typer.Option(metavar="IRI", help="The base IRI of the data.")] = None,
    jobs: Jobs = None,
    store: Annotated[
        str | None, typer.Option(metavar="URL", help="Then send the graph to this SPARQL server, as kg push does.")
    ] = None,
    store_user: StoreUser = None,
    engine: Annotated[
        Engine, typer.Option(help="What reads: processes of this machine, or Apache Spark (needs Java 17).")
    ] = Engine.LOCAL,
    work: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER",
            help="With --engine spark: where partitions are kept, on a cluster a folder that all machines share "
            "[default: GRAPH.spark, removed once the graph is done].",
        ),
    ] = None,
    master: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="With --engine spark: its cluster [default: this machine's cores, see --jobs]."
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no summary.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read articles, extract their claims, resolve names and store the graph; repeatable and resumable.

    What each input is, kg tells by its content, and says so.
    """
    refuse_graphs(inputs)
    if outlets:
        use_outlets([*outlets, *Settings().outlets])
    settings = Settings.of(model=model, base=base, jobs=jobs)
    columns = parse_columns(column)
    graph = output or _name_graph(inputs[0])
    build_all = _choose_engine(engine, work=work, master=master)
    # The server is looked for first: a long build should not end before a closed door.
    with connect_store(store, user=store_user) if store else nullcontext() as server:
        report = _build(inputs, graph, build_all, settings=settings, quiet=quiet, outlet=outlet, columns=columns)
        _print_report(report, graph=graph, quiet=quiet or as_json)
        if as_json:
            print_json(_described(report, graph))
        if server is not None:
            push_to(graph, server, quiet=quiet or as_json)
    if report.problems:
        sys.exit(1)


def _name_graph(path: Path) -> Path:
    """Return the folder of the graph of an input, where the user names none."""
    name = "" if path == Path("-") else path.name or path.resolve().name
    return Path(f"{name.split('.')[0] or 'news'}.kg")


def _choose_engine(engine: Engine, *, work: str | None, master: str | None) -> Callable[..., BuildReport]:
    """Return what builds."""
    if engine is Engine.LOCAL:
        if work or master:
            raise typer.BadParameter("--work and --master belong to --engine spark")
        return build_graph
    return partial(build_with_spark, spark=Spark(master=master, work=work))


def _build(
    inputs: list[Path],
    graph: Path,
    build_all: Callable[..., BuildReport],
    *,
    settings: Settings,
    quiet: bool,
    outlet: str | None,
    columns: dict[str, str],
) -> BuildReport:
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=quiet or not console.is_terminal,
        transient=True,
    ) as progress:
        task = progress.add_task("reading", total=None, rate="")

        def show(done: int, total: int | None, words_per_second: float, stage: str) -> None:
            rate = f"{words_per_second:,.0f} words/s" if words_per_second else ""
            progress.update(task, completed=done, total=total, rate=rate, description=stage)

        def say(name: str, kind: str) -> None:
            if not quiet:
                progress.console.print(f"{name}: {kind}", markup=False, highlight=False, soft_wrap=True)

        return build_all(
            inputs, graph, settings=settings, on_progress=show, outlet=outlet, columns=columns, on_kind=say
        )


def _print_report(report: BuildReport, *, graph: Path, quiet: bool) -> None:
    _print_problems(report, graph=graph)
    if not quiet:
        known = f", {report.n_known:,} known already" if report.n_known else ""
        aside = f", {report.sums.n_aside:,} set aside" if report.sums.n_aside else ""
        n_problems = sum(report.n_problems.values())
        problems = f", {n_problems:,} problem{'s' if n_problems > 1 else ''}" if n_problems else ""
        read = f"{report.n_articles:,} article{'s' if report.n_articles != 1 else ''}"
        typer.echo(
            f"{graph}: {read} read{known}{aside}, {report.n_assertions:,} assertions{problems} ({report.seconds:.1f} s)"
        )


def _described(report: BuildReport, graph: Path) -> dict[str, object]:
    """Return what a build did as it is told to scripts."""
    return {
        "graph": graph,
        "n_articles": report.n_articles,
        "n_known": report.n_known,
        "n_aside": report.sums.n_aside,
        "n_assertions": report.n_assertions,
        "n_problems": dict(report.n_problems),
        "seconds": round(report.seconds, 1),
    }


def _print_problems(report: BuildReport, *, graph: Path) -> None:
    """Print the first problems of each kind, and where the others are told."""
    shown: Counter[str] = Counter()
    for problem in report.problems:
        shown[problem.kind] += 1
        if shown[problem.kind] <= SHOWN:
            typer.echo(f"kg: {problem}", err=True)
    for kind, n in report.n_problems.items():
        if n > SHOWN:
            typer.echo(f"kg: … {n - SHOWN:,} more of kind {kind}: kg problems {graph} --kind {kind}", err=True)
