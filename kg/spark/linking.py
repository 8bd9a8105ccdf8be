"""Linking by executors: stories are joined apart from each other, names compared by the blocks that they share.

    stories → packed, in waves → one task each → joined stories, in their order
    entities → their blocks → shuffle by block → pairs of each block → compared → those that are one

What joins and compares is what one process calls: `kg.link_story`, `kg.resolve.entity_blocks`, `kg.resolve.compare`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.link import LinkEngine, Scored
from kg.link_story import JoinedStory, StoryJoiner
from kg.pool import run_beside
from kg.records.reviews import Constraints
from kg.resolve.compare import SAME, compare
from kg.resolve.entity_blocks import block_names, pairs_of_block
from kg.resolve.entity_records import EntityRecord
from kg.resolve.link import score_names, sort_scored
from kg.spark.packing import pack, unpack
from kg.spark.rows import make_frame
from kg.spark.waves import run_ahead
from kg.store.told import ToldStory

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.core.broadcast import Broadcast
    from pyspark.sql import SparkSession

STORIES = "number long, story binary"
RECORDS = "number long, record binary"
BLOCKS = "block string, record binary"
PAIRS = "left string, right string, score double, reasons array<string>"
WAVE_BYTES = 32_000_000
"""Bytes of packed stories that are with the executors at once."""
WAVE_STORIES = 2_000
ENOUGH_NAMES = 20_000
"""From so many entities on a shuffle pays; before, the driver compares them in the time that a job takes to start."""
WORTH_A_PROCESS = 60
"""Articles whose origins and claims of several stories take longer than starting a process for either."""


def link_by(session: Callable[[], "SparkSession"], *, enough_names: int = ENOUGH_NAMES) -> LinkEngine:
    """Return what links by the executors of a session, which is asked for once it is needed."""
    by = _Linking(session, enough_names)
    return LinkEngine(join_stories=by.join_stories, score_names=by.score_names, beside=_beside)


def _beside(work: Callable[[], Any], n_articles: int) -> AbstractContextManager[Callable[[], Any]]:
    """Begin work that needs no executors in a process beside the driver, where it takes longer than starting one."""
    return run_beside(work) if n_articles >= WORTH_A_PROCESS else nullcontext(work)


@dataclass(frozen=True, slots=True)
class _Linking:
    open_session: Callable[[], "SparkSession"]
    enough_names: int

    @property
    def session(self) -> "SparkSession":
        return self.open_session()

    def join_stories(self, stories: Iterable[ToldStory], join: StoryJoiner) -> Iterator[JoinedStory]:
        """Join stories in waves, and yield them in their order; a wave is in memory at a time, and those in flight."""
        known = self.session.sparkContext.broadcast((dict(join.canonical), join.held))
        join.note("mentions")
        try:
            for wave in run_ahead(cut_waves(stories), lambda wave: self._join(wave, known)):
                for joined in wave:
                    join.note("claims")
                    yield unpack(joined)
        finally:
            known.destroy()

    def _join(self, wave: list[bytes], known: "Broadcast[Any]") -> list[bytes]:
        rows = make_frame(self.session, list(enumerate(wave)), STORIES)
        n_tasks = min(len(wave), 4 * self.session.sparkContext.defaultParallelism)

        def join(batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
            return join_batches(batches, *known.value)

        found = rows.repartition(n_tasks, "number").mapInArrow(join, STORIES).collect()
        return [bytes(row["story"]) for row in sorted(found, key=lambda row: row["number"])]

    def score_names(self, records: Sequence[EntityRecord]) -> Scored:
        """Return the pairs that are one by their names, the surest first; as `kg.resolve.link.score_names`."""
        if len(records) < self.enough_names:
            return score_names(records)
        by_key = {record.key: record for record in records}
        rows = ((number, pack(record)) for number, record in enumerate(records))
        found = (
            make_frame(self.session, list(rows), RECORDS)
            .repartition(4 * self.session.sparkContext.defaultParallelism, "number")
            .mapInArrow(_block, BLOCKS)
            .groupBy("block")
            .applyInArrow(score_block, PAIRS)
            .dropDuplicates(["left", "right"])
            .toLocalIterator()
        )
        return sort_scored(
            (row["score"], by_key[row["left"]], by_key[row["right"]], tuple(row["reasons"])) for row in found
        )


def cut_waves(stories: Iterable[ToldStory], *, most_bytes: int = WAVE_BYTES) -> Iterator[list[bytes]]:
    """Yield stories packed, so many together as should be in memory at once."""
    wave, size = list[bytes](), 0
    for story in stories:
        packed = pack(story)
        if wave and (size + len(packed) > most_bytes or len(wave) == WAVE_STORIES):
            yield wave
            wave, size = [], 0
        wave.append(packed)
        size += len(packed)
    if wave:
        yield wave


def join_batches(
    batches: Iterable["pa.RecordBatch"], canonical: Mapping[str, str], held: Constraints
) -> Iterator["pa.RecordBatch"]:
    """Join the stories of a partition; runs in a Python process of an executor."""
    import pyarrow as pa

    join = StoryJoiner(canonical=canonical, held=held)
    for batch in batches:
        for row in batch.to_pylist():
            made = {"number": row["number"], "story": pack(join(unpack(row["story"])))}
            yield pa.RecordBatch.from_pylist([made], schema=batch.schema)


def _block(batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
    """Say which blocks the records of a partition belong to; runs in an executor."""
    import pyarrow as pa

    schema = pa.schema([("block", pa.string()), ("record", pa.binary())])
    for batch in batches:
        for row in batch.to_pylist():
            blocks = block_names(unpack(row["record"]))
            yield pa.RecordBatch.from_pylist([{"block": name, "record": row["record"]} for name in blocks], schema)


def score_block(block: "pa.Table") -> "pa.Table":
    """Compare the names of a block; runs in an executor."""
    import pyarrow as pa

    fields = (
        ("left", pa.string()),
        ("right", pa.string()),
        ("score", pa.float64()),
        ("reasons", pa.list_(pa.string())),
    )
    records = [unpack(packed) for packed in block.column("record").to_pylist()]
    rows = []
    for left, right in pairs_of_block(block.column("block")[0].as_py(), records):
        found = compare(left, right)
        if found is not None and found.score >= SAME:
            rows.append({"left": left.key, "right": right.key, "score": found.score, "reasons": list(found.reasons)})
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))
