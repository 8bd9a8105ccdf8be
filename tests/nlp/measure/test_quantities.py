import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.nlp.measure.numbers import value_of
from kg.nlp.quantities import extract_quantities

VOCAB = spacy.blank("en").vocab


def draft(text, *, ents=()):
    """Make a Doc of `word/TAG/dep/head` parted by blanks; a number modifies the next noun unless told otherwise."""
    pieces = [piece.split("/") if piece != "/" else ["/"] for piece in text.split(" ")]
    words = [piece[0] for piece in pieces]
    tags = [piece[1] if len(piece) > 1 and piece[1] else "CD" if piece[0][0].isdigit() else "NN" for piece in pieces]
    deps = [piece[2] if len(piece) > 2 else "dep" for piece in pieces]
    heads = [int(piece[3]) if len(piece) > 3 else i for i, piece in enumerate(pieces)]
    pos = ["NOUN" if tag.startswith("NN") else "NUM" if tag == "CD" else "ADJ" if tag == "JJ" else "X" for tag in tags]
    doc = Doc(VOCAB, words=words, tags=tags, deps=deps, heads=heads, pos=pos)
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in ents]
    return doc


def quantities(text, **fields):
    return [(found.value, found.unit, found.bound) for found in extract_quantities(draft(text, **fields))]


CASES = {
    "a count": ("450/CD/nummod/1 boats/NNS sank/VBD", [(450, "boats", None)]),
    "partners are counted together": (
        "450/CD/nummod/1 boats/NNS and/CC rafts/NNS/conj/1",
        [(450, "boats and rafts", None)],
    ),
    "adjectives belong to what is counted": (
        "six/CD/nummod/2 wooden/JJ boats/NNS",
        [(6, "wooden boats", None)],
    ),
    "money before the number": ("more than $ 4.25 billion/CD", [(4.25e9, "USD", "at-least")]),
    "money after the number": ("3 million/CD euros/NNS", [(3e6, "EUR", None)]),
    "percent": ("at least 15 percent", [(15, "%", "at-least")]),
    "or less": ("$ 200 or/CC less/JJR", [(200, "USD", "at-most")]),
    "a hyphen": ("a/DT 50/CD - day deadline", [(50, "day", None)]),
    "periods in the singular": ("within/IN 50 days/NNS", [(50, "day", None)]),
    "a bound": ("up to 40/CD/nummod/3 boats/NNS", [(40, "boats", "at-most")]),
    "half a million": ("half a million/CD boats/NNS", [(500000, None, None)]),
    "words with a hyphen": ("thirty/CD - five/CD rafts/NNS", [(35, None, None)]),
    "one is an article": ("one/CD/nummod/1 boat", []),
    "dozens of is no number": ("dozens/NNS of/IN boats/NNS", []),
    "no clock time": ("6/CD p.m./RB", []),
    "no age": ("63/CD - year - old", []),
}


@pytest.mark.parametrize("name", CASES)
def test_numbers_have_units_and_bounds(name):
    text, expected = CASES[name]
    assert quantities(text) == expected


def test_numbers_in_names_count_nothing():
    assert quantities("Route/NNP 66/CD", ents=[(0, 2, "FAC")]) == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (("1,000",), 1000),
        (("4.25", "billion"), 4.25e9),
        (("2.5m",), 2.5e6),
        (("two", "hundred", "thousand"), 200000),
        (("two", "dozen"), 24),
        (("forty", "-", "three"), 43),
        (("several",), None),
    ],
)
def test_values_of_words(words, value):
    assert value_of(words) == value
