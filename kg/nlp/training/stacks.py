"""Windows side by side, as the network takes them in while it trains."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.nlp.network.pieces import Pieces

Numbers = NDArray[np.int64]


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
