"""Docs written by hand, as `word/POS/TAG/dep/head` parted by blanks; a lemma may follow."""

import spacy
from spacy.tokens import Doc, Span

from kg.records import Span as Place
from kg.records import TimeMention

VOCAB = spacy.blank("en").vocab


def parsed(text, *, ents=(), times=()):
    """Make a Doc; `ents` are (first token, number of tokens, label), `times` (words, when)."""
    words, columns = [], []
    for piece in text.split():
        word, pos, tag, dep, head, *lemma = piece.split("/")
        words.append(word)
        columns.append((pos, tag, dep, int(head), lemma[0] if lemma else word.lower()))
    pos, tags, deps, heads, lemmas = map(list, zip(*columns, strict=True))
    doc = Doc(VOCAB, words=words, pos=pos, tags=tags, deps=deps, heads=heads, lemmas=lemmas)
    doc.ents = [Span(doc, start, start + n, label=label) for start, n, label in ents]
    doc._.times = tuple(TimeMention(span=place(doc, words), value=when, when=when) for words, when in times)
    return doc


def place(doc, words):
    start = doc.text.index(words)
    return Place(start, start + len(words))
