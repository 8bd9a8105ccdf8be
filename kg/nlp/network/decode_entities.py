"""From BIO scores to entities."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def decode_entities(scores: Scores, labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield first word, end (exclusive) and type of each entity under `scores` [words, labels].

    Labels are O, then B and I of each type in turn. A run begins at a B, or at an I that no B opens; its type is the
    one that the scores of all its words together favour.
    """
    best = scores.argmax(1)
    starts: list[int] = [i for i in np.flatnonzero(best).tolist() if best[i] % 2 or i == 0 or not best[i - 1]]
    for start, limit in pairwise([*starts, len(best)]):
        end = start + 1
        while end < limit and best[end]:
            end += 1
        of_types = np.logaddexp(scores[start:end, 1::2], scores[start:end, 2::2]).sum(0)
        yield int(start), int(end), labels[1 + 2 * int(of_types.argmax())][2:]
