"""`kg build --engine spark` makes what one process makes; one session for all tests."""

import gzip
import json
import shutil
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kg import KnowledgeGraph, Settings
from kg.build import build_graph
from kg.errors import JavaMissing, MissingExtra, SparkFailed
from kg.readers.source import Kind as SourceKind
from kg.readers.source import Source
from kg.records import Kind, Reference
from kg.resolve.entity_records import EntityRecord
from kg.resolve.link import score_names
from kg.spark import session as sessions
from kg.spark.build import Spark, build_with_spark
from kg.spark.linking import link_by
from kg.spark.pieces import Piece
from kg.spark.place import WorkFolder
from kg.spark.session import open_session
from kg.spark.texts import read_texts
from tests.whole import exported

pytest.importorskip("pyspark", reason="PySpark (kg[spark]) is not installed")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Java 17 is not installed"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]

SAID = (
    "Harbour workers said on Tuesday that the strike will go on. The port of Ellis did not answer.",
    "The ministry of transport denied the report of the strike. Minister Ada Brandt told reporters so.",
    "Mayor Lena Orth told reporters that the bridge is safe. Engineers rejected her claim.",
)


def _article(number: int, **fields: str) -> dict[str, str]:
    day = f"2025-03-0{number % 9 + 1}"
    return {"id": f"a{number}", "outlet": f"Outlet {number % 3}", "published": day, "text": SAID[number % 3], **fields}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory) -> list[Path]:
    """A folder of every splitting there is, with repeated ids in one file and across files; one file given again."""
    root = tmp_path_factory.mktemp("inputs") / "news"
    root.mkdir()
    other = "Something else was said by Lena Orth about the bridge."
    lines = [json.dumps(_article(number)) for number in range(4)]
    lines += ["no json", json.dumps(_article(3)), json.dumps(_article(2, text=other))]
    (root / "one.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with gzip.open(root / "two.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(_article(number)) + "\n" for number in (2, 4, 5))
    with zipfile.ZipFile(root / "pack.zip", "w") as archive:
        archive.writestr("in/x.txt", SAID[0])
        archive.writestr("in/y.txt", "")
    (root / "t.csv").write_text(f'id,outlet,text\nc1,Outlet 1,"{SAID[1]}"\na1,Outlet 2,"{other}"\n', encoding="utf-8")
    return [root, root / "one.jsonl", root / "one.jsonl"]


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(master="local[2,1]", jobs=2, log=tmp_path_factory.mktemp("spark") / "spark.log") as session:
        yield session


@pytest.fixture(scope="module")
def alone(inputs, tmp_path_factory):
    path = tmp_path_factory.mktemp("graphs") / "alone.kg"
    return build_graph(inputs, path, settings=Settings(jobs=1)), path


@pytest.fixture(scope="module")
def built(inputs, session, tmp_path_factory):
    folder = tmp_path_factory.mktemp("graphs")
    spark = Spark(work=str(folder / "work"))
    return build_with_spark(inputs, folder / "news.kg", spark=spark), folder / "news.kg", folder / "work"


CLOCKS = {"noted", "began", "ended"}


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table but the times at which they were written."""
    with sqlite3.connect(f"file:{path}/articles.sqlite?mode=ro", uri=True) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        found = {}
        for name in names:
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({name})") if row[1] not in CLOCKS]
            found[name] = sorted(db.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall(), key=repr)
    return found


def test_the_graph_its_tables_and_its_problems_are_those_of_one_process(alone, built):
    (expected, whole), (report, path, _) = alone, built
    assert exported(KnowledgeGraph.open(path)) == exported(KnowledgeGraph.open(whole))
    assert tables(path) == tables(whole)
    assert report.problems == expected.problems
    assert (report.sums, report.n_assertions) == (expected.sums, expected.n_assertions)
    assert {problem.kind for problem in report.problems} >= {"duplicate-id", "duplicate-input", "bad-json", "empty"}


def test_a_build_that_was_killed_goes_on_and_reads_no_committed_partition_again(
    built, inputs, tmp_path, session, monkeypatch
):
    _, path, work = built
    before = {file: file.stat().st_mtime_ns for file in work.glob("readings/*/*.parquet")}
    shutil.copytree(work, tmp_path / "work")
    for folder in ("texts", "readings"):
        before |= {file: file.stat().st_mtime_ns for file in (tmp_path / "work" / folder).glob("*/*.parquet")}

    class KilledError(Exception):
        pass

    def kill(done: int, *_: object) -> None:
        if done == 3:
            raise KilledError

    spark = Spark(work=str(tmp_path / "work"))
    with pytest.raises(KilledError):
        build_with_spark(inputs, tmp_path / "again.kg", spark=spark, on_progress=kill)
    monkeypatch.setattr("kg.spark.reading.ARTICLES_A_TASK", 1)  # other ranges, as with other executors
    build_with_spark(inputs, tmp_path / "again.kg", spark=spark)
    assert exported(KnowledgeGraph.open(tmp_path / "again.kg")) == exported(KnowledgeGraph.open(path))
    assert {file: file.stat().st_mtime_ns for file in before} == before
    assert len(list((tmp_path / "work" / "readings").iterdir())) == 1


def test_partitions_are_tables_that_any_tool_reads(built, session):
    report, path, work = built
    assert session.read.parquet(str(work / "assertions")).count() == report.n_assertions
    assert session.read.parquet(str(work / "problems")).count() == len(report.problems)
    sums = session.read.parquet(str(work / "ledger")).groupBy("outcome").sum("n").collect()
    assert dict(map(tuple, sums)) == {"stored": report.sums.n_stored, "set-aside": report.sums.n_aside}
    graph = KnowledgeGraph.open(path)
    with gzip.open(next((work / "quads").glob("*.gz")), "rt", encoding="utf-8") as lines:
        assert set(lines) <= set(exported(graph).decode().splitlines(keepends=True))


def test_names_are_compared_by_a_shuffle_as_by_one_process(session):
    names = ("Ada Brandt", "Adah Brandt", "Tomas Kell", "Thomas Kell", "Tomas Kelly", "Lena Orth", "Lena Ort")
    records = [
        EntityRecord(
            reference=Reference(kind=Kind.ENTITY, key=name.lower().replace(" ", "-"), label=name, type="PERSON"),
            n_articles=2,
        )
        for name in names
    ]
    shuffled = link_by(lambda: session, enough_names=0).score_names(records)
    assert shuffled == score_names(records)
    assert shuffled


def test_a_reader_that_breaks_is_named(session, tmp_path):
    work = WorkFolder(session, (tmp_path / "work").as_uri())
    odd = Piece(
        name="odd.csv", source=Source(path=tmp_path / "odd.csv", name="odd.csv"), kind=SourceKind.TABLE, state="1"
    )
    broken = replace(odd, source=replace(odd.source, path=None))
    with pytest.raises(SparkFailed, match=r"^Spark gave up: kg could not read odd\.csv \("):
        read_texts(session, [broken], work, outlets=())


def test_a_folder_with_something_else_in_it_is_left_alone(inputs, session, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SparkFailed, match="holds something else"):
        build_with_spark(inputs, tmp_path / "news.kg", spark=Spark(work=str(tmp_path / "mine")))
    assert (tmp_path / "mine" / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_without_java_one_sentence_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(JavaMissing, match=r"needs Java 17 or later: install it"):
        sessions._find_java()


def test_without_pyspark_the_command_that_installs_it_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "pyspark", None)
    with (
        pytest.raises(MissingExtra, match=r"pip install 'kg\[spark\]'"),
        open_session(master=None, jobs=1, log=tmp_path / "log"),
    ):
        pass
