"""Articles in JSON objects that are not kg's own: exports of interfaces, with their own names."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.readers.source import Source
from kg.readers.tables.articles import Setting, read_fields
from kg.readers.tables.hashing import hash_cells
from kg.readers.tables.mapping import map_fields, preset_of, render_value
from kg.records import Article, Problem


def read_object(fields: Mapping[str, Any], source: Source, *, line: int) -> Iterator[Article | Problem]:
    """Read the article of a JSON object as a row of a table is read: names of known exports, HTML in its text.

    Args:
        fields: the object.
        source: the file that it stands in; its `columns` are the user's.
        line: where it begins, or its number.
    """
    mapped = {name: cell for name, value in map_fields(fields, source.columns).items() if (cell := render_value(value))}
    setting = Setting(source=source, reader="jsonl", preset=preset_of(fields, source.columns))
    canonical = json.dumps(fields, ensure_ascii=False, sort_keys=True, default=str)
    yield from read_fields(mapped, setting, line=line, bytes_hash=hash_cells([canonical]))
