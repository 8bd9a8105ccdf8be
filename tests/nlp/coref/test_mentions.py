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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain/NN/nsubj/1 fell/VBD/ROOT/1 shortly/RB/advmod/4 before/IN/case/4 dawn/NN/obl/1", ["Rain", "dawn"]),
        ("Even/RB/advmod/2 the/DT/det/2 goats/NNS/nsubj/3 left/VBD/ROOT/3", ["the goats"]),
        ("Both/CC/cc:preconj/2 old/JJ/amod/2 goats/NNS/nsubj/3 left/VBD/ROOT/3", ["old goats"]),
        ("In/IN/case/1 truth/NN/nmod/4 it/PRP/nsubj/4 is/VBZ/cop/4 rain/NN/ROOT/4", ["truth", "it", "rain"]),
    ],
)
def test_what_stands_before_the_phrase_is_no_part_of_it(text, expected):
    assert wholes(people(text)) == expected


def test_what_closes_an_open_bracket_belongs_to_the_mention():
    doc = people("The/DT/det/1 goats/NNS/nsubj/5 (/(/punct/3 lean/JJ/amod/1 )/)/punct/3 left/VBD/ROOT/5")
    assert wholes(doc) == ["The goats ( lean )"]


def test_years_of_a_life_are_no_part_of_the_name():
    doc = people("Omar/NNP/nsubj/4 (/(/punct/2 1871/CD/nmod:unmarked/0 )/)/punct/2 sang/VBD/ROOT/4", (0, 1, "PERSON"))
    assert wholes(doc) == ["Omar", "1871"]


def test_a_number_that_counts_nothing_is_a_mention():
    doc = people("Two/CD/nummod/1 goats/NNS/nsubj/2 left/VBD/ROOT/2 in/IN/case/4 1871/CD/obl/2")
    assert wholes(doc) == ["Two goats", "1871"]


def test_a_name_within_a_longer_one_is_a_mention_of_no_name():
    doc = people("Museum/NNP/nsubj/4 of/IN/case/3 the/DT/det/3 Lakes/NNPS/nmod/0 reopened/VBD/ROOT/4", (0, 4, "ORG"))
    assert [(doc[one.start : one.end].text, one.name is not None) for one in find_mentions(doc)] == [
        ("Museum of the Lakes", True),
        ("the Lakes", False),
    ]


def test_a_coordination_is_a_group():
    doc = people("Omar/NNP/nsubj/3 and/CC/cc/2 Peter/NNP/conj/0 left/VBD/ROOT/3", (0, 1, "PERSON"), (2, 1, "PERSON"))
    assert [doc[one.start : one.end].text for one in find_groups(doc)] == ["Omar and Peter"]


@pytest.mark.parametrize("name", ["gendered_nouns", "kind_nouns"])
def test_every_entry_has_an_example_with_one_of_its_words(name):
    assert [one.words for one in load_lexicon(name).entries if not all(holds(one, text) for text in one.examples)] == []
