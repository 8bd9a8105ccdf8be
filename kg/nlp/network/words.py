"""What the network sees of a text: its words, their shapes and what stands before each.

The encoder knows no capitals; a shape tells it of them, of digits and of hyphens. Breaks tell it of paragraphs and of
which side a quotation mark is glued to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

N_SHAPES = 64
N_BREAKS = 5
GLUED, SPACED, NEW_LINE, NEW_PARAGRAPH, INSIDE = range(N_BREAKS)
"""What stands before a piece: nothing, a space, a line break, an empty line; or it continues its word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a text without white space."""

    forms: Sequence[str]
    """The words as they stand."""
    breaks: Sequence[int]
    """What stands before each, as numbered above."""


def tell_break(between: str, *, spaced: bool) -> int:
    """Return the kind of break that the white space between two words is."""
    n_lines = between.count("\n")
    if n_lines:
        return NEW_PARAGRAPH if n_lines > 1 else NEW_LINE
    return SPACED if spaced or between else GLUED


@cache
def number_shape(form: str) -> int:
    """Return the number of a word's shape, 1 to 63: its case, its digits, whether a hyphen is in it."""
    letters = [char for char in form if char.isalpha()]
    digits = sum(char.isdigit() for char in form)
    return (
        1
        + (_number_case(letters) * 5 + _number_digits(form, n_letters=len(letters), n_digits=digits)) * 2
        + ("-" in form and len(form) > 1)
    )


def _number_case(letters: Sequence[str]) -> int:
    """0 no letters, 1 lower, 2 Title, 3 one capital, 4 CAPITALS, 5 miXed."""
    if not letters:
        return 0
    if not any(char.isupper() for char in letters):
        return 1
    if all(char.isupper() for char in letters):
        return 4 if len(letters) > 1 else 3
    return 2 if letters[0].isupper() and not any(char.isupper() for char in letters[1:]) else 5


def _number_digits(form: str, *, n_letters: int, n_digits: int) -> int:
    """0 none, 1 up to two digits, 2 four digits, 3 another number, 4 digits and letters."""
    if not n_digits:
        return 0
    if n_letters:
        return 4
    if n_digits == len(form) <= 2:
        return 1
    return 2 if n_digits == len(form) == 4 else 3
