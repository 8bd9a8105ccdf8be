"""A long text as windows that overlap: every word is read in the one where it has words around it on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass

N_PIECES = 224
"""Pieces of a window, the two signs at its ends among them.

Trees were learnt in windows of up to 256: in longer ones they lose 1 to 2 LAS."""
N_CONTEXT = 24
"""Pieces of the windows before and after that are read along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Words `start` to `end` are read, `first` to `last` are kept; both ends exclusive."""

    start: int
    """First word read."""
    first: int
    """First word kept."""
    last: int
    """End of the words kept."""
    end: int
    """End of the words read."""


def split_text(lengths: Sequence[int], *, cuts: Sequence[int]) -> list[Window]:
    """Return windows over words of `lengths` pieces, kept parts meeting at `cuts` where one is near.

    Args:
        lengths: pieces of each word.
        cuts: words, in order, that begin a sentence for certain.
    """
    windows = []
    first = 0
    cut_set = set(cuts)
    while first < len(lengths):
        start, n_before = _reach(lengths, first, -1, N_CONTEXT if first else 0)
        room = N_PIECES - 2 - n_before
        end, _ = _reach(lengths, first, 1, room)
        end = max(end, first + 1)
        last = end if end == len(lengths) else _find_cut(lengths, first, end, cut_set)
        windows.append(Window(start=start, first=first, last=last, end=end))
        first = last
    return windows


def _reach(lengths: Sequence[int], place: int, step: int, room: int) -> tuple[int, int]:
    """Return how far words go that have at most `room` pieces together, and how many they have."""
    total = 0
    i = place if step > 0 else place - 1
    while 0 <= i < len(lengths) and total + lengths[i] <= room:
        total += lengths[i]
        i += step
    return (i if step > 0 else i + 1), total


def _find_cut(lengths: Sequence[int], first: int, end: int, cuts: set[int]) -> int:
    """Return the last sure sentence start with enough context behind it, else the last one at all, else there."""
    wanted, _ = _reach(lengths, end, -1, N_CONTEXT)
    for places in (range(wanted, first, -1), range(wanted + 1, end)):
        for place in places:
            if place in cuts:
                return place
    return max(wanted, first + 1)
