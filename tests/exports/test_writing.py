import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from kg.errors import GraphExists, InputNotFound, UnknownFormat, WrongParameter
from kg.exports import EXPORTERS, FORMATS
from kg.exports.writing import choose_exporter


def test_every_format_has_a_name_of_its_own_and_says_what_reads_it():
    assert len(FORMATS) == len(EXPORTERS)
    for one in EXPORTERS:
        assert (one.stream is None) != (one.place is None), one.name
        assert len(one.title) > 20
        assert not one.title.endswith(".")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.csv", "csv"),
        ("A.CSV", "csv"),
        ("a.tab", "tsv"),
        ("a.ndjson", "jsonl"),
        ("a.sqlite", "sqlite"),
        ("a.db", "sqlite"),
        ("a.gexf", "gexf"),
    ],
)
def test_the_ending_tells_the_format(file, name):
    assert choose_exporter(None, Path(file)).name == name


def test_an_ending_that_tells_nothing_is_refused_with_the_formats():
    with pytest.raises(UnknownFormat, match="parquet"):
        choose_exporter(None, Path("a.xls"))


def test_a_write_that_fails_leaves_the_earlier_file_and_nothing_else(graph, tmp_path, monkeypatch):
    target = tmp_path / "rows.csv"
    target.write_text("earlier")

    def fail(exported, output):
        output.write(b"half a row")
        raise RuntimeError("stopped")

    monkeypatch.setitem(FORMATS, "csv", replace(FORMATS["csv"], stream=fail))
    with pytest.raises(RuntimeError):
        graph.export(target)
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]
    assert target.read_text() == "earlier"


def test_a_database_that_fails_leaves_nothing(graph, tmp_path, monkeypatch):
    def fail(exported, path):
        path.write_bytes(b"half")
        raise RuntimeError("stopped")

    monkeypatch.setitem(FORMATS, "sqlite", replace(FORMATS["sqlite"], place=fail))
    with pytest.raises(RuntimeError):
        graph.export(tmp_path / "a.db")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_over_but_no_folder_and_no_database(graph, tmp_path):
    graph.export(tmp_path / "rows.csv")
    graph.export(tmp_path / "rows.csv")
    graph.export(tmp_path / "a.db")
    with pytest.raises(GraphExists, match=r"a\.db is there already"):
        graph.export(tmp_path / "a.db")
    (tmp_path / "a.db").unlink()
    with pytest.raises(GraphExists, match=r"a\.metadata\.json is there already"):
        graph.export(tmp_path / "a.db")
    with pytest.raises(GraphExists):
        graph.export(tmp_path, "csv")
    with pytest.raises(GraphExists):
        graph.export(tmp_path, "tables")


def test_a_folder_that_is_not_there_is_told(graph, tmp_path):
    with pytest.raises(InputNotFound, match="nowhere"):
        graph.export(tmp_path / "nowhere" / "rows.csv")


def test_a_database_is_no_stream(graph):
    with pytest.raises(WrongParameter, match="--output"):
        graph.export(BytesIO(), "sqlite")


def test_the_whole_graph_takes_no_filters(graph, tmp_path):
    with pytest.raises(WrongParameter, match="no filters"):
        graph.export(tmp_path / "a.db", outlet="Coast Courier")


def test_what_a_link_points_to_is_written_and_a_pipe_stays_a_pipe(graph, tmp_path):
    (tmp_path / "real.csv").write_text("earlier")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    graph.export(tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("assertion,")
    graph.export(Path(os.devnull), "csv")
    assert not Path(os.devnull).is_file()


def test_progress_is_told_to_the_end(graph, tmp_path):
    told = []
    graph.export(tmp_path / "rows.csv", on_progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (16, 16)
