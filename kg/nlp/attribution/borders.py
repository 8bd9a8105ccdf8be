"""Where sources, cues and contents begin and end, in positions of tokens.

The conventions are PolNeAR's: a source is the whole noun phrase with appositions and relative clauses, a cue is one
stretch from its auxiliaries to its particle, without the person addressed; a content holds its `that`.
"""

from spacy.tokens import Token

AUXILIARIES = frozenset({"aux", "aux:pass", "cop", "neg"})
ADDRESSED = frozenset({"obj", "iobj", "obl", "obl:tmod", "obl:unmarked", "obl:npmod", "advmod", "punct", "discourse"})


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
    for child in verb.children:
        if child.i < verb.i:
            if child.dep_ in AUXILIARIES or (child.dep_ == "advmod" and child.pos_ in ("ADV", "PART")):
                first = min(first, child.left_edge.i)
        elif child.dep_ == "compound:prt":
            last = max(last, child.i)
    return list(range(first, last + 1))


def extend(verb: Token, content: list[int] | range) -> list[int]:
    """Carry the content of a reporting verb on to the end of its sentence, unless something else of the verb begins.

    Parsers often hang the tail of a long reported clause on the wrong word; what ends a reported clause is a second
    verb of the same speaker (`said A and added B`), a participle (`…, adding B`) or a contrast (`…, but she …`).
    """
    doc, last = verb.doc, content[-1]
    end = verb.sent.end
    stop = end
    for child in verb.children:
        if child.i <= last:
            continue
        if child.dep_ in ("conj", "cc", "parataxis") or (
            child.dep_ == "advcl" and doc[child.left_edge.i - 1].text in (",", "—", "-", "–", "--")
        ):
            stop = min(stop, child.left_edge.i)
    for i in range(last + 1, stop):
        if doc[i].is_space and "\n" in doc[i].text:
            stop = i
            break
        if doc[i].text in (",", "—", "–", "--", "-", ";") and i + 1 < stop:
            token = doc[i + 1]
            if token.tag_ == "VBG" or (token.lower_ in CONTRAST) or verb.i > content[0]:
                stop = i
                break
    return [*content, *range(last + 1, stop)]


CONTRAST = frozenset({"but", "though", "although", "while", "despite", "even"})
"""Words after a comma that begin the outlet's own comment on what was said."""
