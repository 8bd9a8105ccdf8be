"""Who said what on PolNeAR dev: `python -m tests.benchmarks.attributions [--corpora …] [--model FOLDER]`.

Annotates the dev half with the components that attributions need and has it scored by `score_attributions.py` of the
folder `tools` beside the corpora: F1 of words and runs by role, of whole attributions, and recall by voice.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from kg.nlp.layers import attributions
from kg.records import Attribution
from tests.benchmarks.articles import read_rows
from tests.benchmarks.counts import Figures
from tests.benchmarks.options import run_measure
from tests.benchmarks.reader import load_reader

LAST_NEEDED = "kg_attributions"
NOT_NEEDED = ("kg_times", "kg_quantities")
BY_VOICE = "recall by voice"


def measure(corpora: Path, *, model: str | None = None) -> Figures:
    """Return the F1 of each of the scorer's measures, its precision and recall, and the recall by voice."""
    gold = corpora / "polnear" / "dev.jsonl.gz"
    result = _score(corpora.parent / "tools" / "score_attributions.py", gold, predict(gold, model=model))
    figures = {f"{voice} recall": float(value) for voice, value in result.pop(BY_VOICE).items()}
    for name, row in result.items():
        figures |= {name: row["F1"], f"{name} precision": row["P"], f"{name} recall": row["R"]}
    return figures


def predict(path: Path, *, model: str | None = None) -> list[dict[str, Any]]:
    """Return what the scorer reads of each article."""
    nlp = load_reader(model, last=LAST_NEEDED, without=NOT_NEEDED)
    pairs = ((row["text"], row["id"]) for row in read_rows(path))
    return [
        {"article": key, "attributions": [_spans(one) for one in attributions(doc)]}
        for doc, key in nlp.pipe(pairs, as_tuples=True, batch_size=8)
    ]


def _spans(attribution: Attribution) -> dict[str, list[list[int]] | None]:
    return {role: [list(span) for span in getattr(attribution, role)] or None for role in ("source", "cue", "content")}


def _score(scorer: Path, gold: Path, rows: list[dict[str, Any]]) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predicted:
        predicted.writelines(json.dumps(row) + "\n" for row in rows)
        predicted.flush()
        command = [sys.executable, str(scorer), str(gold), predicted.name, "--json"]
        result: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result


if __name__ == "__main__":
    run_measure(measure, __doc__)
