"""What was found against what was wanted, and the figures made of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

Figures = dict[str, float]
"""Percentages, words per second or megabytes by name; what a measure returns."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were right, how many were found and how many there are to find; fractions where a measure has them."""

    right: float = 0
    found: float = 0
    wanted: float = 0
    right_of_wanted: float | None = None
    """Where precision and recall count different things as right: those of the wanted."""

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.right + other.right,
            self.found + other.found,
            self.wanted + other.wanted,
            self._recalled + other._recalled,
        )

    @property
    def _recalled(self) -> float:
        return self.right if self.right_of_wanted is None else self.right_of_wanted

    @property
    def precision(self) -> float:
        """Percentage of the found that is right."""
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Percentage of the wanted that was found."""
        return 100 * self._recalled / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:5.1f}  R {self.recall:5.1f}  F1 {self.f1:5.1f}"


def count_same(found: Iterable[object], wanted: Iterable[object]) -> Counts:
    """Count what two collections share, things that come twice counted twice."""
    ours, theirs = Counter(found), Counter(wanted)
    return Counts((ours & theirs).total(), ours.total(), theirs.total())
