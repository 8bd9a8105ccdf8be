"""Component `kg_times`: expressions of time with their ISO 8601 values, read against the day of publication."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from kg.nlp import layers
from kg.nlp.timex import Context, Match, find_times, read_time
from kg.nlp.timex.calendar import value_by_word
from kg.nlp.timex.outlook import outlook_of
from kg.records import Span, Tense, TimeMention

BEFORE_MONTH = frozenset(
    {
        "in",
        "since",
        "until",
        "till",
        "by",
        "of",
        "from",
        "during",
        "before",
        "after",
        "between",
        "through",
        "to",
        "and",
        "for",
        "on",
        "or",
    }
)
BEFORE_YEAR = BEFORE_MONTH | {"early", "late", "mid", "around", "circa", "about", "(", "the", "than", "as"}
BEFORE_ARTICLE = frozenset(
    {
        "for",
        "in",
        "within",
        "than",
        "nearly",
        "almost",
        "about",
        "over",
        "after",
        "before",
        "last",
        "lasts",
        "lasted",
        "of",
    }
)
NAMES = frozenset({"PERSON", "ORG", "FAC", "WORK_OF_ART", "PRODUCT"})


@Language.component("kg_times", assigns=["doc._.times"], requires=["token.tag", "token.dep", "doc.ents"])
def set_times(doc: Doc) -> Doc:
    """Write the times of a Doc, in the order of the text."""
    doc._.times = tuple(extract_times(doc))
    return doc


def extract_times(doc: Doc) -> Iterator[TimeMention]:
    """Yield the expressions of time that have a value; needs `doc._.published` for all that is relative."""
    published, text = layers.published(doc), doc.text
    for match in find_times(text):
        tokens = doc.char_span(*match.span, alignment_mode="expand")
        if tokens is None or not _is_time(match, tokens):
            continue
        context = Context(published=published, outlook=_outlook(match, tokens))
        for span, parts in _separate(match, text):
            value = _days_ahead(match, tokens, context) or read_time(match.read, parts, context)
            if value is not None:
                yield TimeMention(span=span, value=value)


def _outlook(match: Match, tokens: TokenSpan) -> Tense | None:
    if match.read in ("year", "month_year", "duration", "ago", "day") or not tokens.doc.has_annotation("DEP"):
        return None
    return outlook_of(tokens.root)


def _separate(match: Match, text: str) -> Iterator[tuple[Span, dict[str, str]]]:
    """Take "May 3 and 5" apart; everything else stays whole."""
    if match.read != "day_list":
        yield match.span, match.parts
        return
    middle = text.index(" and ", match.span.start)
    yield Span(match.span.start, middle), match.parts
    yield Span(middle + len(" and "), match.span.end), {**match.parts, "d": match.parts["d2"]}


def _days_ahead(match: Match, tokens: TokenSpan, context: Context) -> str | None:
    """Read "in three days" with a future verb as a day."""
    if match.read != "duration" or _before(tokens) != "in" or context.published is None:
        return None
    ahead = tokens.doc.has_annotation("DEP") and outlook_of(tokens.root) is Tense.FUTURE
    return read_time("ahead", match.parts, context) if ahead else None


def _before(tokens: TokenSpan) -> str:
    return str(tokens.doc[tokens.start - 1].lower_) if tokens.start > 0 else ""


def _is_time(match: Match, tokens: TokenSpan) -> bool:
    """Leave out what only looks like a time: the verb "may", a person called April, 2000 soldiers, "twice a day"."""
    first, before = tokens[0], _before(tokens)
    if match.read == "month":
        return before in BEFORE_MONTH or (tokens[-1].tag_.startswith("NNP") and tokens[-1].ent_type_ not in NAMES)
    if match.read == "year":
        return _is_year(tokens, before)
    if match.read == "weekday":
        return not (tokens.start > 0 and tokens.doc[tokens.start - 1].lower_ in value_by_word("named-day"))
    if match.read == "duration":
        return first.lower_ not in ("a", "an") or before in BEFORE_ARTICLE
    return not (match.read == "day" and first.ent_type_ in NAMES and first.text.istitle())


def _is_year(tokens: TokenSpan, before: str) -> bool:
    last: Token = tokens[-1]
    if last.ent_type_ in ("MONEY", "PERCENT", "QUANTITY") or last.like_url:
        return False
    following = tokens.doc[tokens.end] if tokens.end < len(tokens.doc) else None
    counts = following is not None and following.tag_ == "NNS"
    return not counts and (last.ent_type_ == "DATE" or before in BEFORE_YEAR)
