"""What words mean where they stand: vectors that are near each other where two words tell of one event or thing.

The vectors are a linear map of the encoder's layers at a word and of the mean of the last layer over the whole text;
the map was learnt on ECB+, in which several outlets tell of the same events (`kg.nlp.training.meaning`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WIDTH = 64
"""Values of a vector."""
EVENTS, THINGS = slice(0, WIDTH), slice(WIDTH, 2 * WIDTH)
"""Columns of the vectors of events and of things."""
LEAST_HAPPENING = -1.0
"""Log-odds from which on a word is taken to tell of an event: one that is missed joins nothing, one too many joins
what it belongs to."""
SCALE = 127
"""What a component of 1 is as a byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """The vectors of one text; tokens are positions in the document."""

    row_by_token: Mapping[int, int]
    """Row of each token that is no white space."""
    vectors: NDArray[np.float32]
    """Of each word as an event and as a thing, text and word together [rows, 128]."""
    happening: NDArray[np.float32]
    """Log-odds of telling of an event [rows]."""

    def of_event(self, token: int) -> bytes:
        """Return the vector of a word that tells of an event."""
        return pack(self.vectors[self.row_by_token[token], EVENTS])

    def of_thing(self, token: int) -> bytes:
        """Return the vector of a word that names a thing."""
        return pack(self.vectors[self.row_by_token[token], THINGS])

    def is_event(self, token: int) -> bool:
        """Tell whether a word may tell of an event."""
        return bool(self.happening[self.row_by_token[token]] > LEAST_HAPPENING)


def join_context(words: NDArray[np.float32], context: NDArray[np.float32]) -> NDArray[np.float32]:
    """Add to each word's vectors [words, 128] the mean of the text's contexts [words, 128]."""
    joined: NDArray[np.float32] = words + context.mean(0)
    return joined


def pack(vector: NDArray[np.float32]) -> bytes:
    """Return a vector of unit length as signed bytes."""
    length = float(np.sqrt(vector.dot(vector))) or 1.0
    return np.round(vector * (SCALE / length)).astype(np.int8).tobytes()
