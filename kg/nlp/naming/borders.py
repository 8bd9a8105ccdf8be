"""Borders of names: no line break within, no article, title or possessive at the ends."""

from bisect import bisect_left

from spacy.tokens import Doc, Token

from kg.lexicon.titles import leading_titles
from kg.nlp.naming.name import Name, is_capital

NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "s"})
_COMMON = frozenset({"NNS", "VBZ", "VBG", "JJ", "VBN", "VB", "VBP", "VBD"})
_LOOSE_TAGS = frozenset(
    {"TO", "IN", "CC", "DT", "POS", ",", ".", ":", "-LRB-", "-RRB-", "``", "''", "PRP$", "_SP", "HYPH"}
)


class _Lines:
    """The lines of a text; each is looked at once, however many names stand in it."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._breaks = [token.i for token in doc if "\n" in token.text]
        self._titled: dict[tuple[int, int], bool] = {}

    def around(self, name: Name) -> tuple[int, int]:
        """Return the tokens [start, end) of the line that a name stands in."""
        before, after = bisect_left(self._breaks, name.start), bisect_left(self._breaks, name.end)
        start = self._breaks[before - 1] + 1 if before else 0
        return start, self._breaks[after] if after < len(self._breaks) else len(self._doc)

    def is_titled(self, start: int, end: int) -> bool:
        """Tell whether a line of several longer words is in title case, and no sentence."""
        if (start, end) not in self._titled:
            words = [token for token in self._doc[start:end] if token.is_alpha and len(token) > 3]
            is_title = len(words) >= 3 and all(is_capital(word.text) for word in words)
            self._titled[start, end] = is_title and self._doc[end - 1].text != "."
        return self._titled[start, end]


def mend_borders(doc: Doc, names: list[Name]) -> list[Name]:
    """Split names at line breaks, and trim what does not belong to them at both ends."""
    mended: list[Name] = []
    small_words = frozenset(token.text for token in doc if token.is_lower and len(token) > 3)
    lines = _Lines(doc)
    for name in names:
        for part in _split(doc, name):
            trimmed = _trim(doc, part)
            if trimmed.start < trimmed.end and not _is_heading(doc, trimmed, lines, small_words):
                mended.append(trimmed)
    return mended


def _split(doc: Doc, name: Name) -> list[Name]:
    breaks = [i for i in range(name.start, name.end) if "\n" in doc[i].text]
    starts = [name.start, *(i + 1 for i in breaks)]
    return [Name(start, end, name.label) for start, end in zip(starts, [*breaks, name.end], strict=True) if start < end]


def _trim(doc: Doc, name: Name) -> Name:
    start, end = name.start, name.end
    while start < end and _is_loose(doc[start], first=name.label in NAMED):
        start += 1
    while end > start and (_is_loose(doc[end - 1], first=False) or doc[end - 1].text in _POSSESSIVE):
        end -= 1
    if name.label == "PERSON" and end - start > 1:
        start += leading_titles(tuple(token.text for token in doc[start:end]))
        start = _after_last_title(doc, start, end)
    return Name(start, end, name.label)


def _after_last_title(doc: Doc, start: int, end: int) -> int:
    """Return where the name begins after an office in small letters: `council chief Anna Berg`."""
    for i in range(end - 2, start - 1, -1):
        if doc[i].is_lower and leading_titles((doc[i].text, doc[i + 1].text)):
            return i + 1
    return start


def _is_loose(token: Token, *, first: bool) -> bool:
    """Tell whether a token belongs to no name's end; articles only in front of proper names."""
    if token.is_space or (token.is_punct and token.text not in (".", "’", "'")):
        return True
    if first and token.lower_ in ("the", "a", "an"):
        return True
    if token.tag_ == "DT":
        return False
    return token.tag_ in _LOOSE_TAGS and not is_capital(token.text) and not token.text.endswith(".")


def _is_heading(doc: Doc, name: Name, lines: _Lines, small_words: frozenset[str]) -> bool:
    """Tell whether a "name" of several words is a piece of a heading in title case.

    It is where the name is all of its line and no proper noun ends it, or where the line is in title case and the
    article writes one of the name's words in small letters elsewhere.
    """
    if name.label not in NAMED or name.end - name.start < 2:
        return False
    start, end = lines.around(name)
    if not lines.is_titled(start, end):
        return False
    inside = doc[name.start : name.end]
    if (start, end) == (name.start, name.end) and any(token.tag_ in _COMMON for token in inside):
        return True
    return name.label != "PERSON" and any(token.lower_ in small_words for token in inside if token.is_alpha)
