"""Articles of a gzipped JSONL file."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield one object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read_texts(path: Path) -> Iterator[str]:
    """Yield the text of each article."""
    return (row["text"] for row in read_rows(path))
