import tomllib
from pathlib import Path

import pytest

from kg.reconcile import likeness
from kg.reconcile.likeness import compare_names, compare_to_names

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "name_likeness.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['ours']} / {case['theirs']}" for case in CASES])
def test_names_are_as_alike_as_the_case_says(case):
    found = compare_names(case["ours"], case["theirs"], is_person=case["person"])
    if case["likeness"] == "below":
        assert found.score < likeness.PART
    else:
        assert found.score == getattr(likeness, case["likeness"]), found.reason


def test_a_bare_surname_that_the_articles_use_counts_less_than_the_full_name():
    names = ("Tomas Berg", "Berg")
    assert compare_to_names(names, "Berg", is_person=True).score == likeness.PART_OF_PERSON
    assert compare_to_names(names, "Tomas Berg", is_person=True).score == likeness.SAME


def test_another_first_name_is_not_mended_by_a_shared_surname():
    assert compare_to_names(("Tomas Berg", "Berg"), "Mia Berg", is_person=True).score <= likeness.LONGER
