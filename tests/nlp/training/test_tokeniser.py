import pytest
import spacy

from kg.nlp.training.tokeniser import adapt_tokeniser


@pytest.fixture(scope="module")
def cut():
    nlp = spacy.blank("en")
    adapt_tokeniser(nlp)
    return lambda text: [token.text for token in nlp.make_doc(text)]


@pytest.mark.parametrize(
    "word", ["co-founder", "Anti-government", "re-elected", "e-mail", "#MeToo", "etc.", "--", "?!"]
)
def test_these_are_one_word(cut, word):
    assert cut(f"the {word} it was")[1] == word


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pro-Western", "pro - Western"),
        ("well-known", "well - known"),
        ("up-to-date", "up - to - date"),
        ("and/or", "and / or"),
        ("(the BBC):", "( the BBC ) :"),
        ("U.S.-backed", "U.S.-backed"),
        ("#1", "# 1"),
    ],
)
def test_these_come_apart(cut, text, words):
    assert cut(text) == words.split()
