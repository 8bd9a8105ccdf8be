import numpy as np
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.nlp.relation.confidence import load_points
from kg.nlp.relations import extract_relations


@pytest.fixture
def doc():
    words = ["The", "union", "rejected", "the", "offer", "."]
    return Doc(
        Vocab(),
        words=words,
        heads=[1, 2, 2, 4, 2, 2],
        deps=["det", "nsubj", "ROOT", "det", "obj", "punct"],
        pos=["DET", "NOUN", "VERB", "DET", "NOUN", "PUNCT"],
        tags=["DT", "NN", "VBD", "DT", "NN", "."],
        lemmas=["the", "union", "reject", "the", "offer", "."],
        morphs=["", "Number=Sing", "Tense=Past|VerbForm=Fin", "", "Number=Sing", ""],
    )


def confidence_of(doc, certainties):
    doc._.certainties = certainties
    (relation,) = extract_relations(doc)
    return relation.confidence


def test_a_doubtful_tree_makes_a_doubtful_relation(doc):
    sure = np.full(6, 0.99, dtype=np.float32)
    doubtful = sure.copy()
    doubtful[4] = 0.2
    assert confidence_of(doc, doubtful) < confidence_of(doc, sure) - 0.05


def test_words_that_the_relation_does_not_stand_on_do_not_count(doc):
    sure = np.full(6, 0.99, dtype=np.float32)
    other = sure.copy()
    other[[0, 5]] = 0.2
    assert confidence_of(doc, other) == confidence_of(doc, sure)


def test_without_certainties_the_usual_one_counts(doc):
    assert 0.4 < confidence_of(doc, None) < 0.95


def test_every_point_is_of_a_feature_that_there_is():
    known = {"bias", "certainty", "headline", "no-argument", "more-arguments", "subject=pronoun"}
    assert all(name in known or name.startswith(("rule=", "subject=")) for name in load_points())


def test_the_assessor_may_be_another_one(doc):
    (relation,) = extract_relations(doc, assess=lambda draft, **_: 0.25 if draft.lemma == "reject" else 1.0)
    assert relation.confidence == 0.25
