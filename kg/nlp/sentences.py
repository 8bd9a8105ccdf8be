"""Component `kg_sentences`: sentence borders that are certain, set before the trained components decide the others.

A line break starts a sentence (headlines and list items have no full stop); a full stop before a capital letter does;
in the middle of a line nothing else does. What abbreviations and quotation marks leave open stays for the model.
"""

from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.lexicon import load_lexicon

STARTS, CONTINUES, OPEN = True, False, None
"""spaCy's values of `Token.is_sent_start`: begins a sentence, does not, the model decides."""

TERMINATORS = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!!", "??"})
MAYBE_TERMINATORS = frozenset({":", ";", "—", "–", "--", "•", "*", "|"})
CLOSERS = frozenset({"”", "’", "''", ")", "]", "»", "’’"})
STRAIGHT = frozenset({'"', "'"})
OPENERS = frozenset({"“", "‘", "``", "(", "[", "«", "`"})
ABBREVIATIONS = load_lexicon("abbreviations").words()
"""Abbreviations that a capital letter follows inside a sentence."""


@Language.component("kg_sentences", assigns=["token.is_sent_start"])
def set_sentence_starts(doc: Doc) -> Doc:
    """Mark the tokens that certainly begin a sentence and those that certainly do not."""
    words = [token for token in doc if not token.is_space]
    for before, token in pairwise(words):
        start = _judge(doc, before=before, token=token)
        if start is not OPEN:
            token.is_sent_start = start
        _join_spaces(doc, before=before, token=token)
    return doc


def _judge(doc: Doc, *, before: Token, token: Token) -> bool | None:
    if token.i - before.i > 1 and _has_break(doc, before=before, token=token):
        return STARTS
    last = before.text
    if last in TERMINATORS:
        return _judge_after_stop(doc, stop=before, token=token)
    if last in CLOSERS or last in STRAIGHT:
        return _judge_after_quote(doc, quote=before, token=token)
    if last in MAYBE_TERMINATORS or last in OPENERS:
        return OPEN if last in MAYBE_TERMINATORS else CONTINUES
    if last.endswith(".") and len(last) > 1:
        return CONTINUES if last in ABBREVIATIONS or token.text[0].islower() or token.is_punct else OPEN
    return CONTINUES


def _has_break(doc: Doc, *, before: Token, token: Token) -> bool:
    """Tell whether a line break between two words ends a sentence: one inside a wrapped line does not."""
    breaks = doc.text[before.idx + len(before) : token.idx].count("\n")
    wrapped = token.text[0].islower() and before.text not in TERMINATORS
    return breaks > 1 or (breaks == 1 and not wrapped)


def _judge_after_stop(doc: Doc, *, stop: Token, token: Token) -> bool | None:
    if token.text in CLOSERS or token.text in TERMINATORS:
        return CONTINUES
    glued = not doc[token.i - 1].whitespace_ and not doc[token.i - 1].is_space
    if token.text in STRAIGHT:
        return CONTINUES if glued else OPEN if token.whitespace_ else STARTS
    if glued and stop.text == "." and not token.text[0].isupper():
        return CONTINUES
    return STARTS if _begins_like_a_sentence(token) else OPEN if stop.text != "." else CONTINUES


def _judge_after_quote(doc: Doc, *, quote: Token, token: Token) -> bool | None:
    """Judge a word after a closing mark: what precedes the mark decides."""
    last = doc[quote.i - 1] if quote.i else quote
    if last.text not in TERMINATORS:
        return OPEN if last.text.endswith(".") and token.text[0].isupper() else CONTINUES
    if quote.text in STRAIGHT and last.whitespace_:
        return OPEN if quote.whitespace_ else CONTINUES
    if last.text == "." and quote.text not in (")", "]"):
        return STARTS if _begins_like_a_sentence(token) else CONTINUES
    return OPEN if _begins_like_a_sentence(token) else CONTINUES


def _begins_like_a_sentence(token: Token) -> bool:
    first = token.text[0]
    return first.isupper() or first.isdigit() or token.text in OPENERS or first in "“\"‘'`$€£"


def _join_spaces(doc: Doc, *, before: Token, token: Token) -> None:
    """Keep white space with the words before it, so that no sentence begins with it."""
    for i in range(before.i + 1, token.i):
        doc[i].is_sent_start = CONTINUES
