import pytest
import spacy

from kg.nlp.sentences import set_sentence_starts

NLP = spacy.blank("en")

CASES = [
    ("Talks resume\n\nThe mayor left", ["Talks resume", "The mayor left"]),
    ("Read more\nThe mayor left. He slept.", ["Read more", "The mayor left.", "He slept."]),
    ("The mayor, who was tired,\nwent home.", ["The mayor, who was tired,\nwent home."]),
    ("Mr. Ode met Dr. Lund. They ate.", ["Mr. Ode met Dr. Lund.", "They ate."]),
    ("“We won.” Ode smiled.", ["“We won.”", "Ode smiled."]),
    ('"We won." Ode smiled.', ['"We won."', "Ode smiled."]),
    ('He sang. "We won," he said.', ["He sang.", '"We won," he said.']),
    ("It cost 3.5 million. Nobody paid.", ["It cost 3.5 million.", "Nobody paid."]),
    ("The U.S. team won.", ["The U.S. team won."]),
    ("“Who won?” asked Ode.", ["“Who won?” asked Ode."]),
]


@pytest.mark.parametrize(("text", "sentences"), CASES, ids=[text for text, _ in CASES])
def test_certain_borders_are_set(text, sentences):
    doc = set_sentence_starts(NLP.make_doc(text))
    for token in doc:  # what is left open would be the model's to decide
        if token.is_sent_start is None:
            token.is_sent_start = False
    assert [sent.text.strip() for sent in doc.sents] == sentences


def test_a_question_in_quotation_marks_is_left_to_the_model():
    doc = set_sentence_starts(NLP.make_doc("“Who won?” Ode asked."))
    assert doc[5].text == "Ode"
    assert doc[5].is_sent_start is None


def test_white_space_begins_no_sentence():
    doc = set_sentence_starts(NLP.make_doc("One came.\n\n  Two went."))
    assert [token.text.strip() for token in doc if token.is_sent_start] == ["One", "Two"]
