"""Names as long as newspapers write them: `Harbour Foods, Inc.`, `Jo Ode, MD`, `told The Harbour Times`."""

from spacy.tokens import Doc

from kg.lexicon.name_endings import endings
from kg.nlp.naming.name import Name, free

WITH_ARTICLE = frozenset({"ORG", "WORK_OF_ART", "PRODUCT"})
"""Labels of names that may begin with an article of their own."""
_BEFORE_ARTICLE = frozenset({",", "(", "'s", "’s", "&"})


def lengthen(doc: Doc, names: list[Name]) -> list[Name]:
    """Add to names what follows and belongs to them, and a capitalised article within a sentence before them."""
    is_free = free(names, len(doc))
    return [_lengthened(doc, name, is_free) for name in names]


def _lengthened(doc: Doc, name: Name, is_free: list[bool]) -> Name:
    start, end = name.start, name.end
    while (longer := _next_end(doc, end, name.label)) > end and all(is_free[end:longer]):
        end = longer
    if name.label in WITH_ARTICLE and start and is_free[start - 1] and _is_own_article(doc, start - 1):
        start -= 1
    return Name(start, end, name.label)


def _next_end(doc: Doc, end: int, label: str) -> int:
    """Return where a name ends with the word after it, or after it and a comma; where it did, if neither belongs."""
    comma = end < len(doc) and doc[end].text == ","
    place = end + comma
    if place < len(doc) and doc[place].text in endings(label, after_comma=comma):
        return place + 1
    return end


def _is_own_article(doc: Doc, i: int) -> bool:
    """Tell whether a capitalised "The" stands where a common one would be small: within a sentence."""
    if doc[i].text != "The" or i == 0 or doc[i].is_sent_start:
        return False
    return doc[i - 1].is_alpha or doc[i - 1].text in _BEFORE_ARTICLE
