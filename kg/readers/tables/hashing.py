"""What a row is known by."""

import hashlib
import json
from collections.abc import Sequence


def hash_cells(cells: Sequence[str]) -> str:
    """Return the SHA-256 of a row: of its cells as a JSON array in UTF-8, however the table is written."""
    return hashlib.sha256(json.dumps(list(cells), ensure_ascii=False).encode("utf-8", errors="replace")).hexdigest()
