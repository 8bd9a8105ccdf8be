"""The words of a spaCy document, as the network sees them."""

from spacy.tokens import Doc

from kg.nlp.network.words import NEW_PARAGRAPH, Words, tell_break


def read_words(doc: Doc) -> Words:
    """Return the tokens that are no white space, with what stands before each."""
    forms: list[str] = []
    breaks: list[int] = []
    between, spaced = "", False
    for token in doc:
        text = token.text
        if token.is_space:
            between += text + token.whitespace_
            continue
        breaks.append(tell_break(between, spaced=spaced) if forms else NEW_PARAGRAPH)
        forms.append(text)
        between, spaced = "", bool(token.whitespace_)
    return Words(forms=forms, breaks=breaks)
