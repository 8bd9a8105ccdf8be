"""Pairs of articles of which one is copied from the other, wholly or in passages, with how much and in which direction.

    records → candidates, by fingerprints only → both texts of each → shingles found in the other → shares, passages

Candidates are verified on all shingles of both texts. Work and memory grow with the number of articles: about 6 kB an
article for fingerprints and postings, and the texts of one pair at a time, of which the last few hundred are kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kg.records import Span
from kg.records.origin import Copy, OriginRecord
from kg.resolve.origin_candidates import find_candidates
from kg.resolve.origin_text import (
    WIDTH,
    Flags,
    Shingles,
    cut_shingles,
    sample_keys,
    sampled,
    unpack,
    word_spans,
)

LEAST_SHARE = 0.1
"""A copy has so much of its text from the source, or the source gives so much of its own."""
LEAST_SHARED = 25
"""Different shingles that both texts have: about 30 words in a row, more than any phrase that all the press uses."""
LEAST_ALIKE = 0.3
"""Texts of this Jaccard are copies however short they are."""
FEWEST_WORDS = 8
"""Nothing shorter is a copy of anything."""
PASSAGE, GAP = 20, 8
"""Shingles that a passage has at least, and words that may be changed or put in between two copied pieces of it."""
REMEMBERED = 400
"""Texts of which shingles are kept while pairs are verified."""
UNDATED = "~"
"""Sorts after every date: of a text without one nobody can say that it was first."""

Read = Callable[[str], str]
"""Returns the text of an article by its key."""


def find_copies(records: Iterable[OriginRecord], *, read: Read) -> tuple[Copy, ...]:
    """Return which articles are copied from which, in order of their time.

    Revisions of one article are no copies of each other. The source is the one that was published first; where both
    have one date, the one whose text as a whole is credited to an agency, then the longer one, then the lower key.

    Args:
        records: the articles, in any order.
        read: returns the text of an article by its key; called for candidates only.
    """
    ordered = sorted(records, key=time_order)
    works, outlets = _numbers((one.outlet, one.id) for one in ordered), _numbers(one.outlet for one in ordered)
    found = find_candidates([unpack(one.fingerprint) for one in ordered], works=works, outlets=outlets)

    @lru_cache(maxsize=REMEMBERED)
    def counted(number: int) -> _Text:
        text = read(ordered[number].key)
        return _Text(text, _without_furniture(cut_shingles(text), found.furniture.get(outlets[number], frozenset())))

    compared = (
        compare_texts(ordered[left].key, ordered[right].key, counted(left), counted(right))
        for left, right in found.pairs
    )
    return tuple(copy for copy in compared if copy is not None)


def time_order(record: OriginRecord) -> tuple[str, bool, int, str]:
    """Return what articles are sorted by so that a source stands before what was copied from it."""
    n_shingles = unpack(record.fingerprint).n_shingles
    return record.published or UNDATED, record.whole_credit is None, -n_shingles, record.key


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    shingles: Shingles


def compare_texts(source: str, article: str, earlier: _Text, later: _Text) -> Copy | None:
    """Return how much of the later text is found in the earlier one; None where it is too little for a copy."""
    ours, theirs = _counted(later.shingles), _counted(earlier.shingles)
    n_shared = len(np.intersect1d(ours, theirs, assume_unique=True))
    if not n_shared:
        return None
    share, contained = n_shared / len(ours), n_shared / len(theirs)
    jaccard = n_shared / (len(ours) + len(theirs) - n_shared)
    is_alike = jaccard >= LEAST_ALIKE and min(len(ours), len(theirs)) > FEWEST_WORDS - WIDTH
    if not is_alike and (n_shared < LEAST_SHARED or max(share, contained) < LEAST_SHARE):
        return None
    passages = tuple(_passages(later, np.isin(later.shingles.hashes, earlier.shingles.hashes)))
    return Copy(
        article=article,
        source=source,
        share=round(share, 4),
        contained=round(contained, 4),
        jaccard=round(jaccard, 4),
        passages=passages,
    )


def _counted(shingles: Shingles) -> np.typing.NDArray[np.uint64]:
    return np.unique(shingles.hashes[shingles.counted])


def _passages(later: _Text, is_found: Flags) -> Iterator[Span]:
    """Yield the characters of each run of found shingles, over short gaps; one of quoted words alone is none."""
    places = np.flatnonzero(is_found)
    if not len(places):
        return
    words = word_spans(later.text)
    for run in np.split(places, np.flatnonzero(np.diff(places) > GAP + WIDTH) + 1):
        if len(run) >= PASSAGE and later.shingles.counted[run].sum() >= PASSAGE // 2:
            yield Span(words[run[0]].start, words[run[-1] + WIDTH - 1].end)


def _without_furniture(shingles: Shingles, furniture: frozenset[int]) -> Shingles:
    """Return shingles of which the outlet's own do not count.

    What is the outlet's own is known of the sampled ones; the others are like the nearest sampled one in the text.
    """
    places = np.flatnonzero(sampled(shingles.hashes) & shingles.counted)
    if not furniture or not len(places):
        return shingles
    own = np.isin(sample_keys(shingles.hashes[places]), list(furniture))
    middles = (places[1:] + places[:-1] + 1) // 2
    nearest = np.searchsorted(middles, np.arange(len(shingles.hashes)), side="right")
    return Shingles(shingles.hashes, shingles.counted & ~own[nearest])


def _numbers(names: Iterable[object]) -> Sequence[int]:
    """Number things in order of their first appearance."""
    number_by_name: dict[object, int] = {}
    return [number_by_name.setdefault(name, len(number_by_name)) for name in names]
