"""Component `kg_quantities`: numbers with what they count or measure; years, dates and ordinals are left out."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import layers
from kg.nlp.measure.numbers import value_of
from kg.nlp.measure.phrases import bound_after, bound_before, number_runs, unit_after, unit_by_word
from kg.records import QuantityMention, Span

NO_UNITS = frozenset({"a.m.", "p.m.", "am", "pm", "o'clock", "old"})


@Language.component("kg_quantities", assigns=["doc._.quantities"], requires=["token.tag", "token.dep", "doc.ents"])
def set_quantities(doc: Doc) -> Doc:
    """Write the quantities of a Doc, in the order of the text."""
    doc._.quantities = tuple(extract_quantities(doc))
    return doc


def extract_quantities(doc: Doc) -> Iterator[QuantityMention]:
    """Yield the numbers with their units; `50-day` counts days although it is an expression of time too."""
    times = [
        mention.span for mention in layers.times(doc) if mention.when is not None and not mention.when.startswith("P")
    ]
    for start, end in number_runs(doc):
        value = value_of(tuple(token.text for token in doc[start:end]))
        place = _span(doc, start, end)
        if value is None or any(place.overlaps(span) for span in times) or _is_no_count(doc, start, end):
            continue
        currency = _currency_before(doc, start)
        unit, after = (currency, end) if currency else unit_after(doc, start, end)
        bound = bound_before(doc, start - (currency is not None)) or bound_after(doc, max(after, end))
        if bound is None and value == 1:
            continue  # "one" is an article more often than a count
        yield QuantityMention(
            span=_span(doc, start - (currency is not None), max(after, end)), value=value, unit=unit, bound=bound
        )


def _currency_before(doc: Doc, start: int) -> str | None:
    return unit_by_word("currency").get(doc[start - 1].text) if start > 0 else None


def _is_no_count(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a number is a clock time, an age or part of an address or score."""
    before = doc[start - 1].text if start > 0 else ""
    after = [token.lower_ for token in doc[end : end + 4]]
    clock = bool(after) and after[0] in NO_UNITS
    age = after[:4:2] == ["-", "-"] and "old" in after
    return clock or age or before in ("#", "No.", "@", "/") or ":" in doc[start].text


def _span(doc: Doc, start: int, end: int) -> Span:
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
