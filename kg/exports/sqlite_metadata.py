"""What Datasette shows beside the rows: titles, descriptions, facets, orders, labels and ready questions, as JSON."""

import json
import tomllib
from importlib import resources
from typing import Any

from kg.exports.exported import Exported
from kg.exports.tables_columns import Table, load_tables

RIGHTS = "Names, numbers and offsets are facts; quoted words remain their publishers' and are cited as evidence."


def render_metadata(exported: Exported, database: str) -> str:
    """Render the metadata of a database.

    Args:
        exported: the graph.
        database: the name of the file without its ending, by which Datasette knows it.

    Returns:
        JSON, for `datasette --metadata`.
    """
    told = tomllib.loads(resources.files("kg.exports").joinpath("sqlite_metadata.toml").read_text(encoding="utf-8"))
    described = f"{told['description']} IRIs: {exported.store.base} and the name of the room before each id."
    metadata = {
        "title": f"{exported.name}: who said what in the news",
        "description": described,
        "license": RIGHTS,
        "databases": {
            database: {
                "description": described,
                "tables": {one.name: _table(one) for one in load_tables()} | told["views"],
                "queries": told["queries"],
            }
        },
    }
    return json.dumps(metadata, indent=1, ensure_ascii=False) + "\n"


def _table(table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {"title": table.title, "description": table.says}
    found |= {"label_column": table.label} if table.label else {}
    found |= {"sort": table.sort} if table.sort else {"sort_desc": table.sort_desc} if table.sort_desc else {}
    found |= {"facets": list(table.facets)} if table.facets else {}
    return found | {"columns": {column.name: column.description for column in table.columns}}
