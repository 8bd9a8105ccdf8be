"""What only looks like a time: the verb "may", a person called April, 2000 soldiers, "once she is there"."""

from collections.abc import Callable, Mapping

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from kg.nlp.timex.calendar import value_by_word
from kg.nlp.timex.patterns import Match

RECENT = frozenset({"19", "20"})
"""The centuries that a number of four digits means a year of without further sign."""
NAMES = frozenset({"PERSON", "ORG", "FAC", "WORK_OF_ART", "PRODUCT"})


def is_time(match: Match, tokens: TokenSpan) -> bool:
    """Tell whether the words at a place that a pattern matches mean a time there."""
    check = _CHECKS.get(match.read)
    return check is None or check(tokens)


def word_before(tokens: TokenSpan) -> str:
    """Return the word before some tokens in small letters; nothing at the beginning."""
    return str(tokens.doc[tokens.start - 1].lower_) if tokens.start > 0 else ""


def _after(tokens: TokenSpan) -> Token | None:
    return tokens.doc[tokens.end] if tokens.end < len(tokens.doc) else None


def _in_name(tokens: TokenSpan) -> bool:
    """Tell whether words with a capital are a name: `Current TV`, `USA Today`."""
    last = tokens[-1]
    if not last.text[:1].isupper():
        return False
    if not tokens[0].text[:1].isupper():
        return last.ent_type_ in NAMES
    beside = (tokens.doc[tokens.start - 1] if tokens.start > 0 else None, _after(tokens))
    inside = not tokens[0].is_sent_start and any(token is not None and token.tag_.startswith("NNP") for token in beside)
    return last.ent_type_ in NAMES or inside


def _is_month(tokens: TokenSpan) -> bool:
    return word_before(tokens) in value_by_word("before-month") or (
        tokens[-1].tag_.startswith("NNP") and tokens[-1].ent_type_ not in NAMES
    )


def _is_weekday(tokens: TokenSpan) -> bool:
    return tokens.start == 0 or tokens.doc[tokens.start - 1].lower_ not in value_by_word("named-day")


def _is_year(tokens: TokenSpan) -> bool:
    last = tokens[-1]
    if last.ent_type_ in ("MONEY", "PERCENT", "QUANTITY") or last.like_url:
        return False
    following = _after(tokens)
    counts = following is not None and following.tag_ == "NNS"
    before = word_before(tokens)
    if counts or before in value_by_word("before-number"):
        return False
    return last.ent_type_ == "DATE" or before in value_by_word("before-year") or last.text[:2] in RECENT


def _is_season(tokens: TokenSpan) -> bool:
    led = len(tokens) > 1 or word_before(tokens) in value_by_word("before-season")
    return led and tokens[-1].tag_.startswith("NN") and not _in_name(tokens)


def _is_vague(tokens: TokenSpan) -> bool:
    word, following, said = tokens[-1], _after(tokens), tokens.text.lower()
    if said == "once":
        verbal = following is not None and following.tag_ in ("VBD", "VBN")
        return word.tag_ == "RB" and (verbal or word_before(tokens) in value_by_word("before-once"))
    if said == "past" and word.tag_ == "NN":
        return not _in_name(tokens)
    if said in ("past", "present"):
        return word.dep_ == "amod" or (word.tag_ == "JJ" and following is not None and following.tag_.startswith("NN"))
    return not _in_name(tokens)


def _is_feast(tokens: TokenSpan) -> bool:
    return tokens[-1].ent_type_ not in NAMES | {"GPE", "LOC"}


def _is_period(tokens: TokenSpan) -> bool:
    """Leave out `This Week`, what a programme is called."""
    return tokens[0].is_sent_start or not all(token.text[:1].isupper() for token in tokens)


def _is_common(tokens: TokenSpan) -> bool:
    return not _in_name(tokens)


_CHECKS: Mapping[str, Callable[[TokenSpan], bool]] = {
    "month": _is_month,
    "year": _is_year,
    "weekday": _is_weekday,
    "relative_season": _is_season,
    "vague": _is_vague,
    "feast": _is_feast,
    "period": _is_period,
    "day": _is_common,
    "duration": _is_common,
    "frequency": _is_common,
    "part": _is_common,
}
"""What is asked at the readings that meet words of other meanings."""
