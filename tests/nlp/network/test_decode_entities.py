import numpy as np
import pytest

from kg.nlp.network.decode_entities import decode_entities

LABELS = ["O", "B-GPE", "I-GPE", "B-PERSON", "I-PERSON"]


def scores_of(*rows):
    scores = np.zeros((len(rows), len(LABELS)), dtype=np.float32)
    for i, row in enumerate(rows):
        scores[i, LABELS.index(row)] = 3.0
    return scores


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["O", "O"], []),
        (["B-PERSON", "I-PERSON", "O"], [(0, 2, "PERSON")]),
        (["B-GPE", "B-GPE"], [(0, 1, "GPE"), (1, 2, "GPE")]),
        (["O", "I-GPE", "I-GPE"], [(1, 3, "GPE")]),
        (["B-PERSON", "I-PERSON", "I-GPE"], [(0, 3, "PERSON")]),
    ],
)
def test_runs_of_labels_are_entities(rows, expected):
    assert list(decode_entities(scores_of(*rows), LABELS)) == expected
