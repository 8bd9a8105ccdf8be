"""One SQLite file with keys, indexes, full-text search and views, and metadata beside it by which Datasette shows it.

datasette talks.db --metadata talks.metadata.json
"""

import sqlite3
from contextlib import closing
from importlib import resources
from pathlib import Path

from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.sqlite_metadata import render_metadata
from kg.exports.sqlite_rows import Filling
from kg.exports.tables_columns import Column, Table, load_tables
from kg.rdf.identifiers import slug
from kg.store.outdated import refuse_outdated

# Nobody reads the file before it is whole, and what a crash leaves of it is thrown away.
_UNSAFE = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA foreign_keys = OFF;"
METADATA = ".metadata.json"
"""How the file beside the database ends."""
_WORDS = "tokenize='porter unicode61 remove_diacritics 2'"
"""Words of the full-text search meet in their stems: `demanded` finds `demands`."""


def make_database(exported: Exported, path: Path) -> None:
    """Write the tables of `tables.toml` into a new SQLite file, without views and search.

    Raises:
        GraphOutdated: where an earlier version of kg made the graph.
    """
    refuse_outdated(exported.store)
    filling = Filling(exported)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(_UNSAFE)
        for table in load_tables():
            db.execute(_create(table))
        db.execute("CREATE TEMP TABLE outlet_names (id TEXT PRIMARY KEY, name TEXT NOT NULL)")
        db.execute("BEGIN")
        names = {slug(one.outlet): one.outlet for one in exported.store.tables.headings()}
        db.executemany("INSERT INTO temp.outlet_names VALUES (?, ?)", names.items())
        filling.fill(db)
        db.execute("COMMIT")
        db.executescript(f"BEGIN; {_script('counts')} COMMIT;")
        _forget_absent(db)


def _write(exported: Exported, path: Path) -> None:
    make_database(exported, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(_UNSAFE)
        views = _script("views").replace("{base}", exported.store.base.replace("'", "''"))
        db.executescript("BEGIN;" + "".join(map(_index, load_tables())) + views + "COMMIT; ANALYZE;")
    path.with_name(path.stem + METADATA).write_text(
        render_metadata(exported, path.stem), encoding="utf-8", newline="\n"
    )


def _create(table: Table) -> str:
    columns = ", ".join(_column(column) for column in table.columns)
    keys = "".join(f', FOREIGN KEY ("{one.name}") REFERENCES {one.to} (id)' for one in table.columns if one.to)
    return f"CREATE TABLE {table.name} ({columns}{keys})"


def _column(column: Column) -> str:
    key = " PRIMARY KEY" if column.key else " NOT NULL" if column.required else ""
    return f'"{column.name}" {column.sqlite_type}{key}'


def _index(table: Table) -> str:
    """Return what makes a table quick to browse: indexes of keys, facets and orders, and search in its words."""
    made = {"claim", "article", "outlet"} if table.name == "assertions" else set()
    lists = {one.name for one in table.columns if one.type == "array"}
    browsed = (*table.facets, *filter(None, (table.sort, table.sort_desc)))
    wanted = dict.fromkeys(
        one for one in (*(one.name for one in table.columns if one.to), *browsed) if one not in lists
    )
    indexes = (f'CREATE INDEX {table.name}_{one} ON {table.name} ("{one}");' for one in wanted if one not in made)
    if not table.search:
        return "".join(indexes)
    fields, search = ", ".join(table.search), f"{table.name}_fts"
    return (
        "".join(indexes) + f'CREATE VIRTUAL TABLE {search} USING fts5 ({fields}, content="{table.name}", {_WORDS});'
        f"INSERT INTO {search} ({search}) VALUES ('rebuild');"
    )


def _forget_absent(db: sqlite3.Connection) -> None:
    """Clear keys of what did not leave, such as an assertion that people rejected and another stands within."""
    keys = {
        (table, number): column
        for table in {one.name for one in load_tables()}
        for number, _, _, column, *_ in db.execute(f"PRAGMA foreign_key_list({table})")
    }
    for table, row, _, number in db.execute("PRAGMA foreign_key_check").fetchall():
        db.execute(f'UPDATE {table} SET "{keys[table, number]}" = NULL WHERE rowid = ?', (row,))


def _script(name: str) -> str:
    return resources.files("kg.exports").joinpath(f"sqlite_{name}.sql").read_text(encoding="utf-8")


SQLITE = Exporter(
    name="sqlite",
    title="one SQLite file with views, full-text search and metadata for Datasette; DB Browser, R, DuckDB",
    suffix=".db",
    endings=(".sqlite", ".sqlite3"),
    place=_write,
    beside=(METADATA,),
    hint=f"datasette {{path}} --metadata {{stem}}{METADATA}",
    whole=True,
)
