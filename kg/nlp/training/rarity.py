"""Counts in how many texts each base form stands, for `kg.lexicon.rarity`: PolNeAR and ECB+, training halves."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.lexicon.rarity import FILE, TEXTS
from kg.nlp.pipeline import load_pipeline

FEWEST = 2
"""Texts that a word stands in at least; rarer ones count as one."""


def count_words(corpora: Path, folder: Path, *, model: Path) -> None:
    """Write the table into the folder of the lexicon."""
    pipeline = load_pipeline(str(model))
    counts: Counter[str] = Counter()
    n_texts = 0
    for text in _texts(corpora):
        n_texts += 1
        counts.update({token.lemma_.lower() for token in pipeline(text) if token.is_alpha or token.like_num})
    lines = [f"{TEXTS}\t{n_texts}", *(f"{word}\t{n}" for word, n in sorted(counts.items()) if n >= FEWEST)]
    (folder / FILE).write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))


def _texts(corpora: Path) -> Iterator[str]:
    for name in ("polnear", "ecbplus"):
        with gzip.open(corpora / name / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)
