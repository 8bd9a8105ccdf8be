import csv
import json
from hashlib import sha256

import pandas as pd
import pytest

from kg.exports.publication import Publication
from kg.exports.tables_columns import load_tables

NAMES = [
    "outlets",
    "articles",
    "entities",
    "claims",
    "assertions",
    "claims_by_outlet",
    "mentions",
    "claim_links",
    "problems",
]
_PARSERS = {"integer": int, "number": float, "array": json.loads, "boolean": ("true", "false").index}


@pytest.fixture
def folder(linked, tmp_path):
    linked.export(tmp_path / "tables", "tables")
    return tmp_path / "tables"


@pytest.fixture
def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def rows(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_table_is_a_file_with_its_hash_and_nothing_else_is_there(folder, package):
    assert [one["name"] for one in package["resources"]] == NAMES
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [*(f"{name}.csv" for name in NAMES), "datapackage.json"]
    )
    for one in package["resources"]:
        held = (folder / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(held), f"sha256:{sha256(held).hexdigest()}")


def test_cells_are_of_the_types_that_the_package_says(folder, package):
    for one in package["resources"]:
        fields = one["schema"]["fields"]
        for row in rows(folder, one["name"]):
            assert list(row) == [field["name"] for field in fields]
            for field in fields:
                cell = row[field["name"]]
                assert cell or not field.get("constraints", {}).get("required"), field
                if cell and field["type"] == "date":
                    pd.Timestamp(cell)
                elif cell and field["type"] in _PARSERS:
                    _PARSERS[field["type"]](cell)


def test_keys_are_unique_and_references_meet(folder, package):
    held = {one["name"]: rows(folder, one["name"]) for one in package["resources"]}
    for one in package["resources"]:
        (key,) = one["schema"]["primaryKey"]
        assert len({row[key] for row in held[one["name"]]}) == len(held[one["name"]])
        for reference in one["schema"].get("foreignKeys", ()):
            (field,), (other,) = reference["fields"], reference["reference"]["fields"]
            there = {row[other] for row in held[reference["reference"]["resource"] or one["name"]]}
            assert {row[field] for row in held[one["name"]]} - {""} <= there


def test_every_column_says_what_it_holds():
    for table in load_tables():
        assert table.says.endswith(".")
        assert all(column.says.endswith(".") and len(column.says) > 8 for column in table.columns)
        named = {column.name for column in table.columns}
        assert {*table.facets, *table.search, *filter(None, (table.label, table.sort, table.sort_desc))} <= named
        assert {column.to for column in table.columns} - {None} <= set(NAMES)


def test_parquet_holds_the_same_cells_with_types(folder, linked, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    linked.export(tmp_path / "parquet", "tables-parquet")
    for table in load_tables():
        frame = pd.read_parquet(tmp_path / "parquet" / f"{table.name}.parquet")
        text = rows(folder, table.name)
        assert len(frame) == len(text)
        assert frame[table.key].astype(str).tolist() == [row[table.key] for row in text]
    there = f"{tmp_path}/parquet"
    found = duckdb.sql(
        f"SELECT o.name, count(*) FROM '{there}/assertions.parquet' a "
        f"JOIN '{there}/outlets.parquet' o ON o.id = a.outlet "
        "WHERE a.published > DATE '2025-03-03' GROUP BY 1 ORDER BY 1"
    ).fetchall()
    assert found == [("Delta Dispatch", 3), ("Island Independent", 3)]
    contested = duckdb.sql(
        f"SELECT outlets FROM '{there}/claims.parquet' WHERE is_contested AND len(outlets) = 2"
    ).fetchall()
    assert contested == [(["Coast Courier", "Delta Dispatch"],)]


def test_the_package_carries_licence_and_makers(linked, tmp_path):
    publication = Publication(title="A quarrel", licence="CC-BY-4.0", creators=("Lund, Mia",))
    linked.export(tmp_path / "published", "tables", publication=publication)
    package = json.loads((tmp_path / "published" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["title"] == "A quarrel"
    assert package["licenses"][0]["path"] == "https://creativecommons.org/licenses/by/4.0/"
    assert package["contributors"][0]["title"] == "Lund, Mia"


def test_equal_graphs_are_equal_files(linked, folder, tmp_path):
    linked.export(tmp_path / "again", "tables")
    assert all((tmp_path / "again" / path.name).read_bytes() == path.read_bytes() for path in folder.iterdir())
