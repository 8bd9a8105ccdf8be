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
        ("in/IN room/NN 2014/CD", ()),
        ("on/IN Super/NNP Tuesday/NNP", ()),
        ("once/IN they/PRP left/VBD", ()),
        ("they/PRP walked/VBD past/IN", ()),
        ("leaves/NNS fall/VBP", ()),
        ("a/DT second/JJ vote/NN", ()),
        ("on/IN USA/NNP Today/NNP", ()),
        ("on/IN Easter/NNP Island/NNP", [(1, 3, "LOC")]),
        ("ABC/NNP 's/POS This/DT Week/NN", ()),
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
        ("his/PRP$ 2014/CD book/NN", [("2014", "2014")]),
        ("a/DT day/NN", [("a day", "P1D")]),
        ("once/RB stood/VBD", [("once", "PAST_REF")]),
        ("past/JJ work/NN", [("past", "PAST_REF")]),
        ("in/IN summer/NN", [("summer", "2024-SU")]),
        ("in/IN 2009/CD ;/: that/DT year/NN", [("2009", "2009"), ("that year", "2009")]),
        (
            "On/IN March/NNP 1/CD ;/: the/DT next/JJ day/NN",
            [("March 1", "2024-03-01"), ("the next day", "2024-03-02")],
        ),
        (
            "on/IN March/NNP 1/CD ;/: later/RB in/IN the/DT day/NN",
            [("March 1", "2024-03-01"), ("later in the day", "2024-03-01")],
        ),
        (
            "in/IN the/DT third/JJ quarter/NN of/IN 2015/CD from/IN a/DT year/NN earlier/RBR",
            [("the third quarter of 2015", "2015-Q3"), ("a year earlier", "2014-Q3")],
        ),
        (
            "on/IN March/NNP 1/CD at/IN dawn/NN ;/: gates/NNS closed/VBD at/IN 8/CD p.m./NN",
            [("March 1", "2024-03-01"), ("8 p.m.", "2024-03-01T20:00")],
        ),
    ],
)
def test_times(text, expected):
    assert times(text) == expected


def test_without_a_day_of_publication_only_absolute_times_remain():
    assert times("on/IN Monday/NNP in/IN 2014/CD", published=None) == [("2014", "2014")]


def whens(text):
    pieces = [piece.rpartition("/") for piece in text.split(" ")]
    doc = Doc(VOCAB, words=[word for word, _, _ in pieces], tags=[tag for _, _, tag in pieces])
    doc._.published = date(2024, 3, 12)
    return [found.when for found in extract_times(doc)]


@pytest.mark.parametrize(
    "text",
    [
        "now/RB",
        "every/DT Monday/NNP",
        "for/IN years/NNS",
        "five/CD dollars/NNS a/DT day/NN",
        "two/CD days/NNS before/IN the/DT vote/NN",
        "two/CD days/NNS later/RB",
        "at/IN 8/CD p.m./NN",
    ],
)
def test_no_event_is_put_at_a_vague_or_repeated_time(text):
    assert whens(text) == [None]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("last/JJ week/NN", "2024-03-04/2024-03-10"),
        ("Monday/NNP night/NN", "2024-03-11"),
        ("for/IN two/CD days/NNS", "P2D"),
        ("the/DT past/JJ two/CD weeks/NNS", "2024-02-27/2024-03-12"),
    ],
)
def test_an_event_gets_a_date_interval_or_duration(text, when):
    assert whens(text) == [when]
