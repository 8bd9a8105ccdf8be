"""From scores to probabilities."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def share_out(scores: Scores) -> Scores:
    """Return the probabilities of scores along the last axis (softmax)."""
    shares: Scores = np.exp(scores - scores.max(-1, keepdims=True))
    shares /= shares.sum(-1, keepdims=True)
    return shares
