"""The bundled pipeline reads the examples of event patterns: what share gets its type, and of counter-examples none."""

from datetime import date

import pytest

from kg.nlp.pipeline import annotate, load_pipeline
from kg.records import Article, Place
from kg.resolve.account import build_account

from .event_examples import patterns, sentence

LEAST_RIGHT = 0.9
"""Names of nowhere and headline-like brevity are hard to parse; whole articles are read better."""
MOST_WRONG = 0.03


@pytest.fixture(scope="module")
def types_by_sentence():
    said = sorted({sentence(one) for _, _, good, bad in patterns() for one in (*good, *bad)})
    place = Place(path="examples")
    articles = [
        Article(id=str(i), outlet="Examples", text=text, published=date(2024, 3, 12), place=place, reader="test")
        for i, text in enumerate(said)
    ]
    found = annotate(articles, nlp=load_pipeline())
    return {
        annotation.article.text: {assertion.event_type for assertion in build_account(annotation).assertions}
        for annotation in found
    }


def test_most_examples_get_their_type(types_by_sentence, record_property):
    pairs = [(pattern.type, sentence(one)) for _, pattern, good, _ in patterns() for one in good]
    missed = [(type_, text) for type_, text in pairs if type_ not in types_by_sentence[text]]
    share = 1 - len(missed) / len(pairs)
    record_property("share_right", share)
    assert share >= LEAST_RIGHT, missed


def test_few_counterexamples_get_the_type(types_by_sentence, record_property):
    pairs = [(pattern.type, sentence(one)) for _, pattern, _, bad in patterns() for one in bad]
    taken = [(type_, text) for type_, text in pairs if type_ in types_by_sentence[text]]
    share = len(taken) / len(pairs)
    record_property("share_wrong", share)
    assert share <= MOST_WRONG, taken
