import shutil

import pytest

from kg.lexicon import load_lexicon
from kg.query import trace
from kg.query.trace import parse_claim, trace_claims
from kg.query.trace_words import parse_readings
from kg.query.words import base_forms, compare_words, content_words, told_words
from kg.rdf.claim_links import describe_says
from kg.rdf.decisions import describe_claim_links
from kg.store import GraphStore
from tests.accounts import FAIL, HELD, HOLD, HOST, LAUNCH


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
        ("Norwegian", "Norway", True),
        ("US", "American", True),
        ("negotiations", "talks", True),
        ("confirm", "claim", False),
    ],
)
def test_words_are_compared_by_base_form_synonym_and_spelling(left, right, alike):
    assert bool(compare_words(base_forms(left), base_forms(right))) is alike


@pytest.fixture
def linked(sample_graph_path, sample_accounts, tmp_path):
    """The sample graph, in which that talks are hosted, held and were held is one claim, and that they fail another."""
    path = shutil.copytree(sample_graph_path, tmp_path / "linked.kg")
    one = {claim.key: HOST.key for claim in (HOST, HOLD, HELD)}
    says = {
        assertion.key: one.get(assertion.claim.key, assertion.claim.key)
        for account in sample_accounts
        for assertion in account.assertions
    }
    with GraphStore.create(path) as graph:
        links = describe_claim_links({}, [(FAIL.key, "contradicts", HOST.key)], identifiers=graph.identifiers)
        graph.replace_links([*describe_says(says, identifiers=graph.identifiers), *links])
    with GraphStore.open(path) as graph:
        yield graph


def test_who_says_the_same_in_other_words_is_found_through_the_claim(linked):
    (found,) = trace_claims(linked, "Port Ellis hosts talks").claims
    assert [(traced.row.article, traced.row.predicate, bool(traced.score)) for traced in found.rows] == [
        ("cc-1", "hold", False),
        ("hh-1", "host", True),
        ("ii-1", "hold", False),
        ("dd-1", "host", True),
    ]
    assert {traced.row.claim.rpartition("/")[2] for traced in found.rows} == {HOST.key}


def test_a_claim_says_who_carries_it_and_what_contradicts_it(linked):
    (found,) = trace_claims(linked, "Port Ellis hosts talks").claims
    assert (found.head.n_assertions, len(found.head.outlets), found.head.n_origins) == (4, 4, 4)
    assert (found.head.text, found.head.first, found.head.negative) == (HOST.text, "2025-03-03", False)
    assert [(head.text, head.outlets) for head in found.against] == [(FAIL.text, ("Island Independent",))]
    (contrary,) = trace_claims(linked, "peace talks fail").claims
    assert [head.text for head in contrary.against] == [HOST.text]


def test_a_limit_counts_what_it_leaves_out(linked):
    (found,) = trace_claims(linked, "Port Ellis hosts talks", limit=3).claims
    assert (len(found.rows), found.n_left_out) == (3, 1)


def test_a_claim_that_is_only_denied_is_marked(linked):
    heads = {
        traced.head.text: traced.head.negative for traced in trace_claims(linked, "the navy launched drones").claims
    }
    assert heads[LAUNCH.text] is True
    assert sum(heads.values()) == 1


def test_what_a_speaker_says_is_not_answered_by_what_others_say(linked):
    rows = trace(linked, "Ana Reyes said Port Ellis hosts talks")
    assert {row.speaker for row in rows} == {"Ana Reyes"}


def test_where_words_match_nothing_the_nearest_claims_are_offered(linked):
    found = trace_claims(linked, "Sudria demands islands")
    assert found.claims == ()
    assert 0 < len(found.nearest) <= 3
    assert found.nearest[0].text == "Norland demands that Sudria cede four islands"
    assert trace_claims(linked, "umbrellas rust").nearest == ()


def test_a_noun_phrase_is_read_without_a_verb_too():
    verbs = frozenset({"talk", "demand", "take"})
    assert parse_readings("peace talks in Oslo", verbs=verbs)[-1].verb is None
    assert [len(asked.before) for asked in parse_readings("peace talks take place", verbs=verbs)] == [1, 2]
    assert all(asked.verb for asked in parse_readings("Oslo demands fees", verbs=verbs))


def test_a_claim_in_the_negative_prefers_who_denies_it(sample_graph):
    found = trace_claims(sample_graph, "Sudria does not reject demand").claims[0].rows
    score = {traced.row.article: traced.score for traced in found}
    assert score["dd-1"] > score["cc-1"]


def test_function_words_are_left_out():
    assert len(content_words("It is the end of the talks")) == 2


def test_names_are_found_by_their_initials():
    assert frozenset({"bit"}) in told_words("the Bank of the Island Towns opened")
    assert told_words("the bank opened") == content_words("the bank opened")


@pytest.mark.parametrize("name", ["synonyms", "function_words"])
def test_every_entry_has_an_example_with_one_of_its_words(name):
    for entry in load_lexicon(name).entries:
        for example in entry.examples:
            forms = set().union(*map(base_forms, example.split()), *map(base_forms, example.rstrip(".").split()))
            assert any(set(word.split()) <= forms for word in entry.words), example
