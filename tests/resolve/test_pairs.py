"""Whom phrases for two parties stand for."""

import pytest

from kg.resolve.account import build_account

from .drafts import Draft

PEOPLE = (("Ann Lee", "PERSON"), ("Bob Ray", "PERSON"))


def subject_of(first, second, phrase, names):
    draft = Draft(f"{first} {second}")
    draft.sentences(first, second)
    for name, label in names:
        draft.entity(name, label)
    draft.relation("sign", "signed", draft.argument("subject", phrase), draft.argument("object", "the pact"))
    [assertion] = build_account(draft.annotation()).assertions
    return assertion.claim.subject.label


@pytest.mark.parametrize("phrase", ["The two men", "Both leaders", "The pair"])
def test_two_people_of_the_sentence_before_are_the_pair(phrase):
    assert subject_of("Ann Lee met Bob Ray.", f"{phrase} signed the pact.", phrase, PEOPLE) == "Ann Lee and Bob Ray"


def test_of_three_people_no_two_are_the_pair():
    first = "Ann Lee and Eve Orr met Bob Ray."
    assert subject_of(first, "The pair signed the pact.", "The pair", (*PEOPLE, ("Eve Orr", "PERSON"))) == "pair"


def test_people_are_no_countries():
    first = "Ann Lee met Bob Ray."
    assert subject_of(first, "Both sides signed the pact.", "Both sides", PEOPLE) == "sides"
