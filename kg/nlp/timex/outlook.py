"""Whether the clause around an expression of time looks back or ahead, by its governing verb."""

from functools import cache

from spacy.tokens import Token

from kg.lexicon import load_lexicon
from kg.nlp.syntax import children, is_clause
from kg.records import Tense

AHEAD = frozenset(
    {"will", "shall", "'ll", "’ll", "wo", "would", "'d", "’d", "may", "might", "could", "can", "should", "must"}
)
BACK = frozenset({"was", "were", "had", "did", "has", "have", "'ve", "’ve"})
NOW = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m", "does", "do"})
INSIDE_NOUN = frozenset({"nmod", "nmod:poss", "nmod:tmod", "nmod:unmarked", "compound", "nummod", "appos"})
"""Relations of words inside a noun phrase to its head."""
FARTHEST = 12
"""How many words up the tree are asked at most."""


@cache
def _words(kind: str) -> frozenset[str]:
    return load_lexicon("outlook").words(kind=kind)


def outlook_of(token: Token) -> Tense | None:
    """Return the tense of the clause that a word stands in; None where no verb tells.

    An infinitive has the outlook of what it depends on: `agreed to meet`, `are set to meet` look ahead. A participle
    after a noun has none of a past verb above it: `confirmed a fair opening on Friday`. A verb in the present says
    nothing of a time inside a noun phrase: `Friday's fair is a success`; `ahead of Friday's fair` may be told before
    or after it.
    """
    node, infinitive, loose, nominal = token, False, False, is_inside_noun(token)
    for _ in range(FARTHEST):
        if any(child.lower_ in _words("ahead-of") for child in children(node, "case", "mark", "advmod")):
            return None
        if is_clause(node):
            found, undecided = _tense_of(node, infinitive=infinitive)
            if not undecided:
                unsure = loose or (nominal and found is Tense.PRESENT)
                return None if unsure and found is not Tense.FUTURE else found
            infinitive = infinitive or _is_infinitive(node)
            loose = loose or _is_loose(node)
        if node.head == node:
            break
        node = node.head
    return Tense.FUTURE if infinitive else None


def is_inside_noun(token: Token) -> bool:
    """Tell whether a word stands inside a noun phrase, so that the verb's tense says less of it: `the March votes`."""
    node = token
    while not is_clause(node) and node.head != node:
        if node.dep_ in INSIDE_NOUN:
            return True
        node = node.head
    return False


def _is_loose(verb: Token) -> bool:
    """Tell whether a participle describes a noun rather than the verb above: no comma parts it from what it follows."""
    if verb.tag_ != "VBG" or verb.dep_ not in ("acl", "advcl") or verb.head.i > verb.i:
        return False
    return verb.i > 0 and verb.nbor(-1).text != ","


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(mark.lower_ == "to" for mark in children(verb, "mark", "aux"))


def _tense_of(verb: Token, *, infinitive: bool) -> tuple[Tense | None, bool]:
    """Return the tense and whether the next verb up the tree has to be asked."""
    helpers = {child.lower_ for child in children(verb, "aux", "aux:pass", "cop")}
    points_ahead = verb.lemma_.lower() in _words("scheduled") or (
        infinitive and verb.lemma_.lower() in _words("intended")
    )
    if points_ahead:
        return (None if helpers & {"was", "were", "had"} and not infinitive else Tense.FUTURE), False
    if helpers & AHEAD:
        return (Tense.PAST if helpers & {"have", "'ve", "’ve"} else Tense.FUTURE), False
    if helpers & BACK:
        return Tense.PAST, False
    if helpers & NOW:
        return Tense.PRESENT, False
    if verb.tag_ == "VBD":
        return Tense.PAST, False
    if verb.tag_ in ("VBZ", "VBP"):
        return Tense.PRESENT, False
    if verb.tag_ == "VBN":
        return Tense.PAST, False
    return None, True
