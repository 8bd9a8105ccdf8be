import numpy as np
import pytest

from kg.nlp.network.reading import find_starts


@pytest.mark.parametrize(
    ("score", "border", "expected"),
    [(-5.0, 1, True), (0.5, 0, True), (-0.5, 0, False), (0.5, -1, False), (3.0, -1, True)],
)
def test_rules_and_network_settle_sentence_starts(score, border, expected):
    starts = find_starts(np.array([-9.0, score], dtype=np.float32), [1, border], firsts=[0])
    assert starts == ([0, 1] if expected else [0])


def test_a_window_begins_a_sentence():
    assert find_starts(np.full(4, -9.0, dtype=np.float32), [0, -1, -1, -1], firsts=[0, 2]) == [0, 2]
