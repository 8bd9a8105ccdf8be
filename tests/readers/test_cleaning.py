"""What cleaning takes out and what it keeps; the texts are in cases/cleaning.toml."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.readers.cleaning import clean

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "cleaning.toml").read_text(encoding="utf-8"))["case"]

BODY = [
    "The crews of the harbour ferries went back to work on Friday morning after nine days of strike, their union said.",
    "“We have waited long enough,” said Jane Roe, who leads the union.",
    "The owners of the line denied that they had threatened anybody.",
    "Nobody was hurt.",
    "According to the town, 4,000 people could not reach their work, and some slept in a school for two nights.",
    "Would they strike again? That, she said, depended on the owners alone.",
    "Related talks in Oslo failed, and share prices fell.",
    "The mayor called it “a good day for the town and for everybody in it”.",
]
FURNITURE = [
    "featured-image", "(Photo: Harbour Museum)", "Share this article", "3 weeks ago", "ADVERTISEMENT", "Copy link",
    "Sign up to our newsletter.", "![ferry](https://example.org/f.jpg)", "---", "Tags: ferries, strike", "",
    "Related: Museum opens its new wing", "12 Comments", "Jane Roe/Getty Images",
]  # fmt: skip
LISTS = [
    ["Read more", "Museum opens its new wing"],
    ["Don’t miss", "Museum opens its new wing", "Lighthouse keeper retires"],
    ["Related articles", "Museum opens its new wing"],
]
TAIL = ["Leave a Reply", "Don’t Miss", "Museum opens its new wing", "After four years of work the museum showed its"]


def shown(text):
    return Counter(char for char in text if not char.isspace())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    cleaned = clean(case["input"].split("\n"), title=case.get("title"))
    assert cleaned.text == case["text"]
    assert sorted(removal.kind for removal in cleaned.removed) == sorted(case["removed"])
    assert cleaned.title == case.get("found_title", case.get("title"))
    if "published" in case:
        assert str(cleaned.published) == case["published"]


pages = st.lists(
    st.one_of(
        st.sampled_from(BODY).map(lambda line: [line]),
        st.sampled_from(FURNITURE).map(lambda line: [line]),
        st.sampled_from(LISTS),
    ),
    max_size=14,
)


@settings(max_examples=150, deadline=None)
@given(pages, st.booleans())
def test_no_sentence_of_the_body_is_lost(pieces, has_tail):
    lines = [line for piece in pieces for line in piece] + (TAIL if has_tail else [])
    kept = clean(lines, title="Ferry strike ends").text.split("\n\n")
    missing = {line for line in lines if line in BODY} - set(kept)
    assert not missing


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(BODY + FURNITURE + TAIL), st.text(max_size=60)), max_size=12))
def test_text_is_input_minus_removed(lines):
    lines = [line.replace("&", "") for line in lines]  # an entity is removed, and its character put in
    cleaned = clean(lines)
    removed = sum((shown(removal.text) for removal in cleaned.removed), Counter())
    assert shown(cleaned.text) + removed == sum(map(shown, lines), Counter())


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(BODY + FURNITURE), max_size=12))
def test_removals_name_the_line_they_stood_in(lines):
    for removal in clean(lines).removed:
        assert removal.text in lines[removal.line - 1]


def test_cleaning_again_changes_nothing():
    for case in CASES:
        once = clean(case["input"].split("\n"), title=case.get("title", "")).text
        assert clean(once.split("\n"), title=case.get("title") or "T").text == once
