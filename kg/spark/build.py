"""`kg build --engine spark`: articles are read by executors, and loaded into the graph in the order of the input.

    pieces → texts → which of one id stays → ranges → accounts → merged in order → kg.build.build_from → linking

Only the graph's writer, the surveys that need the whole graph, and small summaries are with the driver.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from kg.build import BuildEngine, BuildReport, OnProgress, Reading, build_from, identify_run
from kg.errors import SparkFailed, WrongParameter
from kg.rdf import Identifiers, Run
from kg.readers.inputs import make_duplicate, open_inputs
from kg.readers.source import OnKind
from kg.records import Account, Article, Place, Problem
from kg.settings import Settings
from kg.spark.choosing import AGAIN, find_again
from kg.spark.linking import link_by
from kg.spark.packing import unpack
from kg.spark.pieces import Piece, describe_pieces, list_pieces
from kg.spark.place import LOG, READINGS, SPOOL, WorkFolder
from kg.spark.publish import publish
from kg.spark.reading import AccountReader, count_items, cut_ranges
from kg.spark.rows import Row, make_frame, read_item
from kg.spark.session import open_session
from kg.spark.texts import read_texts
from kg.spark.waves import run_ahead, telling
from kg.store import GraphStore
from kg.store.article_rows import article_rows
from kg.store.origins import keep_fingerprints
from kg.store.spill import Spill
from kg.workers import read_articles

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """Where a build runs."""

    master: str | None = None
    """Spark's name of a cluster, such as `spark://host:7077` or `local[4]`; None for what spark-submit says, else the
    cores of this machine."""
    work: str | None = None
    """Where partitions are kept: a folder, or an address on storage that all executors reach; None for a folder beside
    the graph that is removed once the graph is done."""


def build_with_spark(
    inputs: Iterable[Path | str],
    path: Path | str,
    *,
    spark: Spark,
    settings: Settings | None = None,
    on_progress: OnProgress = lambda *_: None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    on_kind: OnKind = lambda *_: None,
) -> BuildReport:
    """Read articles into a graph by Spark; the graph is that of `kg.build.build_graph` on the same inputs.

    Raises:
        MissingExtra: where PySpark is not installed.
        JavaMissing: where there is no Java 17.
        SparkFailed: where a task fails again and again, or the work folder holds something else.
        KgError: as `kg.build.build_graph`.
    """
    settings, paths = settings or Settings(), [Path(given) for given in inputs]
    if identify_run(settings).settings:  # raises here and now, not in an executor
        raise WrongParameter("plug-ins take part in builds by this machine alone; leave --engine spark out")
    open_inputs(paths)  # so does this, before there is a graph
    work = spark.work or f"{Path(path).absolute()}.spark"
    list_all = partial(list_pieces, paths, outlet=outlet, columns=columns, on_kind=on_kind)
    with ExitStack() as stack:
        reading = _Reading(stack, spark, work, list_all, settings, on_progress)
        engine = BuildEngine(prepare=reading.prepare, read=reading.read, link=link_by(reading.session))
        report = build_from(
            reading.items(), path, settings=settings, on_progress=reading.show, engine=engine, inputs=paths
        )
        reading.finish()
    return report


class _Reading:
    """One build's articles as executors read them; Spark starts once the graph is open for writing."""

    def __init__(
        self,
        stack: ExitStack,
        spark: Spark,
        work: str,
        list_all: Callable[..., list[Piece]],
        settings: Settings,
        on_progress: OnProgress,
    ) -> None:
        self._stack, self._spark, self._settings, self._on_progress = stack, spark, settings, on_progress
        self._list_pieces = list_all
        self._address = work
        self._total: int | None = None
        self._waiting: dict[str, Row] = {}
        self._fingerprints = stack.enter_context(Spill[tuple[str, bytes]]())

    def prepare(self, graph: GraphStore, run: Run) -> None:
        """List the pieces, start Spark, and make the work folder this build's; nobody else writes to the graph now."""
        self._graph, self._run = graph, run
        is_local = "://" not in self._address
        folder = Path(self._address).absolute() if is_local else Path(gettempdir())
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SparkFailed(f"{folder} cannot be made ({error.strerror}); name another folder with --work") from error
        self._pieces = self._list_pieces(spool=folder / SPOOL if is_local else None)
        self._on_progress(0, None, 0, "starting Spark")
        self._session = self._stack.enter_context(
            open_session(master=self._spark.master, jobs=self._settings.jobs, log=folder / LOG)
        )
        with telling():
            self._work = WorkFolder(self._session, folder.as_uri() if is_local else self._address)
            self._work.adopt({"run": run.key, "base": graph.base, "pieces": describe_pieces(self._pieces)})

    def session(self) -> "SparkSession":
        """Return the session, once Spark has started."""
        return self._session

    def show(self, done: int, _total: int | None, rate: float, stage: str) -> None:
        """Show progress, with the number of articles in all once it is known."""
        self._on_progress(done, self._total, rate, stage)

    def items(self) -> Iterator[Article | Problem]:
        """Yield articles and problems in the order of the input, as one process would; accounts wait beside them."""
        with telling():
            yield from self._items()

    def _items(self) -> Iterator[Article | Problem]:
        self._on_progress(0, None, 0, "reading texts")
        texts = read_texts(self._session, self._pieces, self._work, outlets=Settings().outlets)
        self._texts = texts
        repeated = find_again(texts).collect()
        again = make_frame(self._session, repeated, AGAIN) if repeated else None
        self._again = again
        counts = count_items(texts)
        self._total = sum(n_articles for _, _, n_articles in counts) - len(repeated)
        keys = [(entry.key,) for entry in self._graph.tables.entries() if entry.run == self._run.key]
        known = make_frame(self._session, keys, "key string") if keys else None
        reader = AccountReader(
            session=self._session,
            work=self._work,
            model=self._settings.model,
            run=self._run,
            base=self._graph.base,
            earlier=self._work.committed(READINGS),
        )
        ranges = list(cut_ranges(((place, n) for place, n, _ in counts), n_items=reader.n_items))
        for part, readings in zip(ranges, run_ahead(ranges, partial(reader.read, texts, again, known)), strict=True):
            found = texts.where(part.where)
            yield from self._merge(found if again is None else found.join(again, "place", "left"), readings)
        self._graph.flush()
        keep_fingerprints(self._graph, self._fingerprints)

    def _merge(self, texts: "DataFrame", readings: "DataFrame") -> Iterator[Article | Problem]:
        """Yield the items of a range; what was read of each article waits until it is asked for."""
        read = _in_order(readings)
        reading = next(read, None)
        prints = []
        for row in _in_order(texts):
            item = read_item(row)
            if reading is not None and reading["place"] == row["place"]:
                if isinstance(item, Article):
                    self._waiting = {item.key: reading}
                    prints.append((item.key, reading["fingerprint"]))
                reading = next(read, None)
            if isinstance(item, Article) and row.get("is_same") is not None:
                yield make_duplicate(item, is_same=row["is_same"])
            else:
                yield item
        self._fingerprints.extend((key, bytes(found)) for key, found in prints if found is not None)

    def read(
        self, articles: Iterable[Article], read: Callable[[list[Article]], Iterable[Reading]], *, jobs: int
    ) -> Generator[Reading | Problem, None, None]:
        """Yield what executors read of each article; as `kg.workers.read_articles`.

        What the graph had lost hold of is in no partition, and read here.
        """
        for article in articles:
            row = self._waiting.get(article.key)
            if row is not None:
                yield restore_reading(article, row, identifiers=self._graph.identifiers)
            else:
                yield from read_articles([article], read, jobs=min(jobs, 1))

    def finish(self) -> None:
        """Write the partitions for other tools where they are kept; remove them otherwise."""
        if self._spark.work is not None:
            with telling():
                publish(self._work, self._texts, again=self._again, run=self._run)
            return
        self._work.remove_all()
        folder = Path(self._address)
        (folder / LOG).unlink(missing_ok=True)
        with suppress(OSError):  # something of the user's is in it
            folder.rmdir()


def restore_reading(article: Article, row: Row, *, identifiers: Identifiers) -> Reading | Problem:
    """Return what was read of an article, from its row."""
    if row["kind"] is not None:
        place = Place(path=article.place.path, line=article.place.line, article=article.id)
        return Problem(place=place, kind=row["kind"], message=row["message"], n_aside=row["n_aside"])
    assertions, mentions, decisions = unpack(row["account"])
    account = Account(article=article, assertions=assertions, mentions=mentions, decisions=decisions)
    lines = bytes(row["quads"])
    return Reading(rows=article_rows(account, lines, identifiers=identifiers), lines=lines)


def _in_order(rows: "DataFrame") -> Iterator[Row]:
    """Yield rows by their place; a few articles at a time come to the driver."""
    n_parts = max(1, rows.sparkSession.sparkContext.defaultParallelism // 2)
    ordered = rows.repartitionByRange(n_parts, "place") if n_parts > 1 else rows.coalesce(1)
    for row in ordered.sortWithinPartitions("place").toLocalIterator():
        yield row.asDict(recursive=True)
