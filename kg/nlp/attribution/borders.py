"""Where sources, cues and contents begin and end, in positions of tokens.

The conventions are PolNeAR's: a source is the whole noun phrase with appositions and relative clauses, a cue is one
stretch from its auxiliaries to its particle, without the person addressed; a content holds its `that`.
"""

from spacy.tokens import Token

from kg.nlp.attribution.cues import SPEECH_VERBS

AUXILIARIES = frozenset({"aux", "aux:pass", "cop", "neg"})
ADVERBIAL = frozenset({"ADV", "PART"})


def branch(token: Token) -> range:
    """Return the positions of a token and all that hangs on it, taken as one stretch."""
    return range(token.left_edge.i, token.right_edge.i + 1)


def without(positions: list[int] | range, *left_out: list[int] | range) -> list[int]:
    """Return the positions that are in none of the others."""
    gone = {position for stretch in left_out for position in stretch}
    return [position for position in positions if position not in gone]


def cue_of(verb: Token) -> list[int]:
    """Return a verb's cue: one stretch from its first auxiliary or adverb to its particle."""
    first = last = verb.i
    for i in range(verb.i - 1, verb.left_edge.i - 1, -1):
        token = verb.doc[i]
        if token.head.i != verb.i or not (
            token.dep_ in AUXILIARIES or (token.dep_ == "advmod" and token.pos_ in ADVERBIAL)
        ):
            break
        first = i
    for child in verb.children:
        if child.dep_ == "compound:prt":
            last = max(last, child.i)
    return list(range(first, last + 1))


CONTRAST = frozenset({"but", "though", "although", "while", "despite", "even"})
"""Words after a comma that begin the outlet's own comment on what was said."""
PAUSES = frozenset({",", ";", "—", "–", "--", "-"})


def extend(verb: Token, content: list[int] | range) -> list[int]:
    """Carry the content of a reporting verb on to the end of its sentence, unless something else begins before.

    Parsers often hang the tail of a long reported clause on the wrong word. What ends a reported clause is a second
    verb of the same speaker (`said A and added B`), a participle (`…, adding B`), a contrast (`…, but she …`).
    """
    if verb.dep_ in ("advcl", "acl") and verb.i < verb.head.i:
        return list(content)
    last = content[-1]
    stop = min((_start_of_own_clause(verb, child) for child in verb.children if child.i > last), default=verb.sent.end)
    stop = next((i for i in range(last + 1, stop) if _breaks_off(verb, i, stop=stop, first=content[0])), stop)
    whole = [*content, *range(last + 1, stop)]
    return whole[: next((k for k, i in enumerate(whole) if _is_border(verb, i)), len(whole))]


def _start_of_own_clause(verb: Token, child: Token) -> int:
    """Return where a dependent of the verb begins if it is no part of what is said, else the sentence's end."""
    after_pause = verb.doc[child.left_edge.i - 1].text in PAUSES
    if child.dep_ in ("conj", "cc", "parataxis") or (child.dep_ == "advcl" and after_pause):
        return child.left_edge.i
    return verb.sent.end


def _breaks_off(verb: Token, i: int, *, stop: int, first: int) -> bool:
    doc = verb.doc
    if doc[i].is_space and "\n" in doc[i].text:
        return True
    if doc[i].text not in PAUSES or i + 1 >= stop:
        return False
    after = doc[i + 1]
    return after.tag_ == "VBG" or after.lower_ in CONTRAST or verb.i > first


def _is_border(verb: Token, i: int) -> bool:
    """Tell whether what is said certainly ends at a position: `;`, a second report, the comma of `Asked …,`."""
    if verb.doc[i].text == ";":
        return True
    if verb.i == verb.sent.start and verb.tag_ in ("VBN", "VBD", "VBG") and verb.doc[i].text == ",":
        return True
    return _second_report(verb, i)


def _second_report(verb: Token, i: int) -> bool:
    """Tell whether `and` at a position joins a second reporting verb to the first: `said A and warned that B`."""
    doc = verb.doc
    if doc[i].lower_ not in ("and", "but") or i + 2 >= verb.sent.end:
        return False
    second = doc[i + 2] if doc[i + 1].pos_ == "ADV" else doc[i + 1]
    if second.tag_ != verb.tag_ or second.lemma_ not in SPEECH_VERBS or second.i + 1 >= verb.sent.end:
        return False
    after = doc[second.i + 1]
    return after.lower_ in ("that", "he", "she", "they", "it") or after.is_quote
