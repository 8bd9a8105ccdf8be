"""Attachment scores of trees whose words are matched by their characters."""

from dataclasses import replace

import pytest
import spacy
from spacy.tokens import Doc

from tests.benchmarks.conllu import Document, Word
from tests.benchmarks.trees import Node, gold_nodes, read_nodes, score_documents, score_sentences, score_trees

# "Boats carry salt ."
GOLD = [
    Node(span=(0, 5), head=(6, 11), dep="nsubj", tag="NNS", pos="NOUN"),
    Node(span=(6, 11), head=None, dep="root", tag="VBP", pos="VERB"),
    Node(span=(12, 16), head=(6, 11), dep="obj", tag="NN", pos="NOUN"),
    Node(span=(17, 18), head=(6, 11), dep="punct", tag=".", pos="PUNCT"),
]


def f1(gold, found):
    return {name: round(counts.f1, 1) for name, counts in score_trees(gold, found).items()}


def test_the_gold_scores_100_and_nothing_scores_0():
    assert set(f1(GOLD, GOLD).values()) == {100.0}
    assert set(f1(GOLD, []).values()) == {0.0}


def test_a_wrong_label_costs_las_and_not_uas():
    scores = f1(GOLD, [replace(GOLD[0], dep="obl"), *GOLD[1:]])
    assert (scores["uas"], scores["las"], scores["las words"]) == (100.0, 75.0, 66.7)


def test_a_subtype_costs_only_the_full_labels():
    scores = f1(GOLD, [replace(GOLD[0], dep="nsubj:pass"), *GOLD[1:]])
    assert (scores["las"], scores["las full"]) == (100.0, 75.0)


def test_a_word_cut_in_two_costs_its_own_and_its_dependents_attachment():
    halves = [replace(GOLD[1], span=(6, 8), head=(8, 11), dep="compound"), replace(GOLD[1], span=(8, 11))]
    found = [replace(GOLD[0], head=(8, 11)), *halves, *(replace(node, head=(8, 11)) for node in GOLD[2:])]
    scores = f1(GOLD, found)
    assert scores["las"] == 0
    assert scores["words"] == pytest.approx(2 * 3 / (4 + 5) * 100, abs=0.05)


@pytest.fixture(scope="module")
def vocab():
    return spacy.blank("en").vocab


def parsed(vocab):
    return Doc(
        vocab,
        words=["Boats", "carry", "salt", "\n\n", "Carts", "too"],
        spaces=[True, True, False, False, True, False],
        heads=[1, 1, 1, 2, 4, 4],
        deps=["nsubj", "ROOT", "obj", "dep", "ROOT", "advmod"],
        tags=["NNS", "VBP", "NN", "_SP", "NNS", "RB"],
        pos=["NOUN", "VERB", "NOUN", "SPACE", "NOUN", "ADV"],
    )


def word(start, end, head, dep, tag, pos):
    return Word(form="", tag=tag, pos=pos, head=head, dep=dep, misc={}, start=start, end=end)


@pytest.fixture
def document():
    words = (
        word(0, 5, 1, "nsubj", "NNS", "NOUN"),
        word(6, 11, None, "root", "VBP", "VERB"),
        word(12, 16, 1, "obj", "NN", "NOUN"),
        word(18, 23, None, "root", "NNS", "NOUN"),
        word(24, 27, 3, "advmod", "RB", "ADV"),
    )
    text = "Boats carry salt\n\nCarts too"
    words = tuple(replace(one, form=text[one.start : one.end]) for one in words)
    return Document(
        id="x", genre="", text=text, words=words, sentences=(range(3), range(3, 5)), sentence_ids=("1", "2")
    )


def test_white_space_is_no_word(vocab, document):
    found = read_nodes(parsed(vocab))
    assert [node.span for node in found] == [node.span for node in gold_nodes(document)]
    assert set(f1(gold_nodes(document), found).values()) == {100.0}
    assert score_sentences(document, parsed(vocab)).f1 == 100


def test_a_pipeline_that_reads_the_gold_scores_100_by_every_scorer(document):
    nlp = spacy.blank("en")
    nlp.tokenizer = lambda _: parsed(nlp.vocab)
    assert score_documents(nlp, [document]) == dict.fromkeys(
        ("words", "tags", "pos", "uas", "las", "las full", "las words", "sentences", "las spacy"), pytest.approx(100)
    )
