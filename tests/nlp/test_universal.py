import pytest
import spacy
from spacy.tokens import Doc

from kg.lexicon import load_lexicon
from kg.nlp.universal import set_universal

VOCAB = spacy.blank("en").vocab

# words with their heads, labels and parts of speech in CLEAR style; then the UD heads and labels
CASES = {
    "direct object": (
        ["Ode", "sold", "mills"],
        [1, 1, 1],
        ["nsubj", "ROOT", "dobj"],
        ["PROPN", "VERB", "NOUN"],
        [1, 1, 1],
        ["nsubj", "ROOT", "obj"],
    ),
    "passive with agent and place": (
        ["It", "was", "sold", "by", "Ode", "in", "Alma"],
        [2, 2, 2, 2, 3, 2, 5],
        ["nsubjpass", "auxpass", "ROOT", "agent", "pobj", "prep", "pobj"],
        ["PRON", "AUX", "VERB", "ADP", "PROPN", "ADP", "PROPN"],
        [2, 2, 2, 4, 2, 6, 2],
        ["nsubj:pass", "aux:pass", "ROOT", "case", "obl:agent", "case", "obl"],
    ),
    "prepositional phrase in a noun phrase": (
        ["The", "mill", "of", "Alma", "burned"],
        [1, 4, 1, 2, 4],
        ["det", "nsubj", "prep", "pobj", "ROOT"],
        ["DET", "NOUN", "ADP", "PROPN", "VERB"],
        [1, 4, 3, 1, 4],
        ["det", "nsubj", "case", "nmod", "ROOT"],
    ),
    "copula with adjective": (
        ["The", "mill", "is", "not", "old"],
        [1, 2, 2, 2, 2],
        ["det", "nsubj", "ROOT", "neg", "acomp"],
        ["DET", "NOUN", "AUX", "PART", "ADJ"],
        [1, 4, 4, 4, 4],
        ["det", "nsubj", "cop", "advmod", "ROOT"],
    ),
    "copula with place": (
        ["It", "is", "in", "Alma"],
        [1, 1, 1, 2],
        ["nsubj", "ROOT", "prep", "pobj"],
        ["PRON", "AUX", "ADP", "PROPN"],
        [3, 3, 3, 3],
        ["nsubj", "cop", "case", "ROOT"],
    ),
    "existential": (
        ["There", "was", "rain"],
        [1, 1, 1],
        ["expl", "ROOT", "attr"],
        ["PRON", "VERB", "NOUN"],
        [1, 1, 1],
        ["expl", "ROOT", "nsubj"],
    ),
    "coordination": (
        ["Ode", "sold", "mills", ",", "farms", "and", "ports"],
        [1, 1, 1, 2, 2, 4, 4],
        ["nsubj", "ROOT", "dobj", "punct", "conj", "cc", "conj"],
        ["PROPN", "VERB", "NOUN", "PUNCT", "NOUN", "CCONJ", "NOUN"],
        [1, 1, 1, 2, 2, 6, 2],
        ["nsubj", "ROOT", "obj", "punct", "conj", "cc", "conj"],
    ),
    "gerund after a preposition": (
        ["She", "left", "after", "selling", "mills"],
        [1, 1, 1, 2, 3],
        ["nsubj", "ROOT", "prep", "pcomp", "dobj"],
        ["PRON", "VERB", "ADP", "VERB", "NOUN"],
        [1, 1, 3, 1, 3],
        ["nsubj", "ROOT", "mark", "advcl", "obj"],
    ),
    "dative with a preposition": (
        ["She", "gave", "grain", "to", "him"],
        [1, 1, 1, 1, 3],
        ["nsubj", "ROOT", "dobj", "dative", "pobj"],
        ["PRON", "VERB", "NOUN", "ADP", "PRON"],
        [1, 1, 1, 4, 1],
        ["nsubj", "ROOT", "obj", "case", "obl"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_clear_becomes_universal(name):
    words, heads, deps, pos, ud_heads, ud_deps = CASES[name]
    doc = set_universal(Doc(VOCAB, words=words, heads=heads, deps=deps, pos=pos))
    assert [token.dep_ for token in doc] == ud_deps
    assert [token.head.i for token in doc] == ud_heads


def test_universal_trees_are_left_alone():
    words, heads = ["Ode", "sold", "mills", "in", "May"], [1, 1, 1, 4, 1]
    deps = ["nsubj", "ROOT", "obj", "case", "obl"]
    doc = set_universal(Doc(VOCAB, words=words, heads=heads, deps=deps))
    assert [token.dep_ for token in doc] == deps
    assert [token.head.i for token in doc] == heads


def test_every_operation_of_the_mapping_is_known():
    assert {entry["operation"] for entry in load_lexicon("dependencies").entries} == {
        "rename",
        "flip-case",
        "flip-copula",
        "chain",
    }
