"""News articles as spaCy documents with their entities marked, for scores."""

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.nlp.training.entities import Article

OPEN = "OPEN"  # label of spans whose real label is not known


def mark_entities(doc: Doc, article: Article) -> Doc:
    """Set the article's entities on its tokenised text; those without a label are left open for training and scores."""
    spans = [
        span
        for start, end, label in article.entities
        if (span := doc.char_span(start, end, label=label or OPEN, alignment_mode="expand")) is not None
    ]
    known = filter_spans([span for span in spans if span.label_ != OPEN])
    taken = {token.i for span in known for token in span}
    unknown = filter_spans([span for span in spans if span.label_ == OPEN and taken.isdisjoint(_positions(span))])
    doc.set_ents(known, missing=unknown, default="outside")
    return doc


def _positions(span: Span) -> range:
    return range(span.start, span.end)
