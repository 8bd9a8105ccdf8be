"""The border that no spaCy object crosses: a Doc with its layers becomes an Annotation."""

from spacy.tokens import Doc

from kg.nlp import layers
from kg.records import Annotation, Article, EntityMention, Span


def extract_annotation(doc: Doc, article: Article) -> Annotation:
    """Turn what the components wrote on a Doc into records.

    Spans are offsets into the article's text, of which the Doc was made.
    """
    return Annotation(
        article=article,
        sentences=extract_sentences(doc),
        entities=extract_entities(doc),
        chains=layers.chains(doc),
        times=layers.times(doc),
        quantities=layers.quantities(doc),
        attributions=layers.attributions(doc),
        relations=layers.relations(doc),
        mentions=layers.mentions(doc),
    )


def extract_sentences(doc: Doc) -> tuple[Span, ...]:
    """Return the sentences' spans without white space at their ends; none where no borders were set."""
    if not doc.has_annotation("SENT_START"):
        return ()
    text = doc.text
    spans = (trim(Span(sent.start_char, sent.end_char), text=text) for sent in doc.sents)
    return tuple(span for span in spans if span.start < span.end)


def extract_entities(doc: Doc) -> tuple[EntityMention, ...]:
    """Return the named entities, dates and numbers in the order of the text."""
    return tuple(EntityMention(span=Span(ent.start_char, ent.end_char), label=ent.label_) for ent in doc.ents)


def trim(span: Span, *, text: str) -> Span:
    """Leave white space at both ends of a span out."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
