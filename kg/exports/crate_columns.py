"""What the columns of a crate's claims.csv hold, as CSV on the Web describes tables (W3C, 2015)."""

import json
import tomllib
from importlib import resources
from typing import Any

CONTEXT = "http://www.w3.org/ns/csvw"


def render_columns(table: str) -> bytes:
    """Render the description of a file of claim rows.

    Args:
        table: name of the file; the description is found beside it as its name and `-metadata.json`.
    """
    described = {
        "@context": [CONTEXT, {"@language": "en"}],
        "url": table,
        "dc:title": "Claim rows: one row per assertion",
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {"columns": [_column(*told) for told in load_columns().items()], "primaryKey": "assertion"},
    }
    return (json.dumps(described, indent=1, ensure_ascii=False) + "\n").encode()


def load_columns() -> dict[str, dict[str, Any]]:
    """Load what each column holds, by its name."""
    return tomllib.loads(resources.files("kg.exports").joinpath("crate_columns.toml").read_text(encoding="utf-8"))


def _column(name: str, told: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "titles": name, "datatype": told["datatype"], "dc:description": told["says"]}
