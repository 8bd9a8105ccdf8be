"""Partitioning changes nothing: what executors do, tried without Spark on its functions."""

import random
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SparkFailed
from kg.link import LinkEngine, link_graph
from kg.link_story import StoryJoiner
from kg.rdf import describe, serialise
from kg.records import Article, Kind, Place, Problem, Reference, Removal
from kg.resolve.entity_blocks import block_names, pairs_of_block
from kg.resolve.entity_records import EntityRecord
from kg.resolve.link import score_names, sort_scored
from kg.spark.linking import cut_waves, join_batches, score_block
from kg.spark.packing import pack, unpack
from kg.spark.reading import Range, cut_ranges, write_readings
from kg.spark.rows import PER_PIECE, READINGS, TEXTS, arrow_schema, read_item, write_batches, write_item
from kg.spark.waves import run_ahead
from kg.store import GraphStore
from tests.linked import build_copy, build_linked_accounts
from tests.whole import exported

pa = pytest.importorskip("pyarrow", reason="pyarrow (kg[spark]) is not installed")

PLACE = Place(path="news.jsonl", line=3, article="a1")
FULL = Article(
    id="a1",
    outlet="Harbour Post",
    text="The ferry is late.\nNobody says “why”.",
    published=date(2025, 3, 4),
    title="Late",
    url="https://post.example/late",
    author="Ada Brandt",
    place=PLACE,
    reader="html",
    removed=(Removal(kind="credit", text="By Ada Brandt", line=2), Removal(kind="image", text="A ferry", line=4)),
    country="NO",
    bytes_hash="0f" * 32,
    retrieved=datetime(2025, 3, 5, 6, 7, 8, 9, tzinfo=UTC),
)
BARE = Article(id="", outlet="Harbour Post", text="Short.", place=Place(path="x"), reader="text")
PROBLEM = Problem(place=PLACE, kind="bad-json", message="the line is no JSON object", n_aside=1)


@pytest.mark.parametrize("item", [FULL, BARE, PROBLEM], ids=["full", "bare", "problem"])
def test_an_item_comes_back_from_its_row_as_it_was(item):
    (batch,) = write_batches([write_item(item, place=7)], arrow_schema(TEXTS), bytes_a_batch=1)
    (row,) = batch.to_pylist()
    assert read_item(row) == item
    assert row["place"] == 7


def test_batches_hold_every_row_in_order_whatever_their_size():
    rows = [write_item(FULL, place=number) for number in range(9)]
    for size in (1, 100, 10**6):
        batches = list(write_batches(rows, arrow_schema(TEXTS), bytes_a_batch=size))
        assert [row["place"] for batch in batches for row in batch.to_pylist()] == list(range(9))


@given(st.lists(st.integers(0, 30), max_size=8), st.integers(1, 12))
def test_ranges_hold_every_place_once_and_in_order(sizes, n_items):
    pieces = [(number * PER_PIECE, size) for number, size in enumerate(sizes) if size]
    places = [start + position for start, size in pieces for position in range(size)]
    ranges = list(cut_ranges(pieces, n_items=n_items))
    assert [place for part in ranges for place in places if part.first <= place <= part.last] == places
    assert all(part.n_items == n_items for part in ranges[:-1])
    assert sum(part.n_items for part in ranges) == len(places)


@pytest.mark.parametrize(
    ("first", "last", "meets"), [(0, 9, False), (5, 10, True), (15, 16, True), (20, 30, True), (21, 30, False)]
)
def test_a_range_knows_the_folders_of_other_ranges_that_hold_some_of_it(first, last, meets):
    assert Range(first=10, last=20, n_items=11).meets(f"readings/{first:020d}-{last:020d}-0") == meets


def test_what_is_packed_comes_back_and_nothing_else_does():
    accounts = build_linked_accounts()
    assert unpack(pack(accounts)) == accounts
    with pytest.raises(SparkFailed, match="no record of kg"):
        unpack(pack(print))
    with pytest.raises(SparkFailed, match="no record of kg"):
        unpack(pack(GraphStore))


def test_a_reading_is_found_by_its_place_also_where_it_broke(sample_run):
    one, other = build_linked_accounts()[:2]
    lines = serialise(describe(one, run=sample_run, base="https://kg.example/"))
    broken = Problem(place=Place(path="p", article=other.article.id), kind="not-read", message="broke", n_aside=1)
    found = list(write_readings([(one, lines), broken], {one.article.id: 4, other.article.id: 9}))
    assert [(row["place"], row.get("kind")) for row in found] == [(4, None), (9, "not-read")]
    assert found[0]["n_quads"] == lines.count(b"\n")
    assert arrow_schema(READINGS).names == READINGS.replace(",", "").split()[::2]


class Shuffled:
    """Does by packed batches, in another order and in small waves, what executors do."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self.n_waves = 0

    def join_stories(self, stories, join: StoryJoiner):
        schema = pa.schema([("number", pa.int64()), ("story", pa.binary())])
        for wave in cut_waves(stories, most_bytes=1):
            self.n_waves += 1
            rows = [{"number": number, "story": story} for number, story in enumerate(wave)]
            self._random.shuffle(rows)
            batches = [pa.RecordBatch.from_pylist([row], schema=schema) for row in rows]
            made = [row for batch in join_batches(batches, join.canonical, join.held) for row in batch.to_pylist()]
            yield from (unpack(row["story"]) for row in sorted(made, key=lambda row: row["number"]))

    def score_names(self, records):
        blocks: dict[str, list[EntityRecord]] = {}
        for record in self._random.sample(list(records), len(records)):
            for name in block_names(record):
                blocks.setdefault(name, []).append(record)
        by_key = {record.key: record for record in records}
        found = {}
        for name, block in self._random.sample(sorted(blocks.items()), len(blocks)):
            table = pa.table({"block": [name] * len(block), "record": [pack(record) for record in block]})
            for row in score_block(table).to_pylist():
                found[row["left"], row["right"]] = (row["score"], tuple(row["reasons"]))
        return sort_scored((score, by_key[left], by_key[right], why) for (left, right), (score, why) in found.items())


def _link(path, accounts, run, engine=None):
    with GraphStore.create(path) as graph:
        for account in accounts:
            graph.add(account, run=run)
        link_graph(graph, **({"engine": engine} if engine else {}))
    with GraphStore.open(path) as graph:
        return exported(graph), graph.tables.connection.execute(
            "SELECT * FROM mentions ORDER BY 1, 2, 3, 4, 6"
        ).fetchall()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_graph_that_is_linked_in_parts_is_the_one_that_is_linked_whole(seed, sample_run, tmp_path):
    accounts = (*build_linked_accounts(), build_copy())
    parts = Shuffled(seed)
    engine = LinkEngine(join_stories=parts.join_stories, score_names=parts.score_names)
    whole = _link(tmp_path / "whole.kg", accounts, sample_run)
    assert _link(tmp_path / "parts.kg", accounts, sample_run, engine) == whole
    assert parts.n_waves > 1


NAMES = (
    "Ada Brandt",
    "Adah Brandt",
    "Tomas Kell",
    "Thomas Kell",
    "T. Kell",
    "Ada B. Brandt",
    "Tomas Kelly",
    "A. Brandt",
)


@given(st.permutations(NAMES), st.integers(1, 99))
def test_names_that_are_compared_block_by_block_are_the_pairs_of_all(names, seed):
    records = [
        EntityRecord(
            reference=Reference(
                kind=Kind.ENTITY, key=name.lower().replace(".", "").replace(" ", "-"), label=name, type="PERSON"
            ),
            n_articles=2,
        )
        for name in names
    ]
    assert Shuffled(seed).score_names(records) == score_names(records)
    assert any(pairs_of_block(name, records) for name in block_names(records[0]))


def test_waves_come_back_in_order_and_a_failure_is_one_sentence():
    assert list(run_ahead(range(9), lambda number: number * 2)) == [number * 2 for number in range(9)]

    def fail(number: int) -> int:
        raise RuntimeError(
            "Traceback\n  File x\nRuntimeError: kg could not read b.warc (ValueError: odd)\n  at java.lang"
        )

    with pytest.raises(SparkFailed, match=r"^Spark gave up: kg could not read b\.warc \(ValueError: odd\)$"):
        list(run_ahead([1], fail))
