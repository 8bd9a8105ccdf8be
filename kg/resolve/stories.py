"""Stories: articles that report on the same events, found by the rare words that they share.

Every article is a bag of content words weighted by how rare they are (tf-idf, Salton and Buckley 1988), against a table
of newspaper English that is added to the graph's own counts, so that five articles are weighed as soundly as five
thousand. Articles are compared only where they share telling words, and within a time; the work is near-linear.
"""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import islice
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
REMEMBERED = 4_000
"""Articles whose weights are kept, since each is compared with many of about its time."""
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


class SketchBook:
    """The sketches of all articles, packed: eight bytes a word, since an article's weights take ten times as much.

    Args:
        sketches: walked once.

    Attributes:
        keys: of the articles, in the order given.
        published: their days.
        weights: returns an article's words, by its number, with weights of unit length, the heaviest first.
    """

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        self.keys: list[str] = []
        self.published: list[str | None] = []
        self._bags: list[tuple[array[int], array[int]]] = []
        numbers: dict[str, int] = {}
        counts: Counter[int] = Counter()
        for sketch in sketches:
            bag = array("I", [numbers.setdefault(word, len(numbers)) for word in sketch.words])
            counts.update(bag)
            self.keys.append(sketch.key)
            self.published.append(sketch.published)
            self._bags.append((bag, array("I", sketch.words.values())))
        self._words = list(numbers)
        n_texts = len(self.keys) + known_texts()
        self._rarities = [
            log((n_texts + 1) / (counts[number] + texts_with(word))) for number, word in enumerate(self._words)
        ]
        self._number_by_key = {key: number for number, key in enumerate(self.keys)}
        self.weights = lru_cache(maxsize=REMEMBERED)(self._weigh)

    def weights_of(self, key: str) -> dict[str, float]:
        """Return the weights of an article by its key."""
        return self.weights(self._number_by_key[key])

    def _weigh(self, number: int) -> dict[str, float]:
        bag, counts = self._bags[number]
        words, rarities = self._words, self._rarities
        weights = [(words[word], (1 + log(n)) * rarities[word]) for word, n in zip(bag, counts, strict=True)]
        length = sqrt(sum(weight * weight for _, weight in weights)) or 1.0
        return {word: weight / length for word, weight in sorted(weights, key=lambda pair: (-pair[1], pair[0]))}


def find_stories(book: SketchBook) -> dict[str, str]:
    """Map the key of each article to the key of its story; an article alone is a story of its own.

    A story is named by a hash of its first article, by date and key.
    """
    keys, published = book.keys, book.published
    order = sorted(range(len(keys)), key=lambda number: (published[number] or "9999", keys[number]))
    edges = (
        (left, right, alike)
        for left, right in _candidates(book, order)
        if (alike := _compare_near(book, order[left], order[right])) >= LEAST_ALIKE
    )
    groups = agglomerate(len(order), edges, threshold=ALIKE)
    names = {group: digest("story", keys[order[group]]) for group in set(groups)}
    return {keys[number]: names[group] for number, group in zip(order, groups, strict=True)}


def _compare_near(book: SketchBook, left: int, right: int) -> float:
    near = nearness(book.published[left], book.published[right])
    return compare(book.weights(left), book.weights(right)) * near if near else 0.0


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


def nearness(left: str | None, right: str | None) -> float:
    """Return how much the days between two articles leave of their similarity; all of it where one is undated.

    Args:
        left: the ISO date of one.
        right: that of the other.
    """
    if left is None or right is None:
        return 1.0
    days = abs(_ordinal(left) - _ordinal(right))
    return max(0.0, min(1.0, (FAR_DAYS - days) / (FAR_DAYS - NEAR_DAYS)))


@lru_cache(maxsize=10_000)
def _ordinal(published: str) -> int:
    return date.fromisoformat(published).toordinal()


def _candidates(book: SketchBook, order: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of articles that share two telling words, or one where the later article has few.

    Args:
        book: the articles.
        order: their numbers in order of their dates; pairs are places in it.
    """
    lists: dict[str, deque[int]] = defaultdict(partial(deque, maxlen=COMMON))
    days = [_ordinal(given) if (given := book.published[number]) else None for number in order]
    first = 0  # of the articles that are near enough
    for number, article in enumerate(order):
        day = days[number]
        while day is not None and (before := days[first]) is not None and before <= day - FAR_DAYS:
            first += 1
        near = first if day is not None else 0
        telling = list(islice(book.weights(article), N_TELLING))
        shared: Counter[int] = Counter()
        for word in telling:
            latest = lists[word]
            shared.update(latest if near == 0 else islice(latest, bisect_left(latest, near), None))
            latest.append(number)
        yield from ((other, number) for other, n in sorted(shared.items()) if n > 1 or len(telling) < N_TELLING)
