"""Which pairs of articles may be copies, found without looking at every pair.

    fingerprints → postings (key, article) → groups of one key → pairs that share enough keys

Articles are numbered in order of time, so the first of a group is where the others may have it from. In a large group
each article is paired with the few before it and the few first ones only, so that work grows with the number of
articles, not with its square: a text that three hundred outlets print gives about two thousand pairs, not 45,000.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from kg.resolve.origin_text import Fingerprint

Numbers = npt.NDArray[np.int64]

FURNITURE, FURNITURE_SHARE = 4, 0.01
"""A shingle in so many different articles of one outlet, and in so large a part of them, is the outlet's own: a footer,
a subscription note, a standing phrase. Five updates of one wire story among a thousand articles are not."""
NEIGHBOURS = 3
"""With how many articles before it, and with how many first ones, an article of a group is paired."""
FEWEST, LEAST = 2, 0.05
"""Sampled shingles that a pair must share: so many, and so large a part of the shorter one's."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs that may be copies, and what belongs to outlets."""

    pairs: list[tuple[int, int]]
    """Numbers of the earlier and the later article, in order."""
    furniture: dict[int, frozenset[int]]
    """Sampled shingles that do not count, by the number of the outlet."""


def find_candidates(prints: Sequence[Fingerprint], *, works: Sequence[int], outlets: Sequence[int]) -> Candidates:
    """Return the pairs of articles that may be copies.

    Args:
        prints: the fingerprints, earliest article first.
        works: for each article the number of what it is a revision of; two of one number are never paired.
        outlets: for each article the number of its outlet.
    """
    sizes = np.array([len(one.sample) for one in prints], dtype=np.int64)
    keys = _joined([one.sample for one in prints]).astype(np.uint64)
    articles = np.repeat(np.arange(len(prints)), sizes)
    of_work, of_outlet = np.array(works, dtype=np.int64), np.array(outlets, dtype=np.int64)
    kept, furniture = _without_furniture(keys, articles, of_work, of_outlet)
    shared, counts = np.unique(_pairs(keys[kept], articles[kept]), return_counts=True)
    left, right = _unpack(shared, len(prints))
    enough = np.maximum(FEWEST, LEAST * np.minimum(sizes[left], sizes[right]))
    alike = _pairs(*_band_postings(prints))
    found = np.unique(np.concatenate([shared[counts >= enough], alike]))
    left, right = _unpack(found, len(prints))
    ours = of_work[left] != of_work[right]
    return Candidates(list(zip(left[ours].tolist(), right[ours].tolist(), strict=True)), furniture)


def _without_furniture(
    keys: npt.NDArray[np.uint64], articles: Numbers, works: Numbers, outlets: Numbers
) -> tuple[npt.NDArray[np.bool_], dict[int, frozenset[int]]]:
    """Tell which postings count, and which keys belong to which outlet."""
    kept = np.ones(len(keys), dtype=np.bool_)
    furniture: dict[int, frozenset[int]] = {}
    by_outlet = np.argsort(outlets[articles], kind="stable")
    bounds = np.searchsorted(outlets[articles][by_outlet], np.arange(outlets.max(initial=-1) + 2))
    for outlet, (start, end) in enumerate(pairwise(bounds)):
        places = by_outlet[start:end]
        found, n_works = _count_works(keys[places], works[articles[places]])
        own = found[n_works >= max(FURNITURE, FURNITURE_SHARE * len(np.unique(works[outlets == outlet])))]
        if len(own):
            furniture[outlet] = frozenset(own.tolist())
            kept[places] = ~np.isin(keys[places], own)
    return kept, furniture


def _count_works(keys: npt.NDArray[np.uint64], works: Numbers) -> tuple[npt.NDArray[np.uint64], Numbers]:
    """Return the keys with the number of different works that have them."""
    order = np.lexsort((works, keys))
    keys, works = keys[order], works[order]
    is_new = np.ones(len(keys), dtype=np.bool_)
    is_new[1:] = (keys[1:] != keys[:-1]) | (works[1:] != works[:-1])
    found, counts = np.unique(keys[is_new], return_counts=True)
    return found, counts


def _band_postings(prints: Sequence[Fingerprint]) -> tuple[npt.NDArray[np.uint64], Numbers]:
    """Return the bands of the MinHash signatures as postings, the number of the band in the upper half of the key."""
    sizes = [len(one.bands) for one in prints]
    keys = _joined([one.bands for one in prints]).astype(np.uint64)
    numbers = np.concatenate([np.arange(size, dtype=np.uint64) for size in sizes] or [np.zeros(0, dtype=np.uint64)])
    return keys | numbers << np.uint64(32), np.repeat(np.arange(len(prints)), sizes)


def _pairs(keys: npt.NDArray[np.uint64], articles: Numbers) -> Numbers:
    """Return the pairs within each group of one key, packed into one number, once for every key that they share."""
    order = np.lexsort((articles, keys))
    keys, articles = keys[order], articles[order]
    is_first = np.ones(len(keys), dtype=np.bool_)
    is_first[1:] = keys[1:] != keys[:-1]
    starts = np.flatnonzero(is_first)[np.cumsum(is_first) - 1] if len(keys) else np.zeros(0, dtype=np.int64)
    places = np.arange(len(keys))
    found = []
    for step in range(1, NEIGHBOURS + 1):
        near = places - step >= starts
        found.append(_pack(articles[(places - step)[near]], articles[near]))
        far = starts + step - 1 < places - NEIGHBOURS
        found.append(_pack(articles[(starts + step - 1)[far]], articles[far]))
    return np.concatenate(found)


def _pack(left: Numbers, right: Numbers) -> Numbers:
    return left << 32 | right


def _unpack(pairs: Numbers, n_articles: int) -> tuple[Numbers, Numbers]:
    assert n_articles < 1 << 31
    return pairs >> 32, pairs & 0xFFFFFFFF


def _joined(parts: Sequence[npt.NDArray[np.uint32]]) -> npt.NDArray[np.uint32]:
    return np.concatenate([*parts, np.zeros(0, dtype=np.uint32)])
