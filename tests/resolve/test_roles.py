"""Offices of people with their time, and who is meant by an office without a name."""

import pytest

from kg.resolve.offices import Office, parse_office
from kg.resolve.roles import OfficeMention, held_roles, link_offices, read_role, read_roles
from tests.accounts import account, article, assertion, claim, entity, topic

REYES, BERG = entity("Ana Reyes", "PERSON"), entity("Tomas Berg", "PERSON")


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the former Chadian defense minister", Office("defence minister", "Chad", past=True)),
        ("Kremlin spokeswoman", Office("spokesman", "Russia", past=False)),
        (
            "secretary of Chad's National Security Council",
            Office("national security council secretary", "Chad", past=False),
        ),
        ("the president", Office("president", None, past=False)),
        ("her neighbour", None),
        ("the Chadian delegation", None),
    ],
)
def test_a_phrase_names_an_office(phrase, expected):
    assert parse_office(phrase) == expected


def role(person, words, day, name="a"):
    found = read_role(person, words, name, day)
    assert found is not None
    return found


def test_roles_have_the_days_on_which_articles_give_them():
    roles = [
        role(REYES, "Chadian defence minister", "2025-06-02", "a"),
        role(REYES, "defense minister of Chad", "2025-06-20", "b"),
        role(REYES, "Chadian Security Council chief", "2025-07-22", "c"),
    ]
    found = held_roles(roles)
    assert [(one.title, one.of.key, one.seen_from, one.seen_to, one.n_articles) for one in found] == [
        ("defence minister", "chad", "2025-06-02", "2025-06-20", 2),
        ("security council chief", "chad", "2025-07-22", "2025-07-22", 1),
    ]
    assert held_roles(reversed(roles)) == found


def test_roles_belong_to_the_canonical_person():
    [held] = held_roles([role(entity("Reyes", "PERSON"), "Chadian president", None)], {"reyes": "ana-reyes"})
    assert (held.person, held.seen_from) == ("ana-reyes", None)


def meant(roles, text, day, people=()):
    mention = OfficeMention(key="m", text=text, published=day, people=frozenset(people))
    return [(link.person, link.score >= 0.8) for link in link_offices(held_roles(roles), [mention])]


HELD = [
    role(REYES, "defence minister", "2025-06-02"),
    role(BERG, "Chadian president", "2025-06-02"),
    role(entity("Ida Moe", "PERSON"), "Norwegian president", "2025-06-02"),
]


def test_a_past_office_is_that_of_who_held_it_before():
    assert meant(HELD, "the former defence minister", "2025-07-23", ["ana-reyes"]) == [("ana-reyes", True)]
    assert meant(HELD, "the former defence minister", "2025-05-01", ["ana-reyes"]) == []


def test_an_office_without_country_and_name_is_nobodys():
    assert meant(HELD, "the former defence minister", "2025-07-23") == []
    assert meant(HELD, "the president", "2025-07-23") == []


def test_an_office_of_a_country_is_its_holders():
    assert meant(HELD, "the Chadian president", "2025-07-23") == [("tomas-berg", True)]
    assert meant(HELD, "the Chadian president", "2031-07-23") == []
    assert meant(HELD, "the Swedish president", "2025-07-23") == []


@pytest.mark.parametrize("text", ["a Chadian president", "two Chadian presidents", "his defence minister"])
def test_an_indefinite_office_is_nobodys(text):
    assert meant(HELD, text, "2025-07-23", ["ana-reyes", "tomas-berg"]) == []


def test_two_holders_at_one_time_are_unsure():
    rivals = [*HELD, role(entity("Nils Holm", "PERSON"), "Chadian president", "2025-06-05")]
    assert meant(rivals, "the Chadian president", "2025-06-10") == []


def test_an_account_tells_its_roles():
    paper = article("pp-1", "Port Paper", "2025-03-03", "A title", "Minister Ana Reyes spoke. Berg did not.")
    title = claim(REYES, "be", topic("minister"), text="x")
    given = assertion(paper, title, "Minister Ana Reyes", rule="title", object_text="Chadian Foreign Minister")
    other = assertion(paper, claim(BERG, "be", topic("late"), text="y"), "Berg did", object_text="late")
    [found] = read_roles(account(paper, given, other))
    assert (found.person.key, found.office.title, found.office.of, found.seen) == (
        "ana-reyes", "foreign minister", "Chad", "2025-03-03",
    )  # fmt: skip
