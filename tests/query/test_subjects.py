import pytest

from kg.errors import NotInGraph, WrongParameter
from kg.query.subjects import find_subject, prefixed, words_of
from tests.accounts import DEMANDS, build_sample_accounts

KEY = build_sample_accounts()[0].assertions[0].key
BASE = "https://kg.example/"
ANY = ("entity", "claim", "event")


@pytest.mark.parametrize(
    "name", [KEY, f"asr:{KEY}", f"{BASE}assertion/{KEY}", f"<{BASE}assertion/{KEY}>", KEY[:10], f"asr:{KEY[:10]}"]
)
def test_an_assertion_is_found_by_any_of_its_names(sample_graph, name):
    found = find_subject(sample_graph, name, rooms=("assertion",))
    assert found == ("assertion", KEY)
    assert prefixed(found) == f"asr:{KEY}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ana-reyes", ("entity", "ana-reyes")),
        ("Ana Reyes", ("entity", "ana-reyes")),
        ("ent:ana-reyes", ("entity", "ana-reyes")),
        ("ana-r", ("entity", "ana-reyes")),
        ("norland", ("entity", "norland")),
        (DEMANDS.key, ("claim", DEMANDS.key)),
        (f"clm:{DEMANDS.key[:8]}", ("claim", DEMANDS.key)),
    ],
)
def test_entities_and_claims_are_told_apart_by_what_is_there(sample_graph, name, expected):
    assert find_subject(sample_graph, name, rooms=ANY) == expected


@pytest.mark.parametrize(
    ("name", "rooms", "message"),
    [
        ("0000000000000000", ("assertion",), "there is no assertion '0000000000000000' here"),
        ("norl", ANY, "norl names several: ent:norland, ent:norland-navy"),
        (KEY[:2], ("assertion",), "there is no assertion"),
        ("", ("assertion",), "there is no assertion"),
        ("asr:", ("assertion",), "there is no assertion"),
    ],
)
def test_what_is_not_there_or_not_alone_is_said(sample_graph, name, rooms, message):
    with pytest.raises(NotInGraph, match=message):
        find_subject(sample_graph, name, rooms=rooms)


@pytest.mark.parametrize("name", ["ent:norland", f"{BASE}entity/norland", "top:drones", "https://elsewhere.example/x"])
def test_another_kind_of_thing_is_refused(sample_graph, name):
    with pytest.raises(WrongParameter, match="is not an assertion"):
        find_subject(sample_graph, name, rooms=("assertion",))


def test_a_subject_is_said_in_words(sample_graph):
    said = words_of(sample_graph, find_subject(sample_graph, KEY, rooms=("assertion",)))
    assert said == "Coast Courier: Ana Reyes announces that two countries hold peace talks"
    assert words_of(sample_graph, find_subject(sample_graph, DEMANDS.key, rooms=ANY)) == DEMANDS.text
    assert words_of(sample_graph, find_subject(sample_graph, "Ana Reyes", rooms=ANY)) == "Ana Reyes"
