"""Articles and problems as rows of Arrow and Parquet, and back: one schema, readable by any tool.

`place` orders rows as the input does: the number of the piece, then the position in it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kg.records import Article, Place, Problem
from kg.records.article import Removal

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

PIECE_BITS = 36
PER_PIECE = 1 << PIECE_BITS
"""Places of a piece: what its readers yield."""
ARTICLE, PROBLEM = "article", "problem"
TEXTS = (
    "place long, what string, path string, line long, article string, "
    "key string, content string, id string, outlet string, text string, published string, title string, url string, "
    "author string, reader string, removed array<struct<kind:string,text:string,line:long>>, country string, "
    "bytes_hash string, retrieved string, kind string, message string, n_aside long"
)
"""Spark's schema of texts: an article or a problem a row, in the columns that it has."""
READINGS = (
    "place long, key string, n_words long, n_quads long, quads binary, account binary, fingerprint binary, "
    "kind string, message string, n_aside long"
)
"""Spark's schema of what was read of articles: quads as N-Quads, the account packed; or the problem of one."""
Row = dict[str, Any]


def write_item(item: Article | Problem, *, place: int) -> Row:
    """Return the row of an article or a problem."""
    where = {"place": place, "path": item.place.path, "line": item.place.line, "article": item.place.article}
    if isinstance(item, Problem):
        return where | {"what": PROBLEM, "kind": item.kind, "message": item.message, "n_aside": item.n_aside}
    return where | {
        "what": ARTICLE,
        "key": item.key,
        "id": item.id,
        "outlet": item.outlet,
        "text": item.text,
        "published": item.published.isoformat() if item.published else None,
        "title": item.title,
        "url": item.url,
        "author": item.author,
        "reader": item.reader,
        "removed": [{"kind": one.kind, "text": one.text, "line": one.line} for one in item.removed],
        "country": item.country,
        "bytes_hash": item.bytes_hash,
        "retrieved": item.retrieved.isoformat() if item.retrieved else None,
    }


def read_item(row: Mapping[str, Any]) -> Article | Problem:
    """Return the article or problem of a row."""
    place = Place(path=row["path"], line=row["line"], article=row["article"])
    if row["what"] == PROBLEM:
        return Problem(place=place, kind=row["kind"], message=row["message"], n_aside=row["n_aside"])
    published, retrieved = row["published"], row["retrieved"]
    return Article(
        id=row["id"],
        outlet=row["outlet"],
        text=row["text"],
        published=date.fromisoformat(published) if published else None,
        title=row["title"],
        url=row["url"],
        author=row["author"],
        place=place,
        reader=row["reader"],
        removed=tuple(Removal(kind=one["kind"], text=one["text"], line=one["line"]) for one in row["removed"]),
        country=row["country"],
        bytes_hash=row["bytes_hash"],
        retrieved=datetime.fromisoformat(retrieved) if retrieved else None,
    )


def arrow_schema(columns: str) -> "pa.Schema":
    """Return the Arrow schema of columns as Spark's DDL writes them; in executors Spark cannot parse it."""
    import pyarrow as pa

    removal = pa.struct([("kind", pa.string()), ("text", pa.string()), ("line", pa.int64())])
    types = {
        "long": pa.int64(),
        "boolean": pa.bool_(),
        "string": pa.string(),
        "binary": pa.binary(),
        "array<struct<kind:string,text:string,line:long>>": pa.list_(removal),
    }
    return pa.schema([(name, types[kind]) for name, kind in (column.split(" ") for column in columns.split(", "))])


def make_frame(session: "SparkSession", rows: Sequence[Sequence[object]], columns: str) -> "DataFrame":
    """Return rows of the driver as Spark's.

    They go as Arrow: otherwise Spark starts Python processes beside those that read, and each imports all of kg.

    Args:
        session: whose rows they will be.
        rows: values in the order of the columns.
        columns: as Spark's DDL writes them.
    """
    import pyarrow as pa

    schema = arrow_schema(columns)
    named = [dict(zip(schema.names, row, strict=True)) for row in rows]
    return session.createDataFrame(pa.Table.from_pylist(named, schema=schema))


def write_batches(rows: Iterable[Row], schema: "pa.Schema", *, bytes_a_batch: int) -> Iterator["pa.RecordBatch"]:
    """Yield rows as batches of Arrow of about so many bytes of text, so that memory does not grow with the rows."""
    import pyarrow as pa

    waiting: list[Row] = []
    size = 0
    for row in rows:
        waiting.append({name: row.get(name) for name in schema.names})
        size += sum(len(value) for value in row.values() if isinstance(value, str | bytes))
        if size >= bytes_a_batch:
            yield pa.RecordBatch.from_pylist(waiting, schema=schema)
            waiting, size = [], 0
    if waiting:
        yield pa.RecordBatch.from_pylist(waiting, schema=schema)
