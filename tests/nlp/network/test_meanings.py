import numpy as np
import pytest

from kg.nlp.network.meanings import LEAST_HAPPENING, WIDTH, Meanings, join_context, pack


def values(packed):
    return np.frombuffer(packed, dtype=np.int8).astype(float) / 127


def test_a_packed_vector_has_unit_length_and_its_direction():
    vector = np.random.default_rng(3).normal(size=WIDTH).astype(np.float32)
    packed = pack(vector)
    assert len(packed) == WIDTH
    assert np.linalg.norm(values(packed)) == pytest.approx(1, abs=0.02)
    assert values(packed) @ vector / np.linalg.norm(vector) == pytest.approx(1, abs=0.01)
    assert pack(7 * vector) == packed


def test_a_vector_of_nothing_stays_nothing():
    assert not any(pack(np.zeros(WIDTH, dtype=np.float32)))


def test_the_longest_component_fits_a_byte():
    assert values(pack(np.eye(WIDTH, dtype=np.float32)[4]))[4] == 1
    assert values(pack(-np.eye(WIDTH, dtype=np.float32)[4]))[4] == -1


def test_a_word_means_another_thing_as_event_than_as_thing():
    vectors = np.zeros((2, 2 * WIDTH), dtype=np.float32)
    vectors[1, 3], vectors[1, WIDTH + 5] = 1, 1
    happening = np.array([LEAST_HAPPENING - 0.1, LEAST_HAPPENING + 0.1], dtype=np.float32)
    meanings = Meanings(row_by_token={0: 0, 2: 1}, vectors=vectors, happening=happening)
    assert values(meanings.of_event(2)).nonzero()[0].tolist() == [3]
    assert values(meanings.of_thing(2)).nonzero()[0].tolist() == [5]
    assert [meanings.is_event(token) for token in (0, 2)] == [False, True]


def test_the_context_of_all_words_is_added_to_each():
    words, context = np.ones((2, 4), dtype=np.float32), np.array([[0, 2, 4, 6], [0, 0, 0, 0]], dtype=np.float32)
    assert join_context(words, context).tolist() == [[1, 2, 3, 4], [1, 2, 3, 4]]
