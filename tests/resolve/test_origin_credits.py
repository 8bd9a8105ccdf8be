"""What articles and single assertions credit to agencies; the cases are data."""

import tomllib
from pathlib import Path

import pytest

from kg.lexicon.agencies import agencies, agency_named
from kg.resolve.origin_credits import article_credits
from kg.resolve.origin_told import assertion_credit

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "origins.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["article"], ids=lambda case: case["text"][-40:])
def test_an_article_credits_its_agency(case):
    found = article_credits(
        case["text"], author=case.get("author"), outlet=case.get("outlet"), removed=case.get("removed", ())
    )
    assert [f"{'*' if credit.whole else ''}{credit.agency}" for credit in found] == case["credits"]


@pytest.mark.parametrize("case", CASES["sentence"], ids=lambda case: f"{case['text'][:40]} {case.get('cue', '')}")
def test_an_assertion_is_credited_to_the_agency_that_was_told(case):
    agency = assertion_credit(case["text"], speakers=case.get("speakers", ()), cue=case.get("cue"))
    assert (agency.key if agency else "") == case["agency"]


def test_a_credit_keeps_its_words_and_place():
    (credit,) = article_credits("LISBON (AP) — The harbour reopened.")
    assert (credit.kind, credit.words, credit.label) == ("dateline", "LISBON (AP) —", "Associated Press")


def test_a_credit_for_the_whole_text_goes_before_one_for_a_part():
    text = "LISBON (AP) — The harbour reopened.\n\nWith information from AP and ERT"
    assert [(credit.agency, credit.whole) for credit in article_credits(text)] == [
        ("associated-press", True),
        ("ert", False),
    ]


def test_no_two_agencies_share_a_key_or_a_name():
    keys = [agency.key for agency in agencies()]
    names = [name.casefold() for agency in agencies() for name in {one.casefold() for one in agency.names}]
    assert len(keys) == len(set(keys))
    assert len(names) == len(set(names))


def test_ambiguous_names_count_in_credits_only():
    assert agency_named("PA") is None
    found = agency_named("PA", in_credit=True)
    assert found is not None
    assert found.label == "Press Association"
