"""What tells one event from others of its kind; Docs by hand."""

import pytest

from kg.lexicon import load_lexicon
from kg.nlp.event_traits import countries, event_traits, times_by_token
from tests.nlp.parsed import parsed

TALKS = "{}/ADJ/JJ/amod/1 talks/NOUN/NNS/nsubj/2/talk failed/VERB/VBD/ROOT/2/fail"


def traits(doc, word):
    token = next(token for token in doc if token.text == word)
    return event_traits(token, times_by_token(doc))


@pytest.mark.parametrize(
    ("modifier", "found"),
    [
        ("third", {"nth 3"}),
        ("2nd", {"nth 2"}),
        ("earlier", {"earlier"}),
        ("previous", {"earlier"}),
        ("long", set()),
        ("Chadian", {"of Chad"}),
    ],
)
def test_modifiers_tell_number_order_and_country(modifier, found):
    assert traits(parsed(TALKS.format(modifier)), "talks") == {"plural", *found}


def test_each_word_of_the_lexicon_gives_a_trait():
    for entry in load_lexicon("sequence").entries:
        for word in entry.words:
            assert len(traits(parsed(TALKS.format(word)), "talks")) == 2, word


def test_one_event_is_singular():
    doc = parsed("the/DET/DT/det/1 strike/NOUN/NN/nsubj/2 ended/VERB/VBD/ROOT/2/end")
    assert traits(doc, "strike") == {"singular"}


ON_DAY = "they/PRON/PRP/nsubj/1 {verb} talks/NOUN/NNS/obj/1/talk on/ADP/IN/case/4 Friday/PROPN/NNP/obl/1"


@pytest.mark.parametrize("verb", ["held/VERB/VBD/ROOT/1/hold", "plan/VERB/VBP/ROOT/1/plan"])
def test_the_time_of_a_verb_that_brings_it_about_is_the_event_s(verb):
    doc = parsed(ON_DAY.format(verb=verb), times=[("Friday", "2024-03-15")])
    assert traits(doc, "talks") == {"plural", "on 2024-03-15"}


def test_the_time_of_another_verb_is_its_own():
    doc = parsed(ON_DAY.format(verb="praised/VERB/VBD/ROOT/1/praise"), times=[("Friday", "2024-03-15")])
    assert traits(doc, "talks") == {"plural"}
    assert traits(doc, "praised") == {"on 2024-03-15"}


def test_an_event_takes_place_but_takes_nothing_else():
    line = (
        "talks/NOUN/NNS/nsubj/1/talk took/VERB/VBD/ROOT/1/take {}/NOUN/NN/obj/1 on/ADP/IN/case/4 Friday/PROPN/NNP/obl/1"
    )
    place, hours = (parsed(line.format(noun), times=[("Friday", "2024-03-15")]) for noun in ("place", "patience"))
    assert "on 2024-03-15" in traits(place, "talks")
    assert "on 2024-03-15" not in traits(hours, "talks")


def test_a_time_of_its_own_comes_before_that_of_its_verb():
    doc = parsed(
        "they/PRON/PRP/nsubj/1 held/VERB/VBD/ROOT/1/hold the/DET/DT/det/4 May/PROPN/NNP/compound/4"
        " talks/NOUN/NNS/obj/1/talk on/ADP/IN/case/6 Friday/PROPN/NNP/obl/1",
        times=[("May", "2024-05"), ("Friday", "2024-05-17")],
    )
    assert traits(doc, "talks") == {"plural", "on 2024-05"}


@pytest.mark.parametrize("bound", ["until", "before", "since", "by"])
def test_a_bound_is_no_day_of_the_event(bound):
    line = ON_DAY.replace("on/ADP", f"{bound}/ADP").format(verb="held/VERB/VBD/ROOT/1/hold")
    assert traits(parsed(line, times=[("Friday", "2024-03-15")]), "talks") == {"plural"}


@pytest.mark.parametrize("when", ["PT2H", "2024", "2024-W12"])
def test_only_days_months_and_intervals_are_told(when):
    doc = parsed(ON_DAY.format(verb="held/VERB/VBD/ROOT/1/hold"), times=[("Friday", when)])
    assert times_by_token(doc) == {}


@pytest.mark.parametrize(
    ("word", "found"),
    [("Chadian", {"of Chad"}), ("Chad", {"of Chad"}), ("Kremlin", {"of Russia"}), ("harbour", set())],
)
def test_countries_are_told_by_name_people_and_seat(word, found):
    assert countries(parsed(f"{word}/PROPN/NNP/ROOT/0")) == found
