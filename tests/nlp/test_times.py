"""What only looks like a time: Docs written by hand, as `word/TAG` parted by blanks."""

from datetime import date

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.nlp.times import extract_times

VOCAB = spacy.blank("en").vocab


def times(text, *, ents=(), published=date(2024, 3, 12)):
    pieces = [piece.rpartition("/") for piece in text.split(" ")]
    doc = Doc(VOCAB, words=[word for word, _, _ in pieces], tags=[tag for _, _, tag in pieces])
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in ents]
    doc._.published = published
    return [(doc.text[slice(*found.span)], found.value) for found in extract_times(doc)]


@pytest.mark.parametrize(
    ("text", "ents"),
    [
        ("We/PRP May/MD leave/VB", ()),
        ("April/NNP sang/VBD", [(0, 1, "PERSON")]),
        ("with/IN 2000/CD soldiers/NNS", ()),
        ("on/IN Black/NNP Friday/NNP", ()),
        ("twice/RB a/DT day/NN", ()),
        ("USA/NNP Today/NNP reported/VBD", [(0, 2, "ORG")]),
        ("it/PRP cost/VBD 2014/CD euros/NNS", ()),
    ],
)
def test_no_times(text, ents):
    assert times(text, ents=ents) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in/IN May/NNP", [("May", "2024-05")]),
        ("in/IN 2014/CD", [("2014", "2014")]),
        ("for/IN a/DT year/NN", [("a year", "P1Y")]),
        ("on/IN May/NNP 3/CD and/CC 5/CD", [("May 3", "2024-05-03"), ("5", "2024-05-05")]),
        ("today/NN", [("today", "2024-03-12")]),
    ],
)
def test_times(text, expected):
    assert times(text) == expected


def test_without_a_day_of_publication_only_absolute_times_remain():
    assert times("on/IN Monday/NNP in/IN 2014/CD", published=None) == [("2014", "2014")]
