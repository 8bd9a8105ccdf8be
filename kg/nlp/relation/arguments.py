"""The arguments of a clause: object, recipient, clauses, prepositional phrases, times and manner."""

from kg.lexicon import load_lexicon
from kg.nlp.relation.clause import Clause, has_comma_before, heads_clause, is_linking, raises
from kg.nlp.relation.complements import (
    clause_phrase,
    complement_slot,
    identity_phrase,
    is_measure,
    predicative,
    without_marks,
)
from kg.nlp.relation.drafts import Slot
from kg.nlp.relation.gaps import find_gap
from kg.nlp.relation.phrases import RELATIVE_WORDS, Phrase, is_possessive, preposition_of, read_phrase, trim
from kg.nlp.relation.predicates import governed, idiom_noun, is_copular, is_identity
from kg.nlp.relation.relatives import antecedent_text
from kg.nlp.relation.sharing import is_time, shared_object, shared_out, slot_shared_out
from kg.nlp.relation.tree import Node

ASKING = frozenset({"ask", "wonder", "know", "see", "doubt", "question", "check", "decide", "determine", "say", "tell"})
"""Verbs after which "if" is "whether"."""
TIME_ADVERBS = load_lexicon("time_words").words(kind="adverb")
OBLIQUE = ("obl", "obl:agent", "obl:unmarked", "obl:npmod", "obl:tmod")
LINKS = load_lexicon("time_words").words(kind="link")
HEDGES = load_lexicon("modality").words(kind="hedge")
RAISING_OBJECT = load_lexicon("control").words(raising_object=True)
NEGATIONS = load_lexicon("modality").words(kind="negation")
DISCOURSE = load_lexicon("discourse").words()
DEICTIC = frozenset({"this", "last", "next", "each", "every"})
"""What makes an adverbial noun a time: "this fall", "every session"."""
NAMING_VERBS = load_lexicon("naming_verbs").words()
COMPLEX = load_lexicon("complex_prepositions").words()


def read_arguments(clause: Clause) -> list[Slot]:
    """Return the arguments besides the subject, the object first, then in the order of the text."""
    slots: list[Slot] = []
    special = governed(clause)
    idiom = idiom_noun(clause)
    for predicate in clause.predicates:
        for child in predicate.children:
            slot = None
            if child is idiom or child is clause.subject or child in clause.predicates or clause.head in _row(child):
                continue
            if predicate is clause.head and child is special:
                slot = _governed_slot(child, clause=clause)
            elif predicate is clause.head or child.dep in (*OBLIQUE, "advcl"):
                slot = _slot(child, clause=clause)
            if slot is not None:
                slots.append(slot)
    if idiom is not None:
        slots += [slot for child in idiom.child_list("nmod") if (slot := _oblique(child, clause=clause)) is not None]
    if is_identity(clause):
        return [Slot(role="clause", phrase=identity_phrase(clause), clause=None)]
    if is_copular(clause):
        slots.append(complement_slot(clause))
    shared = shared_object(clause)
    if shared is not None and (slot := _thing("object", shared, clause=clause)) is not None:
        slots.append(slot)
    _tell_objects_apart(slots, clause=clause)
    slots += [part for slot in slots if (part := slot_shared_out(slot, clause=clause)) is not None]
    slots += find_gap(clause, slots=slots)
    return sorted(slots, key=lambda slot: (_rank(slot), slot.phrase.head.i))


def _row(node: Node) -> list[Node]:
    """Return what is conjoined to a word: it shares the predicate that the word is merged with."""
    return node.child_list("conj") if node.dep in ("advcl", "xcomp", "ccomp") else []


def _slot(child: Node, *, clause: Clause) -> Slot | None:
    dep = child.dep
    if dep == "obj" and any(_takes_whole_clause(clause, other) for other in clause.head.child_list("xcomp")):
        return None
    if dep in ("obj", "iobj"):
        return _thing("object" if dep == "obj" else "recipient", child, clause=clause)
    if dep in OBLIQUE or (dep == "nmod" and _stands_in_front(child, clause=clause)):
        return None if is_measure(child, clause=clause) else _oblique(child, clause=clause)
    if dep in ("ccomp", "xcomp"):
        return _clausal(child, clause=clause)
    if dep == "advcl":
        return _adverbial(child)
    if dep == "advmod":
        return _adverb(child, clause=clause)
    return None


def _stands_in_front(child: Node, *, clause: Clause) -> bool:
    """Tell whether a phrase on a noun stands before the subject: "for Ode, the mill is a home"."""
    return clause.copula is not None and child.i < clause.copula.i and bool(preposition_of(child))


def _thing(role: str, child: Node, *, clause: Clause, lead: tuple[Node, ...] = ()) -> Slot | None:
    if (
        child.lower in RELATIVE_WORDS
        and child.tag in ("WDT", "WP", "WRB", "IN")
        and not any(part.dep not in ("punct", "case") for part in child.children)
    ):
        if clause.antecedent is None or clause.head.dep == "ccomp":
            return None
        return Slot(role=role, phrase=read_phrase(clause.antecedent, leave=clause.modifier), lead=lead)
    if heads_clause(child) and child.has("nsubj", "nsubj:pass"):
        mark = child.child("mark")
        role = "clause" if mark is None or mark.lower == "that" else mark.lower
        return Slot(role=role, phrase=clause_phrase(child) if role == "clause" else without_marks(child), clause=child)
    if is_adjective(child, clause=clause):
        return Slot(role="complement", phrase=predicative(child), lead=lead)
    phrase = read_phrase(child, leave=shared_out(child, verb=clause.head))
    return _led(Slot(role=role, phrase=phrase, lead=lead, text=antecedent_text(child, clause=clause)))


def is_adjective(child: Node, *, clause: Clause) -> bool:
    """Tell whether an "object" is what the subject is: "remain uncertain"."""
    return child.dep == "obj" and child.pos == "ADJ" and is_linking(clause.head) and not child.has("det")


def _led(slot: Slot) -> Slot:
    """Take a preposition that the tree holds inside a phrase for what it is: the role of the phrase."""
    first = slot.phrase.nodes[0]
    if (
        first.tag not in ("IN", "TO")
        or first.head is not slot.phrase.head
        or first.lower == "that"
        or slot.role in DISCOURSE
    ):
        return slot
    if slot.role not in ("object", "recipient", "manner", "complement"):
        return slot
    head = slot.phrase.head
    phrase = Phrase(
        head=head, nodes=slot.phrase.nodes[1:], shown=tuple(node for node in slot.phrase.shown if node is not first)
    )
    return Slot(role=first.lower, phrase=phrase, lead=(first,), clause=slot.clause)


def _governed_slot(child: Node, *, clause: Clause) -> Slot | None:
    if child.dep == "advcl":
        return Slot(role="object", phrase=without_marks(child), clause=child)
    return _thing("object", child, clause=clause)


def _oblique(child: Node, *, clause: Clause) -> Slot | None:
    lead = preposition_of(child)
    role = " ".join(word.lower for word in lead) or ("by" if child.dep == "obl:agent" else "")
    links = f"{role} {child.lower}" in DISCOURSE and not child.has("nmod", "acl", "acl:relcl", "amod")
    if links or role in ("according to", "as per"):
        return None
    if not role:
        if child.has("nsubj", "mark", "cop") or (child.i < clause.head.i and not is_time(child)):
            return None
        deictic = any(word.lower in DEICTIC for word in child.child_list("det", "amod"))
        role = "time" if is_time(child) or child.dep == "obl:tmod" or deictic else "manner"
        if role == "manner" and child.i > clause.head.i and not clause.passive and not clause.head.has("obj"):
            role = "object" if child.pos in ("NOUN", "PROPN") and not child.entity else role
    inner = _inner_of_complex(child, role=role)
    if inner is not None:
        whole = (*lead, *child.child_list("det"), child, *preposition_of(inner))
        return _thing(" ".join(word.lower for word in whole), inner, clause=clause, lead=whole)
    return _thing(role, child, clause=clause, lead=lead)


def _inner_of_complex(child: Node, *, role: str) -> Node | None:
    """Return the noun in "in addition to the noun"."""
    for inner in child.child_list("nmod"):
        words = [role, *(det.lower for det in child.child_list("det")), child.lower]
        if " ".join([*words, *(word.lower for word in preposition_of(inner))]) in COMPLEX:
            return inner
    return None


def _clausal(child: Node, *, clause: Clause) -> Slot | None:
    if child.dep == "xcomp" and not heads_clause(child):
        return Slot(role="complement", phrase=predicative(child, alone=False))
    if _takes_whole_clause(clause, child):
        return _whole_clause(clause, child)
    if child.dep == "xcomp" and raises(clause.head) and not clause.head.has("obj"):
        return None
    mark = child.child("mark")
    is_content = mark is None or mark.lower in ("that", "whether", "to", "for")
    if not is_content and not (mark is not None and mark.lower == "if" and clause.head.lemma in ASKING):
        return _adverbial(child)
    if child.dep == "ccomp" and (not heads_clause(child) or (child.i < clause.head.i and clause.copula is not None)):
        return None
    return Slot(role="clause", phrase=clause_phrase(child), clause=child)


def _takes_whole_clause(clause: Clause, child: Node) -> bool:
    """Tell whether object and infinitive are one thing wanted: "want the mill to close"."""
    thing = clause.head.child("obj")
    return child.dep == "xcomp" and clause.head.lemma in RAISING_OBJECT and thing is not None and thing.i < child.i


def _whole_clause(clause: Clause, child: Node) -> Slot:
    thing = clause.head.child("obj")
    nodes = [*(thing.subtree() if thing is not None else []), *child.subtree()]
    kept = tuple(trim(nodes))
    return Slot(role="clause", phrase=Phrase(head=child, nodes=kept, shown=kept), clause=child)


def _adverbial(child: Node) -> Slot | None:
    mark = next((word for word in child.child_list("mark", "case") if not is_possessive(word)), None)
    lead = tuple(sorted([mark, *mark.child_list("fixed")], key=lambda node: node.i)) if mark is not None else ()
    role = " ".join(word.lower for word in lead)
    when = child.child("advmod")
    if not role and when is not None and when.lower in ("when", "where"):
        role, lead = when.lower, (when,)
    if not role:
        return None
    if role == "that":
        return Slot(role="clause", phrase=clause_phrase(child), clause=child)
    return Slot(role=role, phrase=without_marks(child, also=lead), lead=lead, clause=child)


def _adverb(child: Node, *, clause: Clause) -> Slot | None:
    if child.lower in LINKS or child.lower in HEDGES or child.lower in RELATIVE_WORDS or child.lower in NEGATIONS:
        return None
    first = min([part.i for part in clause.head.children if part.dep in ("aux", "aux:pass", "cop")] or [clause.head.i])
    if first < child.i < clause.head.i and (not child.children or is_copular(clause)):
        return None
    role = "time" if is_time(child) or child.lower in TIME_ADVERBS else "manner"
    return Slot(role=role, phrase=read_phrase(child))


def _tell_objects_apart(slots: list[Slot], *, clause: Clause) -> None:
    """Leave one object: a second one is what the first is called or made, or a listed thing that is left out."""
    objects = [slot for slot in slots if slot.role == "object"]
    if objects and clause.passive and clause.head.lemma in NAMING_VERBS:  # "a mill called Hope"
        objects[0].role = "complement"
    for slot in objects[1:]:
        if has_comma_before(slot.phrase.head):
            slots.remove(slot)
        else:
            slot.role = "complement"
    slots[:] = [slot for slot in slots if not _is_empty(slot)]


def _is_empty(slot: Slot) -> bool:
    """Tell whether nothing, or nothing but a function word, stands in a slot."""
    if len(slot.phrase.nodes) > 1:
        return False
    return all(
        only.pos in ("SCONJ", "ADP", "PART", "PUNCT", "CCONJ") or only.tag in ("WDT", "WRB")
        for only in slot.phrase.nodes
    )


def _rank(slot: Slot) -> int:
    return {"object": 0, "clause": 1, "complement": 1}.get(slot.role, 2)
