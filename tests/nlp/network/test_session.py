"""The bundled network with and without what is added to it."""

import numpy as np
import pytest

from kg.nlp.identity import bundled_path
from kg.nlp.network.meanings import WIDTH
from kg.nlp.network.pieces import cut_words
from kg.nlp.network.session import MEANINGS, Session
from kg.nlp.network.words import SPACED, Words

FOLDER = bundled_path() / "kg_network"
FORMS = ("The", "ferry", "sank", "off", "Norhaven")
ADDED = {"meanings", "contexts", "happening"}


def score(folder):
    session = Session(folder)
    words = Words(forms=FORMS, breaks=[SPACED] * len(FORMS))
    return session.score(cut_words(words, session.pieces, start=0, end=len(FORMS)))


@pytest.fixture(scope="module")
def whole():
    return score(FOLDER)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The scores of a folder that lacks the addition."""
    folder = tmp_path_factory.mktemp("network")
    for path in FOLDER.iterdir():
        if path.name != MEANINGS:
            (folder / path.name).symlink_to(path)
    return score(folder)


def test_both_files_are_read_as_one_network(whole, bare):
    assert set(whole) - set(bare) == ADDED
    assert set(bare) <= set(whole)


def test_what_is_added_changes_nothing_of_what_is_read(whole, bare):
    for name, scores in bare.items():
        np.testing.assert_array_equal(whole[name], scores)


def test_each_word_has_its_vectors(whole):
    assert whole["meanings"].shape == whole["contexts"].shape == (len(FORMS), 2 * WIDTH)
    assert whole["happening"].shape == (len(FORMS),)
    assert whole["happening"].argmax() == FORMS.index("sank")
