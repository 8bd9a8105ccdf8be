import pytest

from kg.lexicon import load_lexicon
from kg.nlp.modality import judge
from kg.nlp.relation.clauses import read_clauses
from kg.nlp.relation.tree import Node
from kg.records import Certainty, Polarity, Tense


def node(i, text, pos, tag, dep, lemma=None):
    return Node(
        i=i,
        text=text,
        lower=text.lower(),
        lemma=lemma or text.lower(),
        pos=pos,
        tag=tag,
        dep=dep,
        start=i * 20,
        end=i * 20 + len(text),
        entity="",
        entity_start=False,
        sentence=0,
    )


def judge_words(*helpers, verb=("sell", "VB"), **context):
    """Judge "the firm HELPERS sell": helpers are (text, pos, tag, dep, lemma)."""
    head = node(9, verb[0], "VERB", verb[1], "ROOT", "sell")
    nodes = [node(0, "firm", "NOUN", "NN", "nsubj"), head]
    nodes[0].move(head, "nsubj")
    for i, (text, pos, tag, dep, lemma) in enumerate(helpers, start=1):
        helper = node(i, text, pos, tag, dep, lemma)
        helper.move(head, dep)
        nodes.append(helper)
    return judge(read_clauses(sorted(nodes, key=lambda each: each.i))[9], **context)


WILL = ("will", "AUX", "MD", "aux", "will")
NOT = ("not", "PART", "RB", "advmod", "not")
MAY = ("may", "AUX", "MD", "aux", "may")
HAS = ("has", "AUX", "VBZ", "aux", "have")
REPORTEDLY = ("reportedly", "ADV", "RB", "advmod", "reportedly")
IF = ("if", "SCONJ", "IN", "mark", "if")

CASES = [
    ((WILL,), ("sell", "VB"), "positive certain future"),
    ((WILL, NOT), ("sell", "VB"), "negative certain future"),
    ((MAY,), ("sell", "VB"), "positive possible present"),
    ((HAS, NOT), ("sold", "VBN"), "negative certain past"),
    ((), ("sold", "VBD"), "positive certain past"),
    ((), ("sells", "VBZ"), "positive certain present"),
    ((REPORTEDLY,), ("sold", "VBD"), "positive probable past"),
    ((IF,), ("sells", "VBZ"), "positive unknown present"),
]


@pytest.mark.parametrize(("helpers", "verb", "meant"), CASES)
def test_words_around_the_verb(helpers, verb, meant):
    found = judge_words(*helpers, verb=verb)
    assert f"{found.polarity} {found.certainty} {found.tense}" == meant


def test_the_weakest_word_counts():
    assert judge_words(MAY, IF).certainty is Certainty.UNKNOWN


def test_a_denial_of_a_negation_is_positive():
    assert judge_words(HAS, NOT, verb=("sold", "VBN"), stance="deny").polarity is Polarity.POSITIVE


def test_the_present_of_a_time_to_come_is_future():
    assert judge_words(verb=("sells", "VBZ"), future_time=True).tense is Tense.FUTURE


def test_every_stance_of_the_cues_is_known_or_neutral():
    known = load_lexicon("stances").words()
    neutral = {"name", "rule"}
    assert {entry["stance"] for entry in load_lexicon("cues").entries} <= known | neutral


THAT = ("that", "SCONJ", "IN", "mark", "that")


def test_what_somebody_shares_that_happened_is_told_and_not_only_spoken_about():
    assert judge_words(THAT, verb=("sold", "VBD"), stance="discuss").certainty is Certainty.CERTAIN
    assert judge_words(verb=("sold", "VBD"), stance="discuss").certainty is Certainty.UNKNOWN


def test_a_gerund_with_a_time_to_come_is_future():
    assert judge_words(verb=("selling", "VBG"), future_time=True).tense is Tense.FUTURE
