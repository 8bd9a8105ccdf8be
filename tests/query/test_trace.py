import pytest

from kg.lexicon import load_lexicon
from kg.query import trace
from kg.query.trace import parse_claim
from kg.query.words import base_forms, compare_words, content_words


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Norland demands islands", [("cc-1", "demand"), ("hh-1", "demand")]),
        ("Norland wants four islands", [("cc-1", "demand"), ("hh-1", "demand")]),
        ("Port Ellis hosts talks", [("hh-1", "host"), ("dd-1", "host")]),
        ("Reyes announces peace talks", [("cc-1", "announce")]),
        ("the navy launched drones", [("cc-1", "launch"), ("hh-1", "launch"), ("ii-1", "launch")]),
        ("Tomas Berg denied drones", [("hh-1", "launch")]),
        ("Sudria rejects demand", [("cc-1", "reject"), ("dd-1", "reject")]),
        ("Norlnad", []),
        ("Sudria demands islands", []),
        ("Norland demands money", []),
        ("islands demand Norland", []),
        ("the of", []),
    ],
)
def test_a_claim_in_plain_words_is_traced(sample_graph, claim, expected):
    assert {(row.article, row.predicate) for row in trace(sample_graph, claim)} == set(expected)


def test_who_acts_for_another_is_found_by_the_other(sample_graph):
    assert [row.subject for row in trace(sample_graph, "Norland wants talks")] == ["Norhaven"]


def test_the_best_answers_come_first_and_only_so_many(sample_graph):
    found = trace(sample_graph, "Norland demands islands")
    assert [row.outlet for row in found] == ["Coast Courier", "Harbour Herald"]
    assert len(trace(sample_graph, "Norland demands islands", limit=1)) == 1


def test_words_are_split_at_the_verb():
    asked = parse_claim("The mayor of Oslo rejects new fees", verbs=frozenset({"reject"}))
    assert [max(word, key=len) for word in asked.before] == ["mayor", "oslo"]
    assert asked.verb is not None
    assert "reject" in asked.verb
    assert len(asked.after) == 2


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("regions", "region", True),
        ("demanded", "want", True),
        ("Zelenskyy", "Zelensky", True),
        ("Zürich", "Zurich", True),
        ("cat", "car", False),
        ("Austria", "Australia", False),
    ],
)
def test_words_are_compared_by_base_form_synonym_and_spelling(left, right, alike):
    assert bool(compare_words(base_forms(left), base_forms(right))) is alike


def test_function_words_are_left_out():
    assert len(content_words("It is the end of the talks")) == 2


@pytest.mark.parametrize("name", ["synonyms", "function_words"])
def test_every_entry_has_an_example_with_one_of_its_words(name):
    for entry in load_lexicon(name).entries:
        for example in entry.examples:
            forms = set().union(*map(base_forms, example.split()), *map(base_forms, example.rstrip(".").split()))
            assert any(set(word.split()) <= forms for word in entry.words), example
