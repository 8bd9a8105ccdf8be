"""Mentions of Docs written by hand: the whole and the core of each."""

import pytest

from kg.lexicon import load_lexicon
from kg.nlp.coref.mentions import find_groups, find_mentions
from tests.lexicon.test_words import holds
from tests.nlp.coref.test_coreference import people


def wholes(doc):
    return [doc[one.start : one.end].text for one in find_mentions(doc)]


def cores(doc):
    return [doc[slice(*one.core)].text for one in find_mentions(doc)]


CLAUSE = (
    "The/DT/det/1 boats/NNS/nsubj/7 that/WDT/nsubj/3 left/VBD/acl:relcl/1 early/RB/advmod/3 for/IN/case/6"
    " Ridge/NNP/obl/3 sank/VBD/ROOT/7"
)


def test_a_mention_reaches_over_its_relative_clause_and_its_core_does_not():
    doc = people(CLAUSE, (6, 1, "GPE"))
    assert wholes(doc) == ["The boats that left early for Ridge", "Ridge"]
    assert cores(doc) == ["The boats", "Ridge"]


def test_an_apposition_is_a_mention_of_its_own():
    doc = people(
        "Omar/NNP/nsubj/5 ,/,/punct/3 the/DT/det/3 mayor/NN/appos/0 ,/,/punct/3 sang/VBD/ROOT/5", (0, 1, "PERSON")
    )
    assert wholes(doc) == ["Omar", "the mayor"]


def test_a_title_belongs_to_the_name_and_the_core_is_the_name():
    doc = people("Mayor/NNP/nsubj/2 Omar/NNP/flat/0 sang/VBD/ROOT/2", (1, 1, "PERSON"))
    assert wholes(doc) == ["Mayor Omar"]
    assert cores(doc) == ["Omar"]


def test_a_possessive_keeps_its_ending():
    doc = people("Omar/NNP/nmod:poss/2 ’s/POS/case/0 boat/NN/nsubj/3 sank/VBD/ROOT/3", (0, 1, "PERSON"))
    assert wholes(doc) == ["Omar ’s", "Omar ’s boat"]


def test_a_noun_in_a_compound_is_a_mention():
    doc = people("The/DT/det/2 flood/NN/compound/2 bill/NN/nsubj/3 passed/VBD/ROOT/3")
    assert wholes(doc) == ["flood", "The flood bill"]


def test_a_predicate_noun_leaves_its_clause_out():
    doc = people("Omar/NNP/nsubj/3 was/VBD/cop/3 a/DT/det/3 mayor/NN/ROOT/3 once/RB/advmod/3", (0, 1, "PERSON"))
    assert wholes(doc) == ["Omar", "a mayor"]


def test_a_coordination_is_a_group():
    doc = people("Omar/NNP/nsubj/3 and/CC/cc/2 Peter/NNP/conj/0 left/VBD/ROOT/3", (0, 1, "PERSON"), (2, 1, "PERSON"))
    assert [doc[one.start : one.end].text for one in find_groups(doc)] == ["Omar and Peter"]


@pytest.mark.parametrize("name", ["gendered_nouns", "kind_nouns"])
def test_every_entry_has_an_example_with_one_of_its_words(name):
    assert [one.words for one in load_lexicon(name).entries if not all(holds(one, text) for text in one.examples)] == []
