"""The noun that a relative clause leaves a gap for: "the town they took", "the town they took it to"."""

from kg.lexicon import load_lexicon
from kg.nlp.relation.clause import Clause
from kg.nlp.relation.drafts import Slot
from kg.nlp.relation.phrases import is_free_relative, read_phrase
from kg.nlp.relation.sharing import is_time
from kg.nlp.relation.tree import Node

GAPS = {"where": "in", "wherein": "in", "when": "time", "whereby": "by"}
"""Role of the noun that a relative adverb stands for."""
MANNERS = load_lexicon("manner_nouns").words()


def find_gap(clause: Clause, *, slots: list[Slot]) -> list[Slot]:
    """Return the noun that a relative clause leaves a gap for: "the town they took", "the town where they met"."""
    noun, head = clause.antecedent, clause.head
    if noun is None or not _has_gap(clause) or clause.subject is noun or is_free_relative(noun):
        return []
    if any(slot.phrase.head is noun for slot in slots):
        return []
    phrase = read_phrase(noun, leave=clause.modifier)
    adverb = next((child for child in head.children if child.tag == "WRB"), None)
    if adverb is not None:
        role = GAPS.get(adverb.lower)
        return [Slot(role=role, phrase=phrase)] if role is not None else []
    stranded = next((child for child in head.child_list("obl") if child.pos == "ADP" and not child.children), None)
    if stranded is not None:
        return [Slot(role=stranded.lower, phrase=phrase, lead=(stranded,))]
    if is_time(noun) or noun.lower in MANNERS:
        return [Slot(role="time" if is_time(noun) else "manner", phrase=phrase)]
    if head.dep == "acl:relcl" and _opened(head):
        return []
    transitive = clause.copula is None and not clause.passive and (head.has("nsubj") or head.dep == "xcomp")
    if transitive and not any(slot.role in ("object", "clause") for slot in slots):
        return [Slot(role="object", phrase=phrase)]
    return []


def _has_gap(clause: Clause) -> bool:
    """Tell whether a noun is missing in a clause: in the relative one, or in the innermost infinitive under it."""
    head, parent = clause.head, clause.parent
    if head.dep == "acl:relcl":
        return True
    return parent is not None and parent.head.dep == "acl:relcl" and head in _opened(parent.head)


def _opened(verb: Node) -> list[Node]:
    """Return the infinitives and gerunds that take the gap from their verb: "do" in "the work they want to do"."""
    if verb.has("obj", "ccomp"):
        return []
    forms = [child for child in verb.child_list("xcomp") if child.tag in ("VB", "VBG")]
    return [child for child in forms if not child.has("obj", "ccomp", "xcomp")]
