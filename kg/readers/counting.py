"""How many articles an input holds, as far as that is known without reading them; for progress bars only."""

import gzip
from collections.abc import Iterable
from pathlib import Path

from kg.readers.folder import JSONL_SUFFIXES
from kg.readers.textfile import TEXT_SUFFIXES


def count_articles(paths: Iterable[Path]) -> int | None:
    """Return about how many articles the inputs hold; None where that cannot be told."""
    try:
        return sum(_count(path) for path in paths)
    except (OSError, EOFError):
        return None


def _count(path: Path) -> int:
    if path.is_dir():
        return sum(1 for file in path.rglob("*") if file.suffix.lower() in TEXT_SUFFIXES)
    if path.name.lower().endswith(JSONL_SUFFIXES):
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            return sum(1 for line in stream if line.strip())
    return 1
