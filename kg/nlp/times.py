"""Component `kg_times`: expressions of time with their TIMEX3 values, read against the day of publication."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from kg.nlp import layers
from kg.nlp.timex import Context, Match, Reading, find_times, join_times, read_time, read_times
from kg.nlp.timex.calendar import value_by_word
from kg.nlp.timex.outlook import is_inside_noun, outlook_of
from kg.nlp.timex.seeming import is_time, word_before
from kg.records import Tense, TimeMention

TENSELESS = frozenset({"year", "month_year", "duration", "ago", "day", "vague", "frequency", "every", "span", "later"})
"""The readings that do not ask whether their clause looks back or ahead."""
OF_A_YEAR = frozenset({"month", "month_day", "relative_season", "feast"})
"""Those that the nearest year is right for where they stand in a noun phrase: `they discussed the March votes`."""
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\w\w)?)?|-Q\d)?$")


@Language.component("kg_times", assigns=["doc._.times"], requires=["token.tag", "token.dep", "doc.ents"])
def set_times(doc: Doc) -> Doc:
    """Write the times of a Doc, in the order of the text."""
    doc._.times = tuple(extract_times(doc))
    return doc


def extract_times(doc: Doc) -> Iterator[TimeMention]:
    """Yield the expressions of time that have a value; needs `doc._.published` for all that is relative."""
    found = join_times(_readings(doc), text=doc.text, published=layers.published(doc))
    return (TimeMention(span=reading.span, value=reading.value, when=reading.when) for reading in found)


def _readings(doc: Doc) -> Iterator[Reading]:
    """Yield the expressions of time one by one, each with the last date before it."""
    context = Context(published=layers.published(doc))
    for match in find_times(doc.text):
        tokens = doc.char_span(*match.span, alignment_mode="expand")
        if tokens is None or not is_time(match, tokens):
            continue
        context = replace(context, outlook=_outlook(match, tokens))
        for reading in read_times(match, context):
            yield reading._replace(when=_when(reading, match, tokens, context))
            if match.dated and DATE.match(reading.value):
                context = _after(context, reading.value)


def _after(context: Context, value: str) -> Context:
    """Return what the expressions after a date are read with."""
    day = re.match(r"\d{4}-\d\d-\d\d", value)
    return replace(context, latest=value, latest_day=date.fromisoformat(day[0]) if day else context.latest_day)


def _outlook(match: Match, tokens: TokenSpan) -> Tense | None:
    if match.read in TENSELESS or not tokens.doc.has_annotation("DEP"):
        return None
    outlook = outlook_of(tokens.root)
    unsure = outlook is Tense.PAST and match.read in OF_A_YEAR and is_inside_noun(tokens.root)
    return None if unsure else outlook


def _when(reading: Reading, match: Match, tokens: TokenSpan, context: Context) -> str | None:
    """Read "in three days" with a future verb as a day; "a year" for each year, and "a day after" it, as no time."""
    if match.read != "duration" or reading.when is None:
        return reading.when
    before = word_before(tokens)
    if tokens[0].lower_ in ("a", "an") and before not in value_by_word("before-article"):
        return None
    if tokens.end < len(tokens.doc) and tokens.doc[tokens.end].lower_ in value_by_word("counted-from"):
        return None
    if before == "in" and tokens.doc.has_annotation("DEP") and outlook_of(tokens.root) is Tense.FUTURE:
        return read_time("ahead", match.parts, context) or reading.when
    return reading.when
