"""Component `kg_quotations`: stretches between quotation marks.

Marks are read in pairs, paragraph by paragraph: curly (“ ”), straight ("), doubled single ('' or ``), guillemets (« »)
and single ones (‘ ’ '), which are told from apostrophes by what stands beside them. A quotation whose paragraph ends
before its closing mark goes on where the next paragraph begins with an opening mark, as newspapers print long speech.
Single marks inside double ones make a quotation of their own, after the one that holds it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import layers as layers  # registers the layer
from kg.records import Quotation, Span

MARK = re.compile(r"''|``|’’|‘‘|[\"“”„«»‘’'\n]")
DOUBLE = frozenset({'"', "“", "”", "„", "«", "»", "''", "``", "’’", "‘‘"})
OPENS = frozenset({"“", "„", "«", "``", "‘‘", "‘"})
CLOSES = frozenset({"”", "»", "’’"})
CLIPPED = re.compile(r"(?:\d0s|em|tis|twas|til|cause|n|round|bout)\b", re.IGNORECASE)
"""Words that an apostrophe may begin ('90s, 'em)."""
MAX_SCARE_WORDS = 4
MAX_SINGLE_CHARACTERS = 400
"""A pair of single marks further apart than this is taken for two apostrophes."""


@dataclass(slots=True)
class _Open:
    """A quotation whose closing mark has not come yet."""

    start: int
    done: list[Span] = field(default_factory=list)
    """Its stretches in earlier paragraphs."""
    is_waiting: bool = False
    """True between paragraphs: it goes on only where the next one begins with an opening mark."""


@Language.component("kg_quotations", assigns=["doc._.quotations"])
def set_quotations(doc: Doc) -> Doc:
    """Find the quotations of a text."""
    doc._.quotations = find_quotations(doc.text)
    return doc


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of a text by their first character, marks included.

    >>> [text_span for quotation in find_quotations('She said “no” twice.') for text_span in quotation.spans]
    [Span(start=9, end=13)]
    """
    doubles = list(_find_doubles(text))
    singles = [Quotation(spans=(span,), scare=_is_scare(text, (span,))) for span in _find_singles(text)]
    return tuple(
        sorted((*doubles, *singles), key=lambda quotation: (quotation.spans[0].start, -quotation.spans[-1].end))
    )


def _find_doubles(text: str) -> Iterator[Quotation]:
    current: _Open | None = None
    for mark in MARK.finditer(text):
        sign = mark.group()
        if sign == "\n":
            current = _end_paragraph(current, text=text, end=mark.start())
            continue
        if sign not in DOUBLE:
            continue
        if current is not None and current.is_waiting:
            if sign not in CLOSES and not text[current.done[-1].end : mark.start()].strip():
                current.start, current.is_waiting = mark.start(), False
                continue
            yield _close(text, current)
            current = None
        if current is None:
            current = _Open(mark.start()) if _may_open(text, mark) else None
        elif _may_close(text, mark):
            current.done.append(Span(current.start, mark.end()))
            yield _close(text, current)
            current = None
        elif sign in OPENS:
            current = _Open(mark.start())
    current = _end_paragraph(current, text=text, end=len(text))
    if current is not None:
        yield _close(text, current)


def _end_paragraph(current: _Open | None, *, text: str, end: int) -> _Open | None:
    """Set an open quotation aside until the next paragraph; forget a mark that hardly opened one."""
    if current is None or current.is_waiting:
        return current
    inside = text[current.start : end].rstrip()
    if len(inside.split()) < 2 and text[current.start] not in OPENS:
        return None
    current.done.append(Span(current.start, current.start + len(inside)))
    current.is_waiting = True
    return current


def _close(text: str, current: _Open) -> Quotation:
    spans = tuple(current.done)
    return Quotation(spans=spans, scare=_is_scare(text, spans))


def _may_open(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a double mark opens: no space after it, no word right before it."""
    if mark.group() in CLOSES:
        return False
    after = text[mark.end() : mark.end() + 1]
    if mark.group() in OPENS:
        return bool(after)
    before = text[mark.start() - 1 : mark.start()]
    return bool(after) and not after.isspace() and not before.isalnum()


def _may_close(text: str, mark: re.Match[str]) -> bool:
    if mark.group() in CLOSES:
        return True
    if mark.group() in OPENS:
        return False
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return not before.isspace() or not after or after.isspace()


def _find_singles(text: str) -> Iterator[Span]:
    """Find pairs of single marks; the last fitting mark before the paragraph ends or another pair opens closes."""
    start: int | None = None
    close: int | None = None
    for mark in MARK.finditer(text):
        sign = mark.group()
        ends = sign == "\n" or (start is not None and mark.start() - start > MAX_SINGLE_CHARACTERS)
        opens = sign in ("‘", "'") and _single_opens(text, mark.start())
        if start is not None and close is not None and (ends or opens or sign in DOUBLE):
            yield Span(start, close)
            start = close = None
        if ends:
            start = None
        if opens:
            start, close = mark.start(), None
        elif start is not None and close is None and sign in ("’", "'") and _single_closes(text, mark.start()):
            close = mark.end()
    if start is not None and close is not None:
        yield Span(start, close)


def _single_opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if before and not (before.isspace() or before in "(\"“[—–-'"):
        return False
    return (after.isalnum() or after in '“"[$') and not CLIPPED.match(text, at + 1)


def _single_closes(text: str, at: int) -> bool:
    """Tell whether a single mark closes: punctuation before it, or no word after it and no plural's s before it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if after.isalnum() or before.isspace():
        return False
    return before != "s" or not after.isspace() or not text[at + 2 : at + 3].islower()


def _is_scare(text: str, spans: tuple[Span, ...]) -> bool:
    """Tell whether a quotation is a mere phrase: few words that do not make a sentence of their own."""
    inside = " ".join(text[start:end] for start, end in spans).strip("\"“”„«»‘’'` ")
    if len(spans) > 1 or len(inside.split()) > MAX_SCARE_WORDS:
        return False
    return not inside[:1].isupper() or inside[-1:] not in ".!?,…"
