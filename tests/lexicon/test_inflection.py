import pytest

from kg.lexicon.inflection import gerund, lemmas, participle, stem, third_person


@pytest.mark.parametrize(
    ("verb", "noun"), [("announce", "announcement"), ("negotiate", "negotiation"), ("attack", "attacker")]
)
def test_a_verb_and_the_noun_made_of_it_have_one_stem(verb, noun):
    assert stem(verb) == stem(noun)


@pytest.mark.parametrize(("one", "other"), [("sell", "buy"), ("strike", "stroke"), ("port", "portrait")])
def test_other_words_have_other_stems(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("predicate", "forms"),
    [("carry out", ("carried out", "carries out", "carrying out")), ("sing", ("sung", "sings", "singing"))],
)
def test_a_predicate_keeps_its_particle_in_every_form(predicate, forms):
    assert (participle(predicate), third_person(predicate), gerund(predicate)) == forms


def test_a_word_of_one_letter_has_forms_too():
    assert participle("x").startswith("x")


def test_a_word_may_have_several_base_forms():
    assert {"leave", "leaf"} <= lemmas("leaves")
