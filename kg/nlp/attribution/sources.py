"""Whose words a verb reports: its subject, the one it shares, or the agent of a passive."""

from spacy.tokens import Token

from kg.nlp.attribution.borders import branch
from kg.nlp.attribution.cues import SPEECH_VERBS
from kg.nlp.syntax import SUBJECTS, children, first_child, is_passive

DASHES = frozenset({"-", "–", "—", "--"})
MAX_STEPS = 6
"""How far up the tree a shared subject is looked for."""


def source_of(verb: Token) -> list[int]:
    """Return the positions of the source of a reporting verb; empty where nobody is named."""
    speaker = speaker_of(verb)
    if speaker is None:
        return []
    positions = [i for i in branch(speaker) if not _is_edge(speaker, i)]
    return _name_beside(verb, positions) or (_after_dateline(verb, positions) if positions else [])


def _name_beside(verb: Token, positions: list[int]) -> list[int]:
    """Take a name between a comma and the verb out of a source: no comma closes it, so it is no apposition.

    In `…, the board and the bank, Ann Lee said` the list before the comma belongs to what is said.
    """
    doc, last = verb.doc, verb.i - 1
    while last > 0 and doc[last].pos_ in ("ADV", "AUX"):
        last -= 1
    first = last
    while first > 0 and doc[first].ent_type_ == "PERSON" and doc[first].ent_iob_ != "B":
        first -= 1
    is_name = doc[last].ent_type_ == "PERSON" and last in positions
    is_open = first - 1 in positions and doc[first - 1].text == "," and first - 1 > positions[0]
    commas = sum(doc[i].text == "," for i in positions)
    return list(range(first, last + 1)) if is_name and is_open and commas == 1 else []


def _after_dateline(verb: Token, positions: list[int]) -> list[int]:
    """Leave a dateline out: in `OSLO (NTB) - Ann Lee said` Ann Lee speaks."""
    doc = verb.doc
    dash = next(
        (i for i in range(positions[0] + 1, verb.i - 1) if doc[i].text in DASHES and doc[i - 1].text == ")"), None
    )
    if dash is None or positions[0] != verb.sent.start or not any(doc[i].text == "(" for i in positions):
        return positions
    return [i for i in range(dash + 1, verb.i) if doc[i].dep_ not in ("aux", "advmod")]


def speaker_of(verb: Token, *, steps: int = MAX_STEPS) -> Token | None:
    """Return the head of the source of a reporting verb."""
    if is_passive(verb):
        return by_agent(verb)
    own = first_child(verb, *SUBJECTS)
    if own is not None:
        return own
    first = _verb_before_and(verb)
    if first is not None and steps > 0:
        return speaker_of(first, steps=steps - 1)
    if verb.tag_ in FINITE and verb.dep_ not in ("conj", "xcomp"):
        beside = _speaker_beside(verb)
        if beside is not None:
            return beside
    if steps == 0 or verb.head.i == verb.i:
        return None
    return _shared_subject(verb, steps=steps - 1)


FINITE = frozenset({"VBD", "VBZ", "VBP"})
SPEAKERS = frozenset({"PROPN", "NOUN", "PRON", "NUM", "DET"})


def _speaker_beside(verb: Token) -> Token | None:
    """Find the subject that the parser missed: the noun phrase right before a finite verb or right after it."""
    doc = verb.doc
    i = verb.i - 1
    while i > verb.sent.start and (doc[i].pos_ in ("ADV", "AUX") or doc[i].dep_ == "aux"):
        i -= 1
    if i >= verb.sent.start and doc[i].pos_ in SPEAKERS:
        return _climb(doc[i], first=verb.sent.start, last=verb.i - 1)
    i = verb.i + 1
    if (
        i < verb.sent.end
        and (doc[i].pos_ in SPEAKERS or doc[i].pos_ == "ADJ")
        and doc[verb.i - 1].is_punct
        and not _has_clause_after(verb)
    ):
        return _climb(doc[i], first=verb.i + 1, last=verb.sent.end - 1)
    return None


def _verb_before_and(verb: Token) -> Token | None:
    """Find the verb that `and` joins this one to (`said A and added B`), whatever the parser says."""
    if verb.i < 2 or verb.tag_ not in FINITE or verb.lemma_ not in SPEECH_VERBS:
        return None
    i = verb.i - 1
    while i > verb.sent.start and verb.doc[i].pos_ == "ADV":
        i -= 1
    if verb.doc[i].lower_ not in ("and", "but"):
        return None
    for j in range(verb.sent.start, i):
        token = verb.doc[j]
        if token.tag_ == verb.tag_ and token.lemma_ in SPEECH_VERBS:
            return token
    return None


def _has_clause_after(verb: Token) -> bool:
    return any(child.i > verb.i for child in children(verb, "ccomp", "xcomp"))


def _climb(token: Token, *, first: int, last: int) -> Token | None:
    """Go up to the head of the noun phrase, as long as all of it lies between two positions."""
    while (
        token.head.i != token.i
        and token.head.left_edge.i >= first
        and token.head.right_edge.i <= last
        and token.head.pos_ in SPEAKERS
    ):
        token = token.head
    return token if token.pos_ in SPEAKERS else None


def by_agent(verb: Token) -> Token | None:
    """Return the agent of a passive: `rejected by Kyiv`."""
    for part in children(verb, "obl:agent", "obl"):
        case = first_child(part, "case")
        if case is not None and case.lower_ == "by":
            return part
    return None


def _shared_subject(verb: Token, *, steps: int) -> Token | None:
    head = _report_above(verb) or verb.head
    if verb.dep_ in ("conj", "parataxis"):
        return _subject_in(head, steps=steps)
    if verb.dep_ in ("advcl", "xcomp", "ccomp", "dep"):
        controller = first_child(head, "obj", "iobj") if verb.dep_ == "xcomp" else None
        return controller if controller is not None else _subject_in(head, steps=steps)
    if verb.dep_ == "acl":
        return by_agent(verb) if verb.tag_ == "VBN" else head
    return None


def _report_above(verb: Token) -> Token | None:
    """Find the verb that `, adding` goes on with where the parser hung it on the clause that this one reports.

    In `she said no call was planned, adding that …` she adds it.
    """
    is_tail = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.lemma_ in SPEECH_VERBS and verb.i > verb.head.i
    if not is_tail or verb.head.dep_ != "ccomp" or verb.doc[verb.left_edge.i].text not in (",", verb.text):
        return None
    above = verb.head.head
    return above if above.lemma_ in SPEECH_VERBS and above.pos_ == "VERB" and above.i < verb.head.i else None


def _subject_in(verb: Token, *, steps: int) -> Token | None:
    """Return the subject of a verb for one that depends on it, in a passive too."""
    if is_passive(verb):
        return first_child(verb, "nsubj:pass") or (_shared_subject(verb, steps=steps) if steps else None)
    return speaker_of(verb, steps=steps)


def _is_edge(speaker: Token, position: int) -> bool:
    """Tell whether a word is the preposition of the source, which is not part of it."""
    token = speaker.doc[position]
    return token.dep_ == "case" and token.head.i == speaker.i and position < speaker.i
