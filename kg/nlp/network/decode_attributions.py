"""From the scores of word pairs to attributions: the words of each cue, and the runs of its source and its content."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.nlp.network.shares import share_out

Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]

EDGES = np.array(
    [-100, -60, -40, -25, -16, -10, -7, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 8, 11, 17, 26, 41, 61, 101]
)
"""Lower borders of the buckets of distances in words from the cue, but for the first bucket, which has none."""
N_DISTANCES = len(EDGES) + 1
N_PARTS = 6
"""Source inside, first, last; content inside, first, last."""
GOES_ON = 0.5
"""Log-odds by which a cue is taken to go on: cues of several words are rare, and so cut short (PolNeAR dev)."""
SOURCE, CONTENT = 0, 3
"""First of the three parts of each role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAttribution:
    """One attribution by word positions."""

    cue: tuple[int, ...]
    """Words of the cue."""
    source: tuple[int, ...]
    """Words of the source; none where nobody is named."""
    content: tuple[int, ...]
    """Words of the content."""
    confidence: float
    """Probability of the cue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScores:
    """What the network says of the words of one window, for pairs with cues."""

    asked: Scores
    """Of each word as a cue [words, parts × width]."""
    given: Scores
    """Of each word as part of a source or content [words, parts × width]."""
    prior: Scores
    """Of each word with any cue [words, parts]."""
    distance: Scores
    """Of each bucket of distances [buckets, parts]."""


def number_distances(places: Numbers) -> Numbers:
    """Return the bucket of each distance, of any shape."""
    return np.searchsorted(EDGES, places, side="right").astype(np.int64)


def find_cues(scores: Scores, *, threshold: float) -> Iterator[tuple[int, int, float]]:
    """Yield first word, end (exclusive) and probability of each cue under scores [words, outside first inside]."""
    shares = share_out(scores)
    goes_on = scores[:, 2] + GOES_ON > scores[:, :2].max(1)
    for i in np.flatnonzero(shares[:, 1] >= threshold):
        end = i + 1
        while end < len(goes_on) and goes_on[end]:
            end += 1
        yield int(i), int(end), float(shares[i, 1])


def score_pairs(pairs: PairScores, cues: Sequence[int]) -> Scores:
    """Return scores [cues, words, parts]."""
    n_words = len(pairs.given)
    asked = pairs.asked[list(cues)].reshape(len(cues), N_PARTS, -1)
    given = pairs.given.reshape(n_words, N_PARTS, -1)
    scores: Scores = np.matmul(asked.transpose(1, 0, 2), given.transpose(1, 2, 0)).transpose(1, 2, 0)
    places = np.arange(n_words)[None, :] - np.asarray(cues)[:, None]
    return scores + pairs.prior + pairs.distance[number_distances(places)]


def find_runs(inside: Scores, first: Scores, last: Scores) -> NDArray[np.bool_]:
    """Return the best words [cues, words], none of them being worth 0.

    A run from `i` to `j` is worth `first[i] + inside[i] + … + inside[j] + last[j]`; the runs worth most together are
    found from left to right (Viterbi 1967).
    """
    n_cues, n_words = inside.shape
    # One row a word, so that each step reads what lies side by side.
    inside_by_word, first_by_word, last_by_word = (np.ascontiguousarray(each.T) for each in (inside, first, last))
    from_inside = np.zeros((n_words, 2, n_cues), dtype=bool)
    out = np.zeros(n_cues, dtype=np.float32)
    within = np.full(n_cues, -np.inf, dtype=np.float32)
    leaving = within
    for i in range(n_words):
        opening = out + first_by_word[i]
        np.greater(leaving, out, out=from_inside[i, 0])
        np.greater_equal(within, opening, out=from_inside[i, 1])
        out, within = np.maximum(out, leaving), np.maximum(within, opening) + inside_by_word[i]
        leaving = within + last_by_word[i]
    state = leaving > out
    best = np.zeros((n_words, n_cues), dtype=bool)
    for i in range(n_words - 1, -1, -1):
        best[i] = state
        state = np.where(state, from_inside[i, 1], from_inside[i, 0])
    return best.T


def decode_attributions(
    pairs: PairScores, cues: Sequence[tuple[int, int, float]], *, offset: int
) -> Iterator[FoundAttribution]:
    """Yield the attributions of one window's cues whose content has words; positions are moved by `offset`."""
    if not cues:
        return
    scores = score_pairs(pairs, [first for first, _, _ in cues])
    for row, (first, end, _) in enumerate(cues):
        scores[row, first:end, [SOURCE, CONTENT]] = -100.0
    both = (np.concatenate(parts) for parts in zip(_split(scores, SOURCE), _split(scores, CONTENT), strict=True))
    runs = find_runs(*both)
    sources, contents = runs[: len(cues)], runs[len(cues) :]
    for row, (first, end, confidence) in enumerate(cues):
        content = np.flatnonzero(contents[row])
        if len(content):
            yield FoundAttribution(
                cue=tuple(range(first + offset, end + offset)),
                source=tuple((np.flatnonzero(sources[row]) + offset).tolist()),
                content=tuple((content + offset).tolist()),
                confidence=confidence,
            )


def _split(scores: Scores, role: int) -> tuple[Scores, Scores, Scores]:
    return scores[:, :, role], scores[:, :, role + 1], scores[:, :, role + 2]
