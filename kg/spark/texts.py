"""From pieces of input to texts, by executors: cheap, so that it is known which articles stay before any is annotated.

pieces → readers → rows of articles and problems, in the order of the input, in folders that are committed one by one
"""

import pickle
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.readers.outlets import use_outlets
from kg.spark.pieces import Piece
from kg.spark.place import TEXTS, WorkFolder
from kg.spark.rows import PER_PIECE, Row, arrow_schema, make_frame, write_batches, write_item
from kg.spark.rows import TEXTS as SCHEMA
from kg.spark.waves import run_ahead

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

PIECES = "number long, name string, piece binary"
PIECES_A_CORE = 4
"""Pieces that a core reads before what it read is committed."""
BATCH = 4_000_000
"""Bytes of rows that a worker hands to Spark together."""


def read_texts(
    session: "SparkSession", pieces: Sequence[Piece], work: WorkFolder, *, outlets: Sequence[Path]
) -> "DataFrame":
    """Read all pieces, but those that an earlier build has read, and return their rows (schema `rows.TEXTS`).

    Args:
        session: whose executors read.
        pieces: in the order of the input.
        work: where what was read is committed.
        outlets: tables of outlets of the user's own.

    Raises:
        SparkFailed: where a reader breaks again and again; the message names the piece.
    """
    size = PIECES_A_CORE * session.sparkContext.defaultParallelism
    starts = range(0, len(pieces), size)
    names = [f"{TEXTS}/{start:08d}-{min(start + size, len(pieces)):08d}" for start in starts]

    def run(number: int) -> None:
        start = starts[number]
        if not work.is_committed(names[number]):
            work.write(_read(session, pieces[start : start + size], start, tuple(outlets)), names[number])

    for _ in run_ahead(range(len(names)), run):
        pass
    return work.read(names, SCHEMA)


def _read(session: "SparkSession", pieces: Sequence[Piece], first: int, outlets: tuple[Path, ...]) -> "DataFrame":
    rows = [(first + number, piece.name, pickle.dumps(piece)) for number, piece in enumerate(pieces)]
    listed = make_frame(session, rows, PIECES).repartition(len(rows), "number")
    return listed.mapInArrow(partial(_read_batches, outlets=outlets), SCHEMA)


def _read_batches(batches: Iterator["pa.RecordBatch"], *, outlets: tuple[Path, ...]) -> Iterator["pa.RecordBatch"]:
    """Read the pieces of a partition; runs in a Python process of an executor."""
    use_outlets(outlets)
    schema = arrow_schema(SCHEMA)
    for batch in batches:
        for row in batch.to_pylist():
            yield from write_batches(_read_piece(row), schema, bytes_a_batch=BATCH)


def _read_piece(row: Row) -> Iterator[Row]:
    piece: Piece = pickle.loads(row["piece"])  # of this job, never at rest
    try:
        for position, item in enumerate(piece.read()):
            yield write_item(item, place=row["number"] * PER_PIECE + position)
    except Exception as error:
        raise RuntimeError(f"{FAILED}{row['name']} ({type(error).__name__}: {error})") from error


FAILED = "kg could not read "
"""What a worker's error begins with that names its input."""
