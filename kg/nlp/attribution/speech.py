"""Words in quotation marks and the verbs beside them that say who spoke.

A quotation belongs to the reporting clause that follows it (`“…,” said X`), precedes it (`X said: “…”`) or
interrupts it.
One that starts a sentence right after a reported one, with no reporting words of its own, goes on with the same
speaker.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.nlp.attribution.cues import SPEECH_VERBS
from kg.nlp.layers import quotations
from kg.nlp.syntax import SUBJECTS

MAX_CLAUSE = 30
"""Words between a quotation and its reporting verb."""
ENDS = frozenset({".", "!", "?", "…", "..."})


@dataclass(slots=True)
class Speech:
    """A quotation as positions of tokens."""

    first: int
    last: int
    scare: bool
    verb: Token | None = None
    positions: list[int] = field(default_factory=list)


def find_speech(doc: Doc) -> list[Speech]:
    """Return the outermost quotations of a text as positions, in order."""
    starts: list[int] = []
    found: list[Speech] = []
    end = -1
    for quotation in quotations(doc):
        if quotation.spans[-1].end <= end:
            continue
        starts = starts or [token.idx for token in doc]
        end = quotation.spans[-1].end
        positions: list[int] = []
        for span in quotation.spans:
            first = max(0, bisect_right(starts, span.start) - 1)
            positions.extend(range(first, bisect_left(starts, span.end)))
        if positions:
            found.append(Speech(positions[0], positions[-1], quotation.scare, positions=positions))
    return found


def speech_by_position(speeches: Iterable[Speech]) -> dict[int, Speech]:
    """Map each position inside a quotation to it."""
    return {position: speech for speech in speeches for position in speech.positions}


def attach_verbs(doc: Doc, speeches: Iterable[Speech], *, inside: dict[int, Speech]) -> None:
    """Give each quotation the verb that reports it, where one stands beside it."""
    for speech in speeches:
        speech.verb = _verb_after(doc, speech, inside) or _verb_before(doc, speech, inside)


def _verb_after(doc: Doc, speech: Speech, inside: dict[int, Speech]) -> Token | None:
    """`“…,” said X`, `“…,” X said`; nothing where the quotation ended its sentence with a full stop."""
    last_inside = doc[speech.last - 1] if speech.last > speech.first else doc[speech.last]
    if last_inside.text == "." or speech.last + 1 >= len(doc):
        return None
    comma = (
        last_inside.text in (",", "?", "!", "—", "–", "--", "-", "…", "...", ",'", "’")
        or doc[speech.last + 1].text == ","
    )
    if not comma or (speech.scare and not last_inside.is_punct):
        return None
    for i in range(speech.last + 1, min(len(doc), speech.last + MAX_CLAUSE)):
        token = doc[i]
        if i in inside or token.text in ENDS or "\n" in token.text:
            return None
        if is_speech_verb(token):
            return token if _has_speaker(token, after=speech.last) else None
    return None


def _verb_before(doc: Doc, speech: Speech, inside: dict[int, Speech]) -> Token | None:
    """`X said: “…”`, `X said, “…”`."""
    i = speech.first - 1
    while i >= 0 and doc[i].is_space:
        i -= 1
    if i < 0 or doc[i].text not in (",", ":"):
        near = i >= 0 and is_speech_verb(doc[i]) and i not in inside and _stands_alone(doc, speech)
        return doc[i] if near else None
    for j in range(i - 1, max(-1, i - MAX_CLAUSE), -1):
        token = doc[j]
        if j in inside or token.text in ENDS or "\n" in token.text:
            return None
        if is_speech_verb(token):
            return token
    return None


def _stands_alone(doc: Doc, speech: Speech) -> bool:
    """Tell whether a quotation ends its sentence, so that it is no mere part of a clause."""
    last_inside = doc[speech.last - 1] if speech.last > speech.first else doc[speech.last]
    return last_inside.is_punct or speech.last + 1 >= len(doc) or doc[speech.last + 1].is_punct


def is_speech_verb(token: Token) -> bool:
    """Tell whether a token is a verb that can introduce speech."""
    return token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in SPEECH_VERBS


def _has_speaker(verb: Token, *, after: int) -> bool:
    return (
        any(child.dep_ in SUBJECTS and child.i > after for child in verb.children)
        or verb.i == after + 1
        or verb.dep_ == "conj"
        or verb.doc[after + 1].ent_type_ == "PERSON"
    )


def goes_on(doc: Doc, speech: Speech, *, reported_until: int) -> bool:
    """Tell whether a quotation follows a reported one with nothing but the end of its sentence between them."""
    between = [doc[i] for i in range(reported_until + 1, speech.first)]
    n_ends = sum(token.text in ENDS for token in between)
    n_paragraphs = sum("\n" in token.text for token in between)
    starts = not between or between[-1].text in ENDS or between[-1].is_space or between[-1].text == ","
    return starts and n_ends <= 1 and n_paragraphs <= 1 and len(between) <= MAX_CLAUSE
