"""Component `kg_sentences`: sentence borders that are certain, set before the trained components decide the others.

A line break starts a sentence (headlines and list items have no full stop); a full stop before a capital letter does;
in the middle of a line nothing else does. What abbreviations and quotation marks leave open stays for the model.
"""

from itertools import pairwise

import numpy as np
from spacy.attrs import SENT_START  # type: ignore[import-not-found] # compiled, without a stub
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.lexicon import load_lexicon

BEGINS, CONTINUES, OPEN = 1, -1, 0
"""spaCy's values of `SENT_START`: begins a sentence, does not, the model decides."""

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
    if not len(doc):
        return doc
    words = [token for token in doc if not token.is_space]
    starts = np.full((len(doc), 1), CONTINUES, dtype=np.int64)
    for before, token in pairwise(words):
        starts[token.i] = _judge(doc, before=before, token=token)
    if words:
        starts[words[0].i] = BEGINS
    # one write for the whole Doc: spaCy's setter of a single token looks through all of them
    doc.from_array([SENT_START], starts.astype(np.uint64))  # type: ignore[arg-type] # numpy fits spaCy's protocol
    return doc


def _judge(doc: Doc, *, before: Token, token: Token) -> int:
    if token.i - before.i > 1 and _has_break(doc, before=before, token=token):
        return BEGINS
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
    breaks = sum(doc[i].text.count("\n") for i in range(before.i + 1, token.i))
    wrapped = token.text[0].islower() and before.text not in TERMINATORS
    return breaks > 1 or (breaks == 1 and not wrapped)


def _judge_after_stop(doc: Doc, *, stop: Token, token: Token) -> int:
    if token.text in CLOSERS or token.text in TERMINATORS:
        return CONTINUES
    glued = not doc[token.i - 1].whitespace_ and not doc[token.i - 1].is_space
    if token.text in STRAIGHT:
        return CONTINUES if glued else OPEN if token.whitespace_ else BEGINS
    if glued and stop.text == "." and not token.text[0].isupper():
        return CONTINUES
    return BEGINS if _begins_like_a_sentence(token) else OPEN if stop.text != "." else CONTINUES


def _judge_after_quote(doc: Doc, *, quote: Token, token: Token) -> int:
    """Judge a word after a closing mark: what precedes the mark decides."""
    last = doc[quote.i - 1] if quote.i else quote
    if last.text not in TERMINATORS:
        return OPEN if last.text.endswith(".") and token.text[0].isupper() else CONTINUES
    if quote.text in STRAIGHT and last.whitespace_:
        return OPEN if quote.whitespace_ else CONTINUES
    if last.text == "." and quote.text not in (")", "]"):
        return BEGINS if _begins_like_a_sentence(token) else CONTINUES
    return OPEN if _begins_like_a_sentence(token) else CONTINUES


def _begins_like_a_sentence(token: Token) -> bool:
    first = token.text[0]
    return first.isupper() or first.isdigit() or token.text in OPENERS or first in "“\"‘'`$€£"
