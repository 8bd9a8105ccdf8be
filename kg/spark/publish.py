"""What was read, for other tools: partitioned N-Quads, and rows of assertions, mentions, problems and the ledger.

quads/part-*.txt.gz     the quads of every article, as extracted: one a line, not linked
texts/, assertions/, mentions/, problems/, ledger/      Parquet
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from kg.rdf import Run
from kg.readers.inputs import make_duplicate
from kg.records import Account, Article, Assertion, Place, Problem
from kg.spark.packing import unpack
from kg.spark.place import READINGS, WorkFolder
from kg.spark.rows import READINGS as READING_ROWS
from kg.spark.rows import Row, arrow_schema, read_item, write_batches
from kg.store.facts import Line, assertion_lines

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

ASSERTIONS = (
    "article string, id string, outlet string, published string, key string, start long, end long, "
    "sentence_start long, sentence_end long, text string, facts string"
)
MENTIONS = (
    "article string, id string, outlet string, published string, start long, end long, kind string, type string, "
    "thing string, text string"
)
PROBLEMS = "place long, path string, line long, article string, kind string, message string, n_aside long"
LEDGER = (
    "place long, path string, line long, id string, article string, outcome string, n long, run string, "
    "reader string, bytes_hash string, retrieved string, n_quads long"
)
BATCH = 4_000_000
Write = Callable[[Row], Iterator[Row]]


def publish(work: WorkFolder, texts: "DataFrame", *, again: "DataFrame | None", run: Run) -> None:
    """Write what a build's partitions hold as tables that any tool reads; an article that the graph had is in none.

    Args:
        work: the partitions.
        texts: all rows of texts.
        again: the places of articles whose id stands before them, where there are any.
        run: which version and model read.
    """
    readings = work.read(work.committed(READINGS), READING_ROWS)
    lines = readings.where("quads IS NOT NULL").selectExpr("rtrim('\\n', cast(quads AS string)) AS value")
    lines.write.mode("overwrite").text(f"{work.path}/quads", compression="gzip")
    failed = readings.selectExpr("place", "key AS read", "n_quads", "kind AS failure", "message AS why", "n_aside AS n")
    items = texts.drop("text", "removed").join(failed, "place", "left")
    items = items.join(again, "place", "left") if again is not None else items
    whole = texts.drop("kind", "message", "n_aside").join(readings.drop("key").where("account IS NOT NULL"), "place")
    tables: tuple[tuple[str, DataFrame, str, Write], ...] = (
        ("assertions", whole, ASSERTIONS, write_assertions),
        ("mentions", whole, MENTIONS, write_mentions),
        ("problems", items, PROBLEMS, write_problems),
        ("ledger", items, LEDGER, partial(write_ledger, run=run.key)),
    )
    for name, rows, schema, write in tables:
        work.write(rows.mapInArrow(partial(_write, write=write, ddl=schema), schema), name)


def _write(batches: Iterator["pa.RecordBatch"], *, write: Write, ddl: str) -> Iterator["pa.RecordBatch"]:
    rows = (made for batch in batches for row in batch.to_pylist() for made in write(row))
    yield from write_batches(rows, arrow_schema(ddl), bytes_a_batch=BATCH)


def write_assertions(row: Row) -> Iterator[Row]:
    """Yield the assertions of an article."""
    for one, line in zip(*_assertions(row), strict=True):
        key, _, start, end, sentence_start, sentence_end, facts = line
        yield _heading(row) | {
            "key": key,
            "start": start,
            "end": end,
            "sentence_start": sentence_start,
            "sentence_end": sentence_end,
            "text": one.claim.text,
            "facts": facts,
        }


def write_mentions(row: Row) -> Iterator[Row]:
    """Yield the mentions of an article, each with what it was resolved to in the article."""
    for one in unpack(row["account"])[1]:
        yield _heading(row) | {
            "start": one.span.start,
            "end": one.span.end,
            "kind": one.kind,
            "type": one.reference.type,
            "thing": f"{one.reference.kind.value}/{one.reference.key}",
            "text": row["text"][one.span.start : one.span.end],
        }


def write_problems(row: Row) -> Iterator[Row]:
    """Yield the problem of an item, if it has one."""
    found = find_problem(row)
    if found is not None:
        where = {"path": found.place.path, "line": found.place.line, "article": found.place.article}
        yield where | {"place": row["place"], "kind": found.kind, "message": found.message, "n_aside": found.n_aside}


def write_ledger(row: Row, *, run: str) -> Iterator[Row]:
    """Yield the line of an item: stored, set aside, or known to the graph before."""
    found = find_problem(row)
    if found is not None and not found.n_aside:
        return
    outcome = "set-aside" if found is not None else "stored" if row["read"] is not None else "known"
    yield {
        "place": row["place"],
        "path": row["path"],
        "line": row["line"],
        "id": row["id"] or row["article"],
        "article": row["key"],
        "outcome": outcome,
        "n": 1 if found is None else found.n_aside,
        "run": run,
        "reader": row["reader"],
        "bytes_hash": row["bytes_hash"],
        "retrieved": row["retrieved"],
        "n_quads": row["n_quads"],
    }


def find_problem(row: Row) -> Problem | None:
    """Return the problem of an item: met while it was read, a repeated id, or what broke in the executor."""
    item = read_item(row | {"text": "", "removed": ()})
    if isinstance(item, Problem):
        return item
    if row.get("is_same") is not None:
        return make_duplicate(item, is_same=row["is_same"])
    if row["failure"] is None:
        return None
    place = Place(path=item.place.path, line=item.place.line, article=item.id)
    return Problem(place=place, kind=row["failure"], message=row["why"], n_aside=row["n"])


def _assertions(row: Row) -> tuple[tuple[Assertion, ...], list[Line]]:
    article = read_item(row | {"what": "article"})
    assert isinstance(article, Article), "only articles have accounts"
    assertions, mentions, decisions = unpack(row["account"])
    account = Account(article=article, assertions=assertions, mentions=mentions, decisions=decisions)
    return assertions, list(assertion_lines(account))


def _heading(row: Row) -> Row:
    return {"article": row["key"], "id": row["id"], "outlet": row["outlet"], "published": row["published"]}
