"""Who acts for a country: seats, bodies and officials, and people by their office."""

import pytest

from kg.records import Kind, Reference
from kg.resolve import build_account
from kg.resolve.acting import acting_decisions
from kg.resolve.offices import parse_state_office
from tests.accounts import article, assertion, claim, entity, topic
from tests.resolve.drafts import Draft

PAPER = article("pp-1", "Port Paper", "2025-03-03", "A title", "Somebody said something. Somebody else did not.")


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("Chadian officials", "Chad"),
        ("a senior Chadian official", "Chad"),
        ("Chad's air force", "Chad"),
        ("the Norwegian navy", "Norway"),
        ("a Turkish government spokeswoman", "Turkey"),
        ("the Foreign Ministry of Chad", "Chad"),
        ("Chadian negotiators", "Chad"),
        ("White House officials", "United States"),
        ("EU diplomats", "European Union"),
        ("a U.N. spokesman", "United Nations"),
        ("former Chadian officials", None),
        ("the Chadian opposition leader", None),
        ("pro-Chadian officials", None),
        ("the Chadian people", None),
        ("Chadian children", None),
        ("Oslo's allies", None),
        ("officials", None),
        ("Chad", None),
    ],
)
def test_a_phrase_acts_for_a_country_by_office(phrase, country):
    found = parse_state_office(phrase)
    assert (found and found.country) == country


def decided(*assertions):
    return [(one.left.label, one.right.label, one.decided_by) for one in acting_decisions(assertions)]


def test_officials_and_bodies_that_act_or_speak():
    subject = assertion(PAPER, claim(topic("Chadian army"), "do", text="x"), "Somebody said")
    speaker = assertion(
        PAPER, claim(None, "do", text="y"), "Somebody else", speakers=(topic("senior Chadian official"),)
    )
    assert decided(subject, speaker) == [
        ("Chadian army", "Chad", "state-office"),
        ("senior Chadian official", "Chad", "state-office"),
    ]


def test_a_person_acts_for_the_country_of_the_office_that_the_article_gives():
    title = claim(entity("Ana Reyes", "PERSON"), "be", topic("minister"), text="z")
    given = assertion(PAPER, title, "Somebody said", rule="title", object_text="Chadian Foreign Minister")
    assert decided(given) == [("Ana Reyes", "Chad", "office-of-a-person")]


@pytest.mark.parametrize(
    ("words", "rule"),
    [("former Chadian president", "title"), ("Chadian singer", "title"), ("Chadian Foreign Minister", "clause")],
)
def test_a_person_without_an_office_of_state_acts_for_nobody(words, rule):
    title = claim(entity("Ana Reyes", "PERSON"), "be", topic("minister"), text="z")
    assert decided(assertion(PAPER, title, "Somebody said", rule=rule, object_text=words)) == []


def test_a_capital_that_is_only_a_place_acts_for_nobody():
    held = claim(topic("talks"), "be held", entity("Oslo"), text="talks are held in Oslo")
    assert decided(assertion(PAPER, held, "Somebody said")) == []


def test_an_account_has_its_acting_decisions():
    draft = Draft("The Chadian army crossed the river.")
    draft.relation(
        "cross", "crossed", draft.argument("subject", "The Chadian army"), draft.argument("object", "the river")
    )
    [decision] = build_account(draft.annotation()).decisions
    assert decision.left == Reference(kind=Kind.TOPIC, key="chadian-army", label="Chadian army")
    assert decision.right.key == "chad"
