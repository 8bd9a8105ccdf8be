"""The lexicon of leftovers: every example is known for what it is."""

import pytest

from kg.lexicon import load_lexicon
from kg.readers.draft import Line
from kg.readers.leftovers import classify_line

ENTRIES = load_lexicon("leftovers").entries


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.examples[0])
def test_examples_are_matched_by_their_entry(entry):
    for example in entry.examples:
        assert any(word in example.casefold().replace("’", "'") for word in entry.words)
        found = classify_line(Line(1, example))
        assert found is not None
        assert (found.kind, found.block) == (entry["kind"], entry.fields.get("block"))


def test_every_whole_line_is_matched_as_its_entry_says():
    for entry in ENTRIES:
        if entry["match"] == "line":
            for word in entry.words:
                assert classify_line(Line(1, word.upper())).kind  # whichever entry has it first


@pytest.mark.parametrize(
    "sentence",
    [
        "Photographs of the bridge were shown in court.",
        "The image: a bridge without a river.",
        "Source of the fire: a heater, the brigade said.",
        "Reuters reported the fire first.",
        "Read more books, the minister told pupils.",
        "Comments by the minister caused anger.",
        "Follow the money, she told them.",
        "Two weeks ago the bridge was closed.",
        "Related to the fire, two men were arrested.",
        "Latest figures show a rise.",
        "Jane Roe said the Northern Agency had contributed to this report.",
        "Updated plans were shown two days ago.",
        "Editing by hand takes time.",
    ],
)
def test_sentences_of_articles_are_no_leftovers(sentence):
    assert classify_line(Line(1, sentence)) is None
