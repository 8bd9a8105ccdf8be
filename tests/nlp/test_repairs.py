import pytest
import spacy
from spacy.tokens import Doc

from kg.nlp.repairs import REPAIRS, repair_tree

VOCAB = spacy.blank("en").vocab

# repair, words, parts of speech, tags, heads and labels as parsed, then heads and labels as they should be
CASES = [
    (
        "free_verb",
        "Troops denied guilt",
        "NOUN VERB NOUN",
        "NNS VBN NN",
        [1, 2, 2],
        "nsubj amod ROOT",
        [1, 1, 1],
        "nsubj ROOT obj",
    ),
    (
        "hang_report",
        "Ode told aides Monday that rain fell",
        "PROPN VERB NOUN PROPN SCONJ NOUN VERB",
        "NNP VBD NNS NNP IN NN VBD",
        [1, 1, 1, 1, 6, 6, 3],
        "nsubj ROOT iobj obl mark nsubj acl:relcl",
        [1, 1, 1, 1, 6, 6, 1],
        "nsubj ROOT iobj obl mark nsubj ccomp",
    ),
    (
        "hang_infinitive",
        "Rain forced them to flee",
        "NOUN VERB PRON PART VERB",
        "NN VBD PRP TO VB",
        [1, 1, 1, 4, 2],
        "nsubj ROOT obj mark acl",
        [1, 1, 1, 4, 1],
        "nsubj ROOT obj mark xcomp",
    ),
    (
        "hang_relative",
        "Ode sold mills which burned",
        "PROPN VERB NOUN PRON VERB",
        "NNP VBD NNS WDT VBD",
        [1, 1, 1, 4, 1],
        "nsubj ROOT obj nsubj ccomp",
        [1, 1, 1, 4, 2],
        "nsubj ROOT obj nsubj acl:relcl",
    ),
    (
        "free_main",
        "mills they bought burned",
        "NOUN PRON VERB VERB",
        "NNS PRP VBD VBD",
        [0, 2, 0, 2],
        "ROOT nsubj acl:relcl advcl",
        [3, 2, 0, 3],
        "nsubj nsubj acl:relcl ROOT",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_repair_mends_its_mistake_and_nothing_else(case):
    _, words, pos, tags, heads, deps, right_heads, right_deps = case
    lemmas = [{"told": "tell", "forced": "force", "denied": "deny"}.get(word, word) for word in words.split()]
    doc = Doc(
        VOCAB, words=words.split(), lemmas=lemmas, pos=pos.split(), tags=tags.split(), heads=heads, deps=deps.split()
    )
    doc = repair_tree(doc)
    assert [token.head.i for token in doc] == right_heads
    assert [token.dep_ for token in doc] == right_deps.split()


def test_a_content_noun_keeps_its_clause():
    words, heads = ["Ode", "heard", "news", "that", "rain", "fell"], [1, 1, 1, 5, 5, 2]
    deps = ["nsubj", "ROOT", "obj", "mark", "nsubj", "acl"]
    tags, pos = ["NNP", "VBD", "NN", "IN", "NN", "VBD"], ["PROPN", "VERB", "NOUN", "SCONJ", "NOUN", "VERB"]
    lemmas = ["Ode", "hear", "news", "that", "rain", "fall"]
    doc = repair_tree(Doc(VOCAB, words=words, heads=heads, deps=deps, tags=tags, pos=pos, lemmas=lemmas))
    assert doc[5].head.i == 2


def test_each_repair_has_a_name_of_its_own():
    assert len({repair.__name__ for repair in REPAIRS}) == len(REPAIRS)
