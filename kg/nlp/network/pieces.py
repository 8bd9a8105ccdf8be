"""A run of words as the numbers that the network takes in."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.nlp.network.wordpiece import WordPieces
from kg.nlp.network.words import INSIDE, Words, number_shape


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
