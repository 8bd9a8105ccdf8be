import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.nlp.lemmas import lemma_of, set_lemmas

CASES = [
    ("ceded", "VBD", "cede"),
    ("Left", "VBD", "leave"),
    ("are", "VBP", "be"),
    ("wo", "MD", "will"),
    ("talks", "NNS", "talk"),
    ("left", "JJ", "left"),
    ("Kyiv", "NNP", "Kyiv"),
    ("worse", "JJR", "bad"),
    ("sunk", "VBP", "sink"),
    ("wound", "VB", "wound"),
]


@pytest.mark.parametrize(("form", "tag", "lemma"), CASES)
def test_the_tag_decides_the_lemma(form, tag, lemma):
    assert lemma_of(form, tag) == lemma


def test_has_is_told_from_is():
    words, tags = ["He", "'s", "left"], ["PRP", "VBZ", "VBN"]
    doc = Doc(Vocab(), words=words, tags=tags, heads=[2, 2, 2], deps=["nsubj", "aux", "ROOT"])
    assert [token.lemma_ for token in set_lemmas(doc)] == ["he", "have", "leave"]


def test_a_verb_tagged_as_a_noun_has_a_verb_s_lemma():
    doc = Doc(Vocab(), words=["mills", "closed"], tags=["NNS", "JJ"], pos=["NOUN", "VERB"])
    assert [token.lemma_ for token in set_lemmas(doc)] == ["mill", "close"]


def test_lemmas_of_the_pipeline_are_kept():
    doc = Doc(Vocab(), words=["went"], tags=["VBD"], lemmas=["walk"])
    assert set_lemmas(doc)[0].lemma_ == "walk"
