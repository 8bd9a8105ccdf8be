"""Every pattern decides its examples and none of its counter-examples; the rules of frames stand by themselves."""

import re

import pytest

from kg.lexicon import load_lexicon
from kg.lexicon.event_classes import classes_of_phrase, singulars
from kg.lexicon.events import is_event_alone, noun_event_type
from kg.records import Polarity
from kg.resolve.account import build_account
from kg.resolve.event_frames import Filler, Frame
from kg.resolve.event_types import event_type_of, fits, match_pattern

from .drafts import Draft
from .event_examples import frames, patterns

CASES = list(patterns())
NAMES = [case[0] for case in CASES]
TYPES = frozenset(
    {
        "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST",
        "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
    }
)  # fmt: skip
LABELS = frozenset(
    {"PERSON", "GPE", "NORP", "ORG", "LOC", "FAC", "WORK_OF_ART", "PRODUCT", "MONEY", "CARDINAL", "PERCENT"}
)
KINDS = frozenset({"*", "-", "?", "several", "stated", "question", "infinitive", "subjunctive", "other", "negative"})


@pytest.mark.parametrize(("name", "pattern", "examples", "_"), CASES, ids=NAMES)
def test_a_pattern_decides_its_examples(name, pattern, examples, _):
    assert [one for one in examples if pattern.type not in types_of(one)] == []
    readings = [reading for one in examples for frame in frames(one) for reading in frame.readings()]
    assert any(fits(pattern, reading) for reading in readings), "no example is its own"


@pytest.mark.parametrize(("name", "pattern", "_", "counterexamples"), CASES, ids=NAMES)
def test_a_pattern_leaves_its_counterexamples(name, pattern, _, counterexamples):
    assert counterexamples
    assert [one for one in counterexamples if pattern.type in types_of(one)] == []


def types_of(example):
    return {event_type_of(frame) for frame in frames(example)}


@pytest.mark.parametrize(("name", "pattern", "_", "__"), CASES, ids=NAMES)
def test_a_pattern_names_only_what_is_known(name, pattern, _, __):
    classes = {entry["class"] for entry in load_lexicon("event_classes").entries}
    classes |= {wide for entry in load_lexicon("event_classes").entries for wide in entry.fields.get("within", ())}
    asked = {
        word
        for slots in (pattern.slots, pattern.roles, pattern.without, pattern.without_roles)
        for wanted in slots.values()
        for word in wanted
    }
    assert pattern.type in TYPES
    unknown = {word for word in asked if not word.startswith("=") and " " not in word}
    assert unknown - classes - TYPES - LABELS - KINDS == set()


def test_all_types_have_patterns():
    assert {pattern.type for _, pattern, _, _ in CASES} == TYPES


@pytest.mark.parametrize(
    ("example", "type_"),
    [
        ("Talks | began | in Port Ellis", "CONSULT"),
        ("The shelling | continued", "ASSAULT"),
        ("The call | came | at noon", None),
        ("The mayor | said | that the road is open", None),
        ("The mayor | told | reporters", None),
        ("The singer | left | the room", None),
        ("Sales | met | expectations", None),
        ("The senator | delivered | a speech", None),
        ("She | shared | a photo", None),
        ("Prices | hit | a record", None),
        ("The label | released | an album", None),
    ],
)
def test_events_that_happen_and_words_of_other_senses(example, type_):
    assert types_of(example) == {type_}


@pytest.mark.parametrize(
    ("noun", "type_"), [("negotiations", "CONSULT"), ("ceasefire", "RETREAT"), ("treaties", "AGREE"), ("harbour", None)]
)
def test_nouns_have_types(noun, type_):
    assert noun_event_type(noun) == type_


def test_some_nouns_tell_too_little_for_a_claim():
    assert is_event_alone("attacks")
    assert not is_event_alone("call")


def test_a_phrase_has_the_classes_of_its_head_and_of_its_words():
    found = classes_of_phrase("rubber bullets", head="bullets")
    assert {"weapon", "=bullet", "rubber bullet"} <= found
    assert "official" in classes_of_phrase("President Ana Reyes", head="Reyes", label="PERSON")
    assert "official" not in classes_of_phrase("Ana Reyes", head="Reyes", label="PERSON")
    assert {"fighter", "armed", "actor"} <= classes_of_phrase("two gunmen", head="gunmen")


@pytest.mark.parametrize(("noun", "one"), [("gunmen", "gunman"), ("treaties", "treaty"), ("clashes", "clash")])
def test_plurals_have_their_singular(noun, one):
    assert one in singulars(noun)


def test_a_denied_event_keeps_its_type():
    draft = Draft("Chad did not attack the port.")
    draft.entity("Chad", "GPE")
    port = draft.argument("object", "the port")
    draft.relation("attack", "did not attack", draft.argument("subject", "Chad"), port, polarity=Polarity.NEGATIVE)
    assert types_in(draft) == ["ASSAULT"]


def test_a_refusal_that_is_merged_with_its_verb_is_one():
    draft = Draft("Chad refused to sign the treaty.")
    draft.entity("Chad", "GPE")
    treaty = draft.argument("object", "the treaty")
    draft.relation("sign", "refused to sign", draft.argument("subject", "Chad"), treaty, polarity=Polarity.NEGATIVE)
    assert types_in(draft) == ["REJECT"]


def test_a_promise_to_do_harm_is_a_threat_and_the_harm_has_its_own_type():
    draft = Draft("Chad vowed to bomb the port.")
    draft.entity("Chad", "GPE")
    bomb = draft.relation("bomb", "bomb", draft.argument("subject", "Chad"), draft.argument("object", "the port"))
    clause = draft.argument("clause", "to bomb the port", "bomb", relation=bomb)
    draft.relation("vow", "vowed", draft.argument("subject", "Chad"), clause)
    assert sorted(types_in(draft)) == ["ASSAULT", "THREATEN"]


def test_a_noun_states_its_event():
    draft = Draft("the Chadian raid on Niger")
    draft.entity("Chadian", "NORP")
    draft.entity("Niger", "GPE")
    draft.relation(
        "attack",
        "raid",
        draft.argument("subject", "Chadian"),
        draft.argument("object", "Niger"),
        rule="nominal-event",
    )
    assert types_in(draft) == ["ASSAULT"]


def test_a_passive_is_asked_in_active_order():
    draft = Draft("The editor was arrested by the police.")
    by = draft.argument("by", "the police")
    draft.relation("arrest", "was arrested", draft.argument("subject", "The editor"), by, passive=True)
    assert types_in(draft) == ["COERCE"]


def test_a_bare_participle_is_passive():
    draft = Draft("Two soldiers killed in the raid were brothers.")
    raid = draft.argument("in", "the raid")
    draft.relation("kill", "killed", draft.argument("subject", "Two soldiers"), raid, rule="participle")
    assert types_in(draft) == ["ASSAULT"]


def test_no_word_of_a_pattern_is_lost_on_its_way():
    assert match_pattern(Frame(predicate="sleep")) is None
    army, town = (
        Filler(role=role, classes=frozenset({name})) for role, name in (("subject", "armed"), ("from", "place"))
    )
    assert event_type_of(Frame(predicate="withdraw", fillers=(army, town))) == "RETREAT"


def types_in(draft):
    return [found.event_type for found in build_account(draft.annotation()).assertions if found.event_type]


def test_examples_are_columns_of_subject_predicate_and_arguments():
    for _, _, examples, counterexamples in CASES:
        for one in (*examples, *counterexamples):
            assert re.fullmatch(r"[A-Z][^|.]*(?: \| [^|.]+)+", one), one
