"""Borders of names within their lines."""

from spacy.tokens import Doc

from kg.nlp.naming.borders import mend_borders
from kg.nlp.naming.name import Name
from tests.nlp.parsed import VOCAB


def mended(text, *names):
    """Return the words of each name that stays; names are (start, end) in tokens."""
    words = text.replace("\n", " \n ").split(" ")
    doc = Doc(VOCAB, words=words, tags=["NNP"] * len(words))
    found = mend_borders(doc, [Name(start, end, "ORG") for start, end in names])
    return [" ".join(words[name.start : name.end]) for name in found]


def test_words_of_a_heading_that_the_text_writes_small_are_no_name():
    text = "Harbour Council Loses Piers\nThe council of Alma Town met there .\nHarbour Council Loses Again"
    assert mended(text, (0, 2), (8, 10), (14, 16)) == ["Alma Town"]


def test_each_line_is_judged_by_itself():
    text = "Harbour Council met the council\nHarbour Council Loses Piers"
    assert mended(text, (0, 2), (6, 8)) == ["Harbour Council"]


def test_a_name_is_split_at_a_line_break():
    assert mended("Then Alma\nTown met them", (1, 4)) == ["Alma", "Town"]
