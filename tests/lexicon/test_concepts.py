"""The concepts of claims: every example holds a word of its entry, and contraries are concepts."""

import re

import pytest

from kg.lexicon import load_lexicon


def holds(entry, example):
    forms = "|".join(re.escape(word) for word in (*entry.words, *(f"{one[:-1]}ie" for one in entry.words)))
    return re.search(rf"(?<!\w)(?:{forms})(?:s|d|ed)?(?!\w)", example, re.IGNORECASE)


@pytest.mark.parametrize("name", ["concepts", "claim_frames"])
def test_every_entry_has_an_example_with_one_of_its_words(name):
    entries = load_lexicon(name).entries
    assert [entry.words[0] for entry in entries if not any(holds(entry, one) for one in entry.examples)] == []


def test_contraries_are_concepts_and_no_concept_is_its_own():
    entries = load_lexicon("concepts").entries
    names = [entry["concept"] for entry in entries]
    assert len(names) == len(set(names))
    for entry in entries:
        contrary = entry.fields.get("contrary")
        assert contrary is None or (contrary in names and contrary != entry["concept"])
