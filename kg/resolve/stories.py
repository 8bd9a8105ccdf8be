"""Stories: articles that report on the same events, found by the rare words that they share.

Every article is a bag of content words weighted by how rare they are (tf-idf, Salton and Buckley 1988), against a table
of newspaper English that is added to the graph's own counts, so that five articles are weighed as soundly as five
thousand. Articles are compared only where they share telling words, and within a time; the work is near-linear.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log, sqrt

from kg.lexicon.rarity import known_texts, texts_with
from kg.resolve.agglomerate import agglomerate
from kg.resolve.wording import digest

ALIKE = 0.17
"""Two groups of articles are one story from this average similarity on (tuned on ECB+, train)."""
LEAST_ALIKE = 0.06
"""Pairs below are not looked at again."""
SHORT, STRETCH = 20, 0.35
"""Words of a short text, and how fast similarity is raised with length."""
N_TELLING = 80
"""Words of an article that it is looked up by: the heaviest ones."""
COMMON = 150
"""A word that more articles of the time are looked up by tells nothing."""
NEAR_DAYS, FAR_DAYS = 4, 21
"""Days between two articles that count in full, and from which on they are of different stories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """An article as stories are found by."""

    key: str
    published: str | None
    """ISO date."""
    words: Mapping[str, int]
    """How often each content word, as base form in lower case, stands in it."""


def find_stories(sketches: Iterable[Sketch]) -> dict[str, str]:
    """Map the key of each article to the key of its story; an article alone is a story of its own.

    A story is named by a hash of its first article, by date and key.
    """
    ordered = sorted(sketches, key=lambda one: (one.published or "9999", one.key))
    vectors = weigh(ordered)
    edges = [
        (left, right, alike)
        for left, right in _candidates(ordered, vectors)
        if (alike := compare(vectors[left], vectors[right]) * nearness(ordered[left], ordered[right])) >= LEAST_ALIKE
    ]
    groups = agglomerate(len(ordered), edges, threshold=ALIKE)
    names = {group: digest("story", ordered[group].key) for group in set(groups)}
    return {sketch.key: names[group] for sketch, group in zip(ordered, groups, strict=True)}


def weigh(sketches: Sequence[Sketch]) -> list[dict[str, float]]:
    """Return each article's words with weights of unit length, the heaviest first."""
    counts = Counter(word for sketch in sketches for word in sketch.words)
    n_texts = len(sketches) + known_texts()
    vectors = []
    for sketch in sketches:
        weights = {
            word: (1 + log(n)) * log((n_texts + 1) / (counts[word] + texts_with(word)))
            for word, n in sketch.words.items()
        }
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        heaviest = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
        vectors.append({word: weight / length for word, weight in heaviest})
    return vectors


def compare(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Return how alike two articles are: their cosine, raised for long ones, 0 to 1.

    Long articles on one event tell much else beside it, so that their cosine is smaller than that of short ones: among
    articles of PolNeAR (train) with claims in common half of that of ECB+'s texts of twenty words.
    """
    n_words = sqrt(len(left) * len(right))
    if len(left) > len(right):
        left, right = right, left
    cosine = sum(weight * right[word] for word, weight in left.items() if word in right)
    stretched: float = cosine * max(1.0, n_words / SHORT) ** STRETCH
    return min(1.0, stretched)


def nearness(left: Sketch, right: Sketch) -> float:
    """Return how much the days between two articles leave of their similarity; all of it where one is undated."""
    if left.published is None or right.published is None:
        return 1.0
    days = abs(_ordinal(left.published) - _ordinal(right.published))
    return max(0.0, min(1.0, (FAR_DAYS - days) / (FAR_DAYS - NEAR_DAYS)))


@lru_cache(maxsize=10_000)
def _ordinal(published: str) -> int:
    return date.fromisoformat(published).toordinal()


def _candidates(sketches: Sequence[Sketch], vectors: Sequence[Mapping[str, float]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of articles that share two telling words, or one where the later article has few."""
    lists: dict[str, list[int]] = defaultdict(list)
    days = [_ordinal(one.published) if one.published else None for one in sketches]
    first = 0  # of the articles that are near enough; articles come in order of their dates
    for number, vector in enumerate(vectors):
        day = days[number]
        while day is not None and (before := days[first]) is not None and before <= day - FAR_DAYS:
            first += 1
        near = first if day is not None else 0
        telling = list(vector)[:N_TELLING]
        shared: Counter[int] = Counter()
        for word in telling:
            recent = lists[word]
            latest = recent[-COMMON:]
            shared.update(latest[bisect_left(latest, near) :])
            recent.append(number)
        yield from ((other, number) for other, n in sorted(shared.items()) if n > 1 or len(telling) < N_TELLING)
