"""From texts to accounts, by executors: what one machine's worker processes do, wave by wave.

A wave is a range of the input's order. What it makes is committed as one folder; a build that was killed goes on with
the first range that has none. Waves are loaded into the graph in their order while later ones are read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.build import read_accounts
from kg.rdf import Run
from kg.records import Account, Article, Problem
from kg.resolve.origin_text import fingerprint
from kg.spark.packing import pack
from kg.spark.place import READINGS, WorkFolder
from kg.spark.rows import ARTICLE, PER_PIECE, PIECE_BITS, Row, arrow_schema, read_item, write_batches
from kg.spark.rows import READINGS as SCHEMA
from kg.workers import read_articles

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

ARTICLES_A_TASK = 6
TASKS_A_CORE = 4
BATCH = 4_000_000
"""Bytes of rows that a worker hands to Spark together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A range of places in the order of the input, and how many articles stand in it at most."""

    first: int
    last: int
    """The last place in it."""
    n_items: int

    def meets(self, folder: str) -> bool:
        """Tell whether a folder of readings, which is named by its first and last place, may hold some of it."""
        first, last, _ = folder.rpartition("/")[2].split("-")
        return int(first) <= self.last and int(last) >= self.first

    @property
    def where(self) -> str:
        """Return the condition, in SQL, that a row stands in it."""
        return f"place BETWEEN {self.first} AND {self.last}"


def count_items(texts: "DataFrame") -> list[tuple[int, int, int]]:
    """Return of each piece its first place, its number of items, and how many of them are articles, in order."""
    from pyspark.sql import functions as sql

    counts = texts.groupBy(sql.shiftright("place", PIECE_BITS).alias("piece")).agg(
        (sql.max("place") % PER_PIECE + 1).alias("n_items"),
        sql.count_if(sql.col("what") == ARTICLE).alias("n_articles"),
    )
    return sorted((row["piece"] * PER_PIECE, row["n_items"], row["n_articles"]) for row in counts.collect())


def cut_ranges(pieces: Iterable[tuple[int, int]], *, n_items: int) -> Iterator[Range]:
    """Cut pieces, each its first place and its number of items, into ranges that lie one behind the other."""
    first = last = None
    size = 0
    for start, n in pieces:
        done = 0
        while done < n:
            taken = min(n - done, n_items - size)
            first = start + done if first is None else first
            done += taken
            size += taken
            last = start + done - 1
            if size == n_items:
                yield Range(first=first, last=last, n_items=size)
                first, size = None, 0
    if first is not None and last is not None:
        yield Range(first=first, last=last, n_items=size)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountReader:
    """Reads texts to accounts in the executors.

    Args:
        session: whose executors read.
        work: where what was read is committed.
        model: the pipeline, by name or path; None for the bundled one.
        run: which version and model read.
        base: the base IRI of data.
        earlier: folders of readings that earlier builds committed; their ranges may have been others.
    """

    session: "SparkSession"
    work: WorkFolder
    model: str | None
    run: Run
    base: str
    earlier: Sequence[str]

    @property
    def n_items(self) -> int:
        """Return how many items a range should have, so that all cores are busy for a while."""
        n_cores: int = self.session.sparkContext.defaultParallelism
        return ARTICLES_A_TASK * TASKS_A_CORE * n_cores

    def read(
        self, texts: "DataFrame", again: "DataFrame | None", known: "DataFrame | None", part: Range
    ) -> "DataFrame":
        """Read the articles of a range that are not read yet, commit them, and return all of the range.

        Args:
            texts: all rows of texts.
            again: the places of articles whose id stands before them (`choosing.find_again`), where there are any.
            known: the keys of articles that the graph has, where there are any.
            part: the range.
        """
        done = [folder for folder in self.earlier if part.meets(folder)]
        todo = texts.where(part.where).where("what = 'article'")
        if again is not None:
            todo = todo.join(again.select("place"), "place", "left_anti")
        if known is not None:
            todo = todo.join(known, "key", "left_anti")
        if done:
            todo = todo.join(self.work.read(done, SCHEMA).select("place"), "place", "left_anti")
        if not done or not todo.isEmpty():
            folder = f"{READINGS}/{part.first:020d}-{part.last:020d}-{len(done)}"
            n_tasks = max(1, part.n_items // ARTICLES_A_TASK)
            read = partial(_read_batches, model=self.model, run=self.run, base=self.base)
            self.work.write(todo.repartition(n_tasks).mapInArrow(read, SCHEMA), folder)
            done.append(folder)
        return self.work.read(done, SCHEMA).where(part.where)


def _read_batches(
    batches: Iterator["pa.RecordBatch"], *, model: str | None, run: Run, base: str
) -> Iterator["pa.RecordBatch"]:
    """Read the articles of a partition; runs in a Python process of an executor, which loads the pipeline once."""
    places: dict[str, int] = {}
    schema = arrow_schema(SCHEMA)
    read = partial(read_accounts, model=model, run=run, base=base)
    rows = (row for batch in batches for row in batch.to_pylist())
    readings = read_articles(_articles(rows, places), read, jobs=1)
    yield from write_batches(write_readings(readings, places), schema, bytes_a_batch=BATCH)


def _articles(rows: Iterable[Row], places: dict[str, int]) -> Iterator[Article]:
    for row in rows:
        article = read_item(row)
        if isinstance(article, Article):
            places[article.id] = row["place"]
            yield article


def write_readings(readings: Iterable[tuple[Account, bytes] | Problem], places: dict[str, int]) -> Iterator[Row]:
    """Yield the row of each reading.

    Args:
        readings: accounts of articles with their quads, or the problem of one that broke.
        places: where each article stands in the order of the input, by its id; each is asked for once.
    """
    for reading in readings:
        if isinstance(reading, Problem):
            place = places.pop(reading.place.article or "")
            yield {"place": place, "kind": reading.kind, "message": reading.message, "n_aside": reading.n_aside}
            continue
        account, lines = reading
        article = account.article
        yield {
            "place": places.pop(article.id),
            "key": article.key,
            "n_words": article.text.count(" "),
            "n_quads": lines.count(b"\n"),
            "quads": lines,
            "account": pack((account.assertions, account.mentions, account.decisions)),
            "fingerprint": fingerprint(article.text),
        }
