"""How rare words are in newspaper English: in how many of some thousand texts each one stands.

Counted over the training halves of PolNeAR, ECB+ and the English treebanks (`kg.nlp.training.rarity`).
"""

import gzip
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

FILE = "word_rarity.tsv.gz"
TEXTS = "#"
"""The entry that says how many texts were counted."""


@cache
def _counts() -> Mapping[str, int]:
    data = gzip.decompress((files("kg.lexicon") / FILE).read_bytes()).decode("utf-8")
    return {word: int(n) for word, _, n in (line.partition("\t") for line in data.splitlines())}


def known_texts() -> int:
    """Return the number of texts that were counted."""
    return _counts()[TEXTS]


def texts_with(word: str) -> int:
    """Return in how many of them a base form stands; at least 1."""
    return _counts().get(word, 1)
