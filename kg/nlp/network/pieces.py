"""A run of words as the numbers that the network takes in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.nlp.network.wordpiece import WordPieces
from kg.nlp.network.words import INSIDE, Words, number_shape

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """One window of the network; all rows have one number per piece but `firsts`."""

    ids: Sequence[int]
    """Numbers of the pieces, the start and end signs among them."""
    shapes: Sequence[int]
    """Number of the shape of each piece's word; 0 for the signs."""
    breaks: Sequence[int]
    """What stands before each piece."""
    firsts: Sequence[int]
    """Position of each word's first piece."""


def cut_words(words: Words, pieces: WordPieces, *, start: int, end: int) -> Pieces:
    """Return words `start` to `end` (exclusive) as one window."""
    ids, shapes, breaks, firsts = [pieces.start], [0], [0], []
    for i in range(start, end):
        numbers = pieces.cut(words.forms[i])
        firsts.append(len(ids))
        ids += numbers
        shapes += [number_shape(words.forms[i])] * len(numbers)
        breaks += [words.breaks[i], *[INSIDE] * (len(numbers) - 1)]
    return Pieces(ids=[*ids, pieces.end], shapes=[*shapes, 0], breaks=[*breaks, 0], firsts=firsts)


def stack_windows(windows: Sequence[Pieces]) -> dict[str, Numbers]:
    """Return windows as the network's inputs, padded with 0: ids, shapes, breaks [n, pieces] and firsts [n, words]."""
    n_pieces = max(len(window.ids) for window in windows)
    n_words = max(len(window.firsts) for window in windows)
    inputs = {name: np.zeros((len(windows), n_pieces), dtype=np.int64) for name in ("ids", "shapes", "breaks")}
    inputs["firsts"] = np.zeros((len(windows), n_words), dtype=np.int64)
    for row, window in enumerate(windows):
        for name, values in inputs.items():
            numbers = getattr(window, name)
            values[row, : len(numbers)] = numbers
    return inputs
