"""A folder with one table per noun, as CSV or Parquet, and a data package that describes every column.

The description is a Data Package (datapackage.org, version 2) with Table Schema: keys, references between tables, types
and units. The tables are those of the SQLite file, from which they are read, so the two never differ.
"""

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.parquet import parquet_writer, write_table
from kg.exports.publication import parse_creator, parse_licence
from kg.exports.sqlite import make_database
from kg.exports.sqlite_metadata import describe_data, title_data
from kg.exports.tables_columns import Column, Table, load_tables
from kg.rdf.identifiers import slug

_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


def _write(exported: Exported, path: Path, *, suffix: str) -> None:
    path.mkdir()
    with TemporaryDirectory(prefix=".tables-", dir=path) as room:
        if suffix == "parquet":
            with parquet_writer() as connection:  # first: what is not installed is told at once
                make_database(exported, Path(room) / "tables.db")
                write = partial(_write_parquet, connection=connection, room=Path(room))
                resources = [_resource(Path(room) / "tables.db", table, path, write) for table in load_tables()]
        else:
            make_database(exported, Path(room) / "tables.db")
            resources = [_resource(Path(room) / "tables.db", table, path, _write_csv) for table in load_tables()]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": slug(exported.name),
        "title": title_data(exported),
        "description": describe_data(exported),
        **_terms(exported),
        "resources": resources,
    }
    text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    (path / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")


def _terms(exported: Exported) -> dict[str, Any]:
    publication = exported.publication
    found: dict[str, Any] = {}
    if publication.licence:
        licence = parse_licence(publication.licence)
        named = {"name": licence.spdx, "path": licence.url, "title": licence.name}
        found["licenses"] = [{key: value for key, value in named.items() if value}]
    if publication.creators:
        found["contributors"] = [
            {"title": parse_creator(one).name, "roles": ["creator"]} for one in publication.creators
        ]
    return found


def _resource(database: Path, table: Table, folder: Path, write: Any) -> dict[str, Any]:  # noqa: ANN401 - a function below
    """Write one table, and return what the data package says of it."""
    with closing(sqlite3.connect(database)) as db:
        suffix = write(db, table, folder)
    target = folder / f"{table.name}.{suffix}"
    with target.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    return {
        "name": table.name,
        "path": target.name,
        "type": "table",
        "title": table.title,
        "description": table.says,
        "format": suffix,
        "mediatype": _MEDIA[suffix],
        **({"encoding": "utf-8"} if suffix == "csv" else {}),
        "bytes": target.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    references = [
        {"fields": [one.name], "reference": {"resource": "" if one.to == table.name else one.to, "fields": ["id"]}}
        for one in table.columns
        if one.to
    ]
    found = {"fields": [_field(column) for column in table.columns], "primaryKey": [table.key]}
    return found | ({"foreignKeys": references} if references else {})


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    found |= {"format": column.format} if column.format else {}
    found |= {"unit": column.unit} if column.unit else {}
    return found | ({"constraints": {"required": True}} if column.required or column.key else {})


def _rows(db: sqlite3.Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    yield from db.execute(f"SELECT {names} FROM {table.name} ORDER BY rowid")


def _write_csv(db: sqlite3.Connection, table: Table, folder: Path) -> str:
    truths = [place for place, column in enumerate(table.columns) if column.type == "boolean"]
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(column.name for column in table.columns)
        for row in _rows(db, table):
            cells = list(row)
            for place in truths:
                cells[place] = "true" if cells[place] else "false"
            writer.writerow(cells)
    return "csv"


def _write_parquet(db: sqlite3.Connection, table: Table, folder: Path, *, connection: Any, room: Path) -> str:  # noqa: ANN401
    lists = [place for place, column in enumerate(table.columns) if column.type == "array"]
    names = [column.name for column in table.columns]
    lines = room / f"{table.name}.jsonl"
    with lines.open("w", encoding="utf-8") as stream:
        for row in _rows(db, table):
            cells = list(row)
            for place in lists:
                cells[place] = json.loads(cells[place])
            stream.write(json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False) + "\n")
    types = {column.name: column.duckdb_type for column in table.columns}
    write_table(connection, lines, folder / f"{table.name}.parquet", types=types)
    lines.unlink()
    return "parquet"


TABLES = Exporter(
    name="tables",
    title="a folder of CSV tables, one per noun, with a data package; Frictionless, R, pandas, OpenRefine",
    suffix="",
    place=partial(_write, suffix="csv"),
    whole=True,
)
TABLES_PARQUET = Exporter(
    name="tables-parquet",
    title="the same folder in Parquet; DuckDB, polars, pandas, Spark",
    suffix="",
    place=partial(_write, suffix="parquet"),
    whole=True,
)
