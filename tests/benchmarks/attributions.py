"""Score who said what on PolNeAR: `python -m tests.benchmarks.attributions [SHARED]` (default ../shared).

Annotates the dev half with the components that attributions need, writes what the scorer reads, prints its table and
the two targets.
"""

import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.nlp.layers import attributions
from kg.nlp.pipeline import load_pipeline

TARGETS = {"who-said-what": 45.0, "attr exact": 25.0}
NOT_NEEDED = ("kg_times", "kg_quantities", "kg_relations", "kg_coreference")


def main() -> int:
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    gold = shared / "corpora" / "polnear" / "dev.jsonl.gz"
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    nlp = load_pipeline()
    nlp.disable_pipes([name for name in nlp.pipe_names if name in NOT_NEEDED])
    start = time.perf_counter()
    docs = nlp.pipe(((article["text"], article["id"]) for article in articles), as_tuples=True, batch_size=8)
    rows = [{"article": key, "attributions": [_row(one) for one in attributions(doc)]} for doc, key in docs]
    print(f"{len(articles)} articles in {time.perf_counter() - start:.1f} s")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predicted:
        predicted.writelines(json.dumps(row) + "\n" for row in rows)
        predicted.flush()
        command = [sys.executable, str(shared / "tools" / "score_attributions.py"), str(gold), predicted.name]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        result = json.loads(subprocess.run([*command, "--json"], check=True, capture_output=True, text=True).stdout)
    for name, target in TARGETS.items():
        print(f"{name}: F1 {result[name]['F1']:.1f}, target {target}")
    return int(any(result[name]["F1"] < target for name, target in TARGETS.items()))


def _row(attribution) -> dict[str, list[list[int]] | None]:
    return {role: [list(span) for span in getattr(attribution, role)] or None for role in ("source", "cue", "content")}


if __name__ == "__main__":
    sys.exit(main())
