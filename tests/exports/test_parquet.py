import sys
from datetime import date

import pandas as pd
import pytest

from kg.errors import MissingExtra
from kg.query.claims import FIELDS
from tests.exports.conftest import written


@pytest.fixture
def rows_path(graph, tmp_path):
    path = tmp_path / "rows.parquet"
    graph.export(path)
    return path


def test_pandas_reads_days_lists_and_structs(graph, rows_path):
    frame = pd.read_parquet(rows_path)
    rows = list(graph.claims())
    assert tuple(frame.columns) == FIELDS
    assert [day.isoformat() for day in frame.published] == [row.published for row in rows]
    assert [tuple(found) for found in frame.speakers] == [row.speakers for row in rows]
    assert [list(found) for found in frame.arguments] == [list(row.arguments) for row in rows]
    assert frame.quantity.dropna().tolist() == [row.quantity for row in rows if row.quantity is not None]
    assert frame.start.tolist() == [row.start for row in rows]


def test_polars_sees_real_types(rows_path):
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = polars.read_parquet(rows_path)
    assert frame.schema["published"] == polars.Date
    assert frame.schema["speakers"] == polars.List(polars.String)
    text = polars.String
    assert frame.schema["arguments"] == polars.List(polars.Struct({"role": text, "text": text, "iri": text}))
    assert frame.filter(polars.col("published") > date(2025, 3, 4)).height == 3


def test_duckdb_counts_by_day_and_unnests_arguments(rows_path):
    import duckdb

    found = duckdb.sql(f"SELECT published, count(*) FROM '{rows_path}' GROUP BY 1 ORDER BY 1").fetchall()
    assert found[-1] == (date(2025, 3, 5), 3)
    places = duckdb.sql(f"SELECT DISTINCT a.text FROM (SELECT unnest(arguments) AS a FROM '{rows_path}')").fetchall()
    assert places == [("Port Ellis",)]


def test_all_three_read_the_same_rows_and_types(graph, rows_path):
    polars = pytest.importorskip("polars", reason="polars is not installed")
    import duckdb
    import pyarrow.parquet as pq

    rows, there = list(graph.claims()), pq.read_table(rows_path)
    types = {name: str(there.schema.field(name).type) for name in FIELDS}
    assert (types["published"], types["start"], types["confidence"]) == ("date32[day]", "int64", "double")
    by_duckdb = duckdb.sql(f"SELECT * FROM '{rows_path}'")
    assert dict(zip(by_duckdb.columns, map(str, by_duckdb.types), strict=True))["confidence"] == "DOUBLE"
    counts = (len(pd.read_parquet(rows_path)), polars.read_parquet(rows_path).height, len(by_duckdb), there.num_rows)
    assert set(counts) == {len(rows)}
    confidences = [row.confidence for row in rows]
    assert polars.read_parquet(rows_path)["confidence"].to_list() == confidences
    assert [found for (found,) in duckdb.sql(f"SELECT confidence FROM '{rows_path}'").fetchall()] == confidences


def test_equal_graphs_are_equal_files(graph):
    assert written(graph, "parquet") == written(graph, "parquet")


def test_duckdb_that_is_not_installed_is_told_with_the_command(graph, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtra, match=r"pip install 'kg\[parquet\]'"):
        graph.export(tmp_path / "rows.parquet")
    assert list(tmp_path.iterdir()) == []
