"""How likely an earlier word is to head what a later word's mention refers back to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Antecedents:
    """Scores of pairs of head words (Dobrovolskii 2021); tokens are positions in the document."""

    row_by_token: Mapping[int, int]
    """Row of each token that is no white space."""
    late: Scores
    """Vectors of the words as later mentions [rows, width]."""
    early: Scores
    """Vectors of the words as antecedents [rows, width]."""
    mentions: Scores
    """Log-odds of heading a mention, and the score of being an antecedent of anything [rows, 2]."""

    def score_pairs(self, later: Sequence[int], earlier: Sequence[int]) -> Scores:
        """Return the log-odds [later, earlier] of each pair against no antecedent at all."""
        late = self.late[[self.row_by_token[token] for token in later]]
        rows = [self.row_by_token[token] for token in earlier]
        scores: Scores = late @ self.early[rows].T + self.mentions[rows, 1]
        return scores
