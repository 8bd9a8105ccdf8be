"""The seeds: readable without a problem, and in words of our own."""

import re
from pathlib import Path

import pytest

from kg.readers import read_input
from kg.records import Article

SEEDS = Path(__file__).parents[2] / "seeds"
SOURCES = Path(__file__).parents[3] / "shared" / "seeds"
N = 5
UNAVOIDABLE = {"french foreign minister jean noël", "foreign minister jean noël barrot"}


def list_shingles(text):
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[at : at + N]) for at in range(len(words) - N + 1)}


@pytest.fixture(scope="module")
def seeds():
    return list(read_input(SEEDS))


def test_five_articles_of_five_outlets_are_read_without_a_problem(seeds):
    assert [type(seed) for seed in seeds] == [Article] * 5
    assert {seed.outlet for seed in seeds} == {f"Outlet {letter}" for letter in "ABCDE"}
    assert all(seed.published and seed.title for seed in seeds)


def test_nothing_is_cleaned_away(seeds):
    assert [seed.removed for seed in seeds] == [()] * 5


def test_each_is_a_short_article(seeds):
    assert all(150 <= len(seed.text.split()) <= 300 for seed in seeds)


@pytest.mark.corpora
def test_no_five_words_in_a_row_are_those_of_a_source(seeds):
    if not SOURCES.is_dir():
        pytest.skip("the source articles in ../shared/seeds are not there")
    theirs = set().union(*(list_shingles(path.read_text(encoding="utf-8")) for path in SOURCES.glob("*.txt")))
    ours = set().union(*(list_shingles(f"{seed.title}\n\n{seed.text}") for seed in seeds))
    assert (ours & theirs) - UNAVOIDABLE == set()
