"""Where numbers stand in a Doc, and the words around them that say what they count and how exactly."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from kg.lexicon import load_lexicon
from kg.nlp.measure.numbers import DIGITS, scales, value_of
from kg.nlp.syntax import children
from kg.nlp.timex.calendar import value_by_word

LONGEST_UNIT = 8
"""Words in the longest thing counted."""
NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "ORDINAL"})


@cache
def unit_by_word(kind: str) -> dict[str, str]:
    """Map the words of one kind in `units.toml` to their unit."""
    return {
        word: entry["unit"] for entry in load_lexicon("units").entries if entry["kind"] == kind for word in entry.words
    }


@cache
def bound_by_words() -> dict[str, str]:
    """Map words before a number to what they make of it."""
    return {
        word: entry["value"]
        for entry in load_lexicon("units").entries
        if entry["kind"] == "bound"
        for word in entry.words
    }


def number_runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of the longest runs of tokens that are one number."""
    i = 0
    while i < len(doc):
        end = _run_end(doc, i) if _opens_number(doc[i]) else i
        if end > i:
            yield i, end
        i = max(end, i + 1)


def _opens_number(token: Token) -> bool:
    if token.ent_type_ in NAMES:
        return False
    if token.tag_ == "CD" or DIGITS.fullmatch(token.text):
        return True
    return token.lower_ in ("a", "half") and _leads_to_scale(token.doc, token.i + 1)


def _leads_to_scale(doc: Doc, i: int) -> bool:
    """Tell whether `million` and the like stand here, after "a", "half" or "half a"."""
    if i + 1 < len(doc) and doc[i].lower_ == "a":
        i += 1
    return i < len(doc) and doc[i].lower_ in scales() and len(doc[i]) > 2


def _run_end(doc: Doc, start: int) -> int:
    end, best = start, start
    while end < len(doc) and end - start < 7 and doc[end].ent_type_ not in NAMES:
        if not (end == start or _continues_number(doc, start, end)):
            break
        end += 1
        if value_of(tuple(word.text for word in doc[start:end])) is not None:
            best = end
    return best


def _continues_number(doc: Doc, start: int, i: int) -> bool:
    token = doc[i]
    if token.text in ("-", "–"):  # thirty-five, but not 10-15
        return doc[start].is_alpha and i + 1 < len(doc) and doc[i + 1].tag_ == "CD"
    return token.tag_ == "CD" or token.lower_ in scales() or (token.lower_ == "a" and i == start + 1)


def bound_before(doc: Doc, start: int) -> str | None:
    """Return the bound that the words before a number set: `more than` sets at-least."""
    for width in (4, 3, 2, 1):
        if start - width >= 0:
            words = " ".join(token.lower_ for token in doc[start - width : start])
            if words in bound_by_words():
                return bound_by_words()[words]
    return None


def bound_after(doc: Doc, end: int) -> str | None:
    """Return the bound that "or more", "or less" after a number set."""
    words = " ".join(token.lower_ for token in doc[end : end + 2])
    return bound_by_words().get(words)


def unit_after(doc: Doc, start: int, end: int) -> tuple[str | None, int]:
    """Return what the number counts, and where the words for it end; None where nothing is said."""
    hyphen = end < len(doc) and doc[end].text in ("-", "–")
    for width in (3, 2, 1):
        if end + hyphen + width > len(doc):
            continue
        words = doc[end + hyphen : end + hyphen + width].text
        words = words if words.isupper() else words.lower()
        found = unit_by_word("measure").get(words) or unit_by_word("currency").get(words)
        if found is not None:
            return found, end + hyphen + width
    if end + hyphen < len(doc) and doc[end + hyphen].lower_ in value_by_word("period"):
        return singular(doc[end + hyphen].lower_), end + hyphen + 1
    if hyphen and end + 1 < len(doc) and doc[end + 1].pos_ == "NOUN":
        return doc[end + 1].lower_, end + 2
    return _counted(doc, start, end)


def singular(period: str) -> str:
    """Return the singular of a period: `days` → `day`."""
    return {"centuries": "century"}.get(period, period.removesuffix("s"))


def _counted(doc: Doc, start: int, end: int) -> tuple[str | None, int]:
    """Return the noun that the number modifies, with its adjectives and its partners: `drones and missiles`."""
    head = next(
        (
            token.head
            for token in doc[start:end]
            if token.dep_ in ("nummod", "amod", "det", "compound") and token.head.i >= end
        ),
        None,
    )
    if head is None or head.pos_ not in ("NOUN", "PROPN") or head.i - end > LONGEST_UNIT:
        return None, end
    last = head
    for partner in children(head, "conj"):
        if (
            partner.tag_ == head.tag_ == "NNS"
            and partner.i - last.i <= 3
            and not any(True for _ in children(partner, "nummod", "det"))
        ):
            last = partner
    words = [token for token in doc[end : last.i + 1] if not token.is_space]
    if any(token.pos_ in ("VERB", "ADP", "PUNCT") and token.text not in ("-", ",") for token in words):
        words, last = [head], head
    return " ".join(token.text for token in words).replace(" - ", "-").replace(" ,", ","), last.i + 1
