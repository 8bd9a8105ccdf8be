"""Score claim rows against a list of expected claims.

usage: python -m tests.benchmarks.claims GRAPH EXPECTED.jsonl [--misses]

A claim is found when some row of the same article matches every given field: `speaker`, `subject` and `predicate` are
regular expressions on the row's fields, `object` on the row's object together with the texts of its arguments, its
quantity and unit; `speaker` null is the outlet's own voice, "*" is not looked at. Case is ignored.
"""

import argparse
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg import KnowledgeGraph
from kg.records import ClaimRow


def found(expected: dict[str, Any], rows: Iterable[ClaimRow]) -> ClaimRow | None:
    """Return the first row that matches the expected claim, or None."""
    return next((row for row in rows if row.article == expected["article"] and matches(expected, row)), None)


def matches(expected: dict[str, Any], row: ClaimRow) -> bool:
    """Tell whether one row matches every field that the expected claim gives."""
    objects = " ".join(
        str(part)
        for part in (row.object, *(argument["text"] for argument in row.arguments), row.quantity, row.unit)
        if part is not None
    )
    return (
        _speaker_matches(expected["speaker"], row.speaker)
        and _search(expected["subject"], row.subject)
        and _search(expected["predicate"], row.predicate)
        and _search(expected["object"], objects)
        and expected["polarity"] == (row.polarity == "positive")
    )


def _speaker_matches(pattern: str | None, speaker: str | None) -> bool:
    if pattern is None:
        return speaker is None
    return pattern == "*" or _search(pattern, speaker)


def _search(pattern: str, text: str | None) -> bool:
    return re.search(pattern, text or "", re.IGNORECASE) is not None


def main() -> None:
    """Print how many expected claims were found, and which were not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("expected", type=Path)
    parser.add_argument("--misses", action="store_true", help="show the claims that were not found")
    args = parser.parse_args()
    expected = [json.loads(line) for line in args.expected.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = list(KnowledgeGraph.open(args.graph).claims())
    missed = [claim for claim in expected if found(claim, rows) is None]
    for claim in missed if args.misses else ():
        print("missed", json.dumps(claim, ensure_ascii=False))
    n_found = len(expected) - len(missed)
    print(
        f"expected claims found: {n_found} of {len(expected)} ({100 * n_found / len(expected):.0f} %); {len(rows)} rows"
    )


if __name__ == "__main__":
    main()
