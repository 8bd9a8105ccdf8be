import pytest
import spacy

from kg.nlp.network.doc_words import read_words
from kg.nlp.network.words import GLUED, N_SHAPES, NEW_LINE, NEW_PARAGRAPH, SPACED, number_shape

FORMS = ["ferry", "Ferry", "F", "FERRY", "McKay", ".", "12", "2024", "1,200", "3rd", "low-key", "G-7", "-", "İ", "½"]


def test_shapes_tell_case_digits_and_hyphens_apart():
    numbers = [number_shape(form) for form in FORMS[:12]]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("form", FORMS)
def test_a_shape_fits_its_table(form):
    assert 0 < number_shape(form) < N_SHAPES


def test_breaks_are_what_stands_before_a_word():
    doc = spacy.blank("en").make_doc('Quay shut\n\nIt said:\n"No boats."')
    words = read_words(doc)
    assert list(words.forms) == ["Quay", "shut", "It", "said", ":", '"', "No", "boats", ".", '"']
    assert list(words.breaks) == [
        *(NEW_PARAGRAPH, SPACED, NEW_PARAGRAPH, SPACED, GLUED),
        *(NEW_LINE, GLUED, SPACED, GLUED, GLUED),
    ]
