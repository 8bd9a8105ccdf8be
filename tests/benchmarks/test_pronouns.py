"""What counts as a right speaker, and that the labelled pronouns stand where their file says."""

from pathlib import Path

import pytest

from kg.records import Span

from .pronouns import Pronoun, is_right, read_articles, read_pronouns

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"


def labelled(kind, *names):
    return Pronoun(article="a", span=Span(0, 2), word="he", kind=kind, names=names)


@pytest.mark.parametrize(
    ("pronoun", "label", "expected"),
    [
        (labelled("name", "Ann Lee", "Lee"), "Ann Lee", True),
        (labelled("name", "Ann Lee", "Lee"), "Mayor Lee", True),
        (labelled("name", "Ann Lee", "Lee"), "Bob Lee", False),
        (labelled("name", "Ann Lee"), "she", False),
        (labelled("name", "Ann Lee"), None, False),
        (labelled("phrase", "miners"), "Welsh miners", True),
        (labelled("phrase", "miners"), "minersmen", False),
        (labelled("nobody", "author"), "i", True),
        (labelled("nobody", "author"), None, True),
        (labelled("nobody", "author"), "Ann Lee", False),
    ],
)
def test_who_is_meant(pronoun, label, expected):
    assert is_right(pronoun, label) is expected


def test_a_hundred_are_labelled():
    assert len({(one.article, one.span) for one in read_pronouns()}) == 100


@pytest.mark.corpora
def test_the_labels_fit_the_articles():
    if not CORPORA.exists():
        pytest.skip("the corpora are not here")
    pronouns = read_pronouns()
    texts = {one.id: one.text for one in read_articles(CORPORA, {pronoun.article for pronoun in pronouns})}
    assert [one for one in pronouns if texts[one.article][slice(*one.span)].lower() != one.word.lower()] == []
