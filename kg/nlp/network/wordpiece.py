"""WordPiece (Wu et al. 2016) as the uncased BERT models cut it, one word at a time, remembering every word.

The `tokenizers` package does the same, but brings a client for a model hub with it; a reader that works offline has no
use for one.
"""

import unicodedata
from collections.abc import Iterable, Mapping

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 60
"""Characters of a word that are looked at: longer ones are addresses and noise."""
MOST_PIECES = 12
"""Pieces of a word that are kept."""


class WordPieces:
    """Cuts words into the numbers of their pieces."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._number_by_piece: Mapping[str, int] = {piece: i for i, piece in enumerate(vocabulary)}
        self._pieces_by_word: dict[str, tuple[int, ...]] = {}
        self.start = self._number_by_piece[START]
        self.end = self._number_by_piece[END]
        self._unknown = self._number_by_piece[UNKNOWN]

    def cut(self, word: str) -> tuple[int, ...]:
        """Return the numbers of a word's pieces, at least one."""
        known = self._pieces_by_word.get(word)
        if known is None:
            pieces = [number for part in split_word(word[:LONGEST_WORD]) for number in self._cut_part(part)]
            known = self._pieces_by_word[word] = tuple(pieces[:MOST_PIECES]) or (self._unknown,)
        return known

    def _cut_part(self, part: str) -> list[int]:
        """Take the longest known piece from the left, again and again."""
        numbers = []
        start = 0
        while start < len(part):
            end = len(part)
            while end > start and (piece := ("##" if start else "") + part[start:end]) not in self._number_by_piece:
                end -= 1
            if end == start:
                return [self._unknown]
            numbers.append(self._number_by_piece[piece])
            start = end
        return numbers


def split_word(word: str) -> list[str]:
    """Return a word in lower case without accents, cut at every punctuation mark."""
    plain = unicodedata.normalize("NFD", word.lower())
    parts: list[str] = []
    joined = False
    for char in plain:
        category = unicodedata.category(char)
        if category == "Mn" or char.isspace() or category in ("Cc", "Cf"):
            continue
        if category.startswith("P") or (char.isascii() and not char.isalnum()):
            parts.append(char)
            joined = False
        elif joined:
            parts[-1] += char
        else:
            parts.append(char)
            joined = True
    return parts
