import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import Kind, Reference
from kg.resolve import EntityRecord, canonical_chooser, link_entities
from kg.resolve.spelling import sound_key
from kg.resolve.wording import slug


def entity(label, kind="PERSON", n_articles=1):
    reference = Reference(kind=Kind.ENTITY, key=slug(label), label=label, type=kind)
    return EntityRecord(reference=reference, n_articles=n_articles)


def pairs(*records):
    return [(one.left.label, one.right.label) for one in link_entities(records) if one.relation == "same"]


def test_a_surname_means_its_only_bearer():
    assert pairs(entity("Omar Haddad"), entity("Haddad")) == [("Haddad", "Omar Haddad")]


def test_a_surname_of_two_people_stays_unresolved():
    assert pairs(entity("Omar Haddad"), entity("Lina Haddad"), entity("Haddad")) == []


def test_spellings_of_one_name_are_one_person():
    found = pairs(entity("Sergei Yatsenko"), entity("Sergey Iatsenko"), entity("Yatsenko"))
    assert ("Sergei Yatsenko", "Sergey Iatsenko") in [tuple(sorted(pair)) for pair in found]
    assert len(found) == 2


def test_middle_names_do_not_count():
    assert pairs(entity("Mary Ann Jones"), entity("Mary Jones")) == [("Mary Ann Jones", "Mary Jones")]


@pytest.mark.parametrize("other", ["Paul Adler Jr.", "Anna Adler"])
def test_fathers_sons_and_sisters_are_told_apart(other):
    assert pairs(entity("Paul Adler"), entity(other)) == []


def test_an_acronym_means_the_one_long_name():
    records = [entity("World Free Food Forum", "ORG"), entity("WFFF", "ORG")]
    assert pairs(*records) == [("WFFF", "World Free Food Forum")]
    assert pairs(*records, entity("Women For Fair Fishing", "ORG")) == []


def test_three_letters_are_too_few_across_articles():
    assert pairs(entity("National Boat Club", "ORG"), entity("NBC", "ORG")) == []


def test_the_legal_form_does_not_count():
    assert pairs(entity("Lumen Corp.", "ORG"), entity("Lumen", "ORG")) == [("Lumen", "Lumen Corp.")]


def test_a_person_is_no_organisation():
    assert pairs(entity("Lumen"), entity("Lumen Corp.", "ORG")) == []


def test_every_decision_has_a_score_and_a_reason():
    [decision] = link_entities([entity("Omar Haddad"), entity("Haddad")])
    assert 0.8 <= decision.score <= 1
    assert decision.reasons[0] == "Omar Haddad is the only one of that name"
    assert decision.decided_by == "short-name"


def test_the_canonical_entity_is_a_full_name_even_where_the_surname_is_more_frequent():
    records = [entity("Haddad", n_articles=9), entity("Omar Haddad", n_articles=2), entity("Omar Hadad", n_articles=1)]
    choose = canonical_chooser(records)
    assert choose(record.reference for record in records).label == "Omar Haddad"


WORDS = st.sampled_from(
    ["Omar Haddad", "Lina Haddad", "Haddad", "Omar Hadad", "Paul Adler", "Adler", "Paul Adler Jr.", "P. Adler"]
)
ORGANISATIONS = st.sampled_from(["World Free Food Forum", "WFFF", "Lumen", "Lumen Corp.", "Women For Fair Fishing"])
RECORDS = st.lists(
    st.builds(entity, WORDS, st.just("PERSON"), st.integers(1, 5))
    | st.builds(entity, ORGANISATIONS, st.just("ORG"), st.integers(1, 5)),
    max_size=12,
)


@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_change_the_links(records, random):
    shuffled = list(records)
    random.shuffle(shuffled)
    assert link_entities(shuffled) == link_entities(records)
    references = [record.reference for record in records]
    if references:
        assert canonical_chooser(shuffled)(reversed(references)) == canonical_chooser(records)(references)


@pytest.mark.parametrize(
    ("one", "other"), [("Yatsenko", "Iatsenko"), ("Sergei", "Sergey"), ("Zhukovsky", "Zhukovskiy")]
)
def test_spellings_sound_alike(one, other):
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(("one", "other"), [("Berg", "Burg"), ("Miller", "Mills"), ("Haddad", "Hammad")])
def test_different_names_do_not_sound_alike(one, other):
    assert sound_key(one) != sound_key(other)
