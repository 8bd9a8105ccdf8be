import pytest

from kg.resolve.claim_reading import days_of, read_case
from kg.resolve.claim_slots import read_slot
from kg.resolve.claim_words import are_contrary, atom, atoms, predicate_concepts

from .claim_cases import claim_case


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("negotiations", "talks"),
        ("killed", "deaths"),
        ("Ukrainian", "Ukraine"),
        ("announced", "announcement"),
        ("US", "American"),
    ],
)
def test_words_of_one_concept_are_one_atom(one, other):
    assert atom(one) == atom(other)


@pytest.mark.parametrize(("one", "other"), [("harbour", "harvest"), ("Norway", "Sweden"), ("win", "lose")])
def test_other_words_are_other_atoms(one, other):
    assert atom(one) != atom(other)


def test_words_that_say_nothing_are_left_out():
    assert atoms("us and the harbour of it") == (atom("harbour"),)


def test_a_particle_makes_another_verb():
    assert are_contrary(predicate_concepts("accept"), predicate_concepts("turn down"))
    assert predicate_concepts("turn on") == frozenset()


def test_a_light_verb_leaves_what_happens_to_its_noun():
    reading = read_case(claim_case("entity/norland | launch | topic/drone-attack | on=entity/sudria | past"))
    assert reading.core == {atom("attack")}
    assert (reading.agent.label, reading.patient.label) == ("norland", "sudria")


def test_the_noun_after_of_counts_where_the_head_says_little():
    assert read_slot("topic/series-of-attacks").head == atom("attack")
    assert read_slot("topic/chief-of-police").head == atom("chief")


def test_an_unknown_pronoun_is_nobody():
    assert read_slot("topic/they") is None


@pytest.mark.parametrize(
    ("time", "n_days"), [("2031-05-16", 1), ("2031-05", 31), ("2031", 365), ("2031-05-16/2031-05-18", 3)]
)
def test_a_time_covers_its_days(time, n_days):
    first, last = days_of(time)
    assert last - first + 1 == n_days


@pytest.mark.parametrize("time", [None, "P3D", "XXXX-WXX-1", "2031-13-40", "PAST_REF"])
def test_what_names_no_day_covers_none(time):
    assert days_of(time) is None
