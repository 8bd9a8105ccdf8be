"""What Datasette shows beside the rows: titles, descriptions, facets, orders, labels and ready questions, as JSON."""

import json
import tomllib
from importlib import resources
from typing import Any
from urllib.parse import quote

from kg.exports.exported import Exported
from kg.exports.publication import parse_licence
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
    told = _load_words()
    described = describe_data(exported)
    metadata = {
        "title": title_data(exported),
        "description": described,
        **_terms(exported),
        "extra_css_urls": [f"data:text/css,{quote(told['style'].strip())}"],
        "databases": {
            database: {
                "description": described,
                "tables": {one.name: _table(one) for one in load_tables()} | told["views"],
                "queries": told["queries"],
            }
        },
    }
    return json.dumps(metadata, indent=1, ensure_ascii=False) + "\n"


def title_data(exported: Exported) -> str:
    """Return the title of a graph: the one that it is published under, or one made of its name."""
    return exported.publication.title or f"{exported.name}: who said what in the news"


def _terms(exported: Exported) -> dict[str, str]:
    publication = exported.publication
    found = {"source": publication.publisher} if publication.publisher else {}
    if publication.licence:
        licence = parse_licence(publication.licence)
        found |= {"license": licence.name} | ({"license_url": licence.url} if licence.url else {})
    return found


def describe_data(exported: Exported) -> str:
    """Return what the tables of a graph are, and how their ids become IRIs."""
    base = exported.store.base
    rooms = (
        f"an id's IRI is {base}claim/, {base}assertion/, {base}article/ or {base}outlet/ and the id, {base} and the id"
    )
    described = exported.publication.description or _load_words()["description"]
    return f"{described} As RDF, {rooms} for people, organisations, places and topics. {RIGHTS}"


def _load_words() -> dict[str, Any]:
    return tomllib.loads(resources.files("kg.exports").joinpath("sqlite_metadata.toml").read_text(encoding="utf-8"))


def _table(table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {"title": table.title, "description": table.says}
    found |= {"label_column": table.label} if table.label else {}
    found |= {"sort": table.sort} if table.sort else {"sort_desc": table.sort_desc} if table.sort_desc else {}
    found |= {"facets": list(table.facets)} if table.facets else {}
    return found | {"columns": {column.name: column.description for column in table.columns}}
