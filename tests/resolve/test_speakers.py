"""Who stands as the speaker of a claim."""

import pytest

from kg.records import Chain, Span
from kg.resolve.account import build_account
from kg.resolve.reporting import is_spoken

from .drafts import Draft

SPOKEN = [
    ("say", "clause", "verb", True),
    ("unheard", "quote", "verb", True),
    ("want", "object-infinitive", "verb", True),
    ("want", "infinitive", "verb", False),
    ("plan", "infinitive", "verb", False),
    ("threaten", "infinitive", "verb", True),
    ("refuse", "infinitive", "verb", False),
    ("resist", "gerund", "verb", False),
    ("prompt", "object-infinitive", "verb", False),
    ("accuse", "object-of", "verb", True),
    ("criticise", "object-for", "verb", True),
    ("criticise", "object", "verb", False),
    ("allow", "object-infinitive", "verb", False),
    ("persuade", "clause", "verb", True),
    ("support", "object", "verb", False),
    ("expect", "object-infinitive", "verb", True),
    ("opposition", "noun-phrase", "noun", False),
    ("claim", "noun-clause", "noun", True),
]


@pytest.mark.parametrize(("lemma", "form", "part", "expected"), SPOKEN)
def test_who_acts_or_feels_does_not_speak(lemma, form, part, expected):
    assert is_spoken(lemma, form=form, part=part) is expected


def speakers_of(draft, predicate):
    found = {assertion.claim.predicate: assertion for assertion in build_account(draft.annotation()).assertions}
    return [speaker.label for speaker in found[predicate].speakers]


def test_an_act_leaves_the_next_outer_speaker():
    draft = Draft("Ode said the bill prompted Rome to close the port.")
    draft.entity("Ode", "PERSON")
    draft.entity("Rome", "GPE")
    draft.attribution("Ode", "said", "the bill prompted Rome to close the port", rule="clause")
    inner = draft.attribution(
        "the bill", "prompted", "Rome to close the port", rule="object-infinitive", cue_lemma="prompt", outer=0
    )
    draft.relation(
        "close", "close", draft.argument("subject", "Rome"), draft.argument("object", "the port"), attribution=inner
    )
    assert speakers_of(draft, "close") == ["Ode"]


def test_a_relative_pronoun_is_the_subject_of_its_clause():
    draft = Draft("The talks come after Ode, who confirmed the port is open.")
    draft.entity("Ode", "PERSON")
    inner = draft.attribution("who", "confirmed", "the port is open", rule="clause")
    draft.relation(
        "be", "is", draft.argument("subject", "the port"), draft.argument("complement", "open"), attribution=inner
    )
    draft.relation(
        "confirm",
        "confirmed",
        draft.argument("subject", "Ode"),
        draft.argument("clause", "the port is open", "open", relation=0),
        rule="relative",
    )
    assert speakers_of(draft, "be") == ["Ode"]


def test_an_event_does_not_speak():
    draft = Draft("The talks said the port is open.")
    said = draft.attribution("The talks", "said", "the port is open", rule="clause")
    draft.relation(
        "be", "is", draft.argument("subject", "the port"), draft.argument("complement", "open"), attribution=said
    )
    assert speakers_of(draft, "be") == []


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("Ode said mayor Ann Lee left.", "mayor Ann Lee left", []),
        ("Ode said: “Mayor Ann Lee left.”", "“Mayor Ann Lee left.”", ["Ode"]),
    ],
)
def test_an_office_outside_quotation_marks_is_the_outlets_word(text, content, expected):
    draft = Draft(text)
    draft.entity("Ode", "PERSON")
    draft.entity("Ann Lee", "PERSON")
    said = draft.attribution("Ode", "said", content, rule="clause")
    office = "mayor" if "mayor" in text else "Mayor"
    draft.relation(
        "be",
        office,
        draft.argument("subject", "Ann Lee"),
        draft.argument("complement", office),
        attribution=said,
        rule="title",
        span=draft.span(f"{office} Ann Lee"),
    )
    assert speakers_of(draft, "be") == expected


def subject_of(text, words, head, *names):
    draft = Draft(text)
    for name, label in names:
        draft.entity(name, label)
    draft.relation("sign", "signed", draft.argument("subject", words, head), draft.argument("object", "the pact"))
    [assertion] = build_account(draft.annotation()).assertions
    return assertion.claim.subject.label


def test_a_name_inside_an_apposition_is_no_partner():
    text = "Ann Lee, Bob Ray’s aide, signed the pact."
    assert subject_of(text, "Ann Lee, Bob Ray’s aide", "Lee", ("Ann Lee", "PERSON"), ("Bob Ray", "PERSON")) == "Ann Lee"


def test_a_list_with_and_names_partners():
    text = "Chad, Niger and Mali signed the pact."
    names = (("Chad", "GPE"), ("Niger", "GPE"), ("Mali", "GPE"))
    assert subject_of(text, "Chad, Niger and Mali", "Chad", *names) == "Chad, Niger and Mali"


def test_a_pronoun_of_a_thing_without_a_name_is_that_thing():
    draft = Draft("The team sails and it carries tents.")
    draft.chains.append(Chain(mentions=(draft.span("The team"), draft.span("it")), name=None, label=None))
    draft.relation("carry", "carries", draft.argument("subject", "it"), draft.argument("object", "tents"))
    [assertion] = build_account(draft.annotation()).assertions
    assert assertion.claim.subject.label == "team"


def test_an_aside_is_no_part_of_a_speaker():
    draft = Draft("A harbour aide – in the old hall – said the port is open.")
    said = draft.attribution("A harbour aide – in the old hall –", "said", "the port is open", rule="clause")
    draft.relation(
        "be", "is", draft.argument("subject", "the port"), draft.argument("complement", "open"), attribution=said
    )
    assert speakers_of(draft, "be") == ["harbour aide"]


def test_a_name_beside_an_office_speaks():
    draft = Draft("The Oslo mayor, Ann Lee, said the port is open.")
    draft.entity("Oslo", "GPE")
    draft.entity("Ann Lee", "PERSON")
    said = draft.attribution("The Oslo mayor, Ann Lee,", "said", "the port is open", rule="clause")
    draft.relation(
        "be", "is", draft.argument("subject", "the port"), draft.argument("complement", "open"), attribution=said
    )
    draft.relation(
        "say",
        "said",
        draft.argument("subject", "The Oslo mayor, Ann Lee", "mayor", core="The Oslo mayor"),
        draft.argument("clause", "the port is open", "open", relation=0),
    )
    assert speakers_of(draft, "be") == ["Ann Lee"]


@pytest.mark.parametrize(("word", "expected"), [("who", "aide"), ("he", "aide")])
def test_a_pronoun_of_somebody_without_a_name_is_the_noun(word, expected):
    draft = Draft(f"An aide came and {word} said the port is open.")
    draft.chains.append(
        Chain(
            mentions=(draft.span("An aide"),),
            name=None,
            label=None,
            anchors=(draft.span("An aide"), Span(draft.span(f" {word} ").start + 1, draft.span(f" {word} ").end - 1)),
        )
    )
    said = draft.attribution(word, "said", "the port is open", rule="clause")
    draft.relation(
        "be", "is", draft.argument("subject", "the port"), draft.argument("complement", "open"), attribution=said
    )
    assert speakers_of(draft, "be") == [expected]


def test_only_anchors_go_by_a_name():
    draft = Draft("Ode met the mayor, and the mayor signed the pact.")
    draft.entity("Ode", "PERSON")
    spans = (draft.span("Ode"), draft.span("the mayor", 1))
    draft.chains.append(Chain(mentions=spans, name=draft.span("Ode"), label="PERSON", anchors=spans[:1]))
    draft.relation("sign", "signed", draft.argument("subject", "the mayor"), draft.argument("object", "the pact"))
    [assertion] = build_account(draft.annotation()).assertions
    assert assertion.claim.subject.label == "mayor"
