"""The arguments of a clause: object, recipient, clauses, prepositional phrases, times and manner."""

from kg.nlp.relation.clauses import Clause, heads_clause, raises
from kg.nlp.relation.drafts import Slot
from kg.nlp.relation.phrases import CLAUSAL, RELATIVE_WORDS, Phrase, preposition_of, read_phrase, trim
from kg.nlp.relation.predicates import governed, idiom_noun
from kg.nlp.relation.tree import Node

TIME_ENTITIES = frozenset({"DATE", "TIME"})
TIME_NOUNS = frozenset(
    "day days week weeks month months year years hour hours minute minutes morning evening night today yesterday tomorrow tonight weekend decade time moment".split()
)  # noqa: SIM905 - a list in one line
OBLIQUE = ("obl", "obl:agent", "obl:unmarked", "obl:npmod", "obl:tmod")
MANNER_SKIPPED = frozenset(
    "not n't n’t never also however then so too therefore instead meanwhile even only just still already yet once again when where why how that".split()
)  # noqa: SIM905 - the same


def read_arguments(clause: Clause) -> list[Slot]:
    """Return the arguments besides the subject, the object first, then in the order of the text."""
    slots: list[Slot] = []
    special = governed(clause)
    idiom = idiom_noun(clause)
    for predicate in clause.predicates:
        for child in predicate.children:
            slot = None
            if child is idiom or child is clause.subject:
                continue
            if predicate is clause.head and child is special:
                slot = _governed_slot(child, clause=clause)
            elif predicate is clause.head or child.dep in (*OBLIQUE, "advcl"):
                slot = _slot(child, clause=clause)
            if slot is not None:
                slots.append(slot)
    if clause.copula is not None:
        slots.append(_complement(clause))
    slots += _from_antecedent(clause, slots=slots)
    return sorted(slots, key=lambda slot: (_rank(slot), slot.phrase.head.i))


def clause_phrase(head: Node) -> Phrase:
    """Return all words of a clause as a phrase, its leading "that" left out."""
    nodes = [node for node in head.subtree() if not (node.dep == "mark" and node.head is head and node.lower == "that")]
    kept = tuple(trim(nodes))
    return Phrase(head=head, nodes=kept, shown=kept)


def is_time(node: Node) -> bool:
    """Tell whether a phrase says when."""
    return node.entity in TIME_ENTITIES or (not node.entity and node.lower in TIME_NOUNS)


def _slot(child: Node, *, clause: Clause) -> Slot | None:
    dep = child.dep
    if dep in ("obj", "iobj"):
        return _thing("object" if dep == "obj" else "recipient", child, clause=clause)
    if dep in OBLIQUE:
        return _oblique(child, clause=clause)
    if dep in ("ccomp", "xcomp"):
        return _clausal(child, clause=clause)
    if dep == "advcl":
        return _adverbial(child)
    if dep == "advmod":
        return _adverb(child, clause=clause)
    return None


def _thing(role: str, child: Node, *, clause: Clause, lead: tuple[Node, ...] = ()) -> Slot | None:
    if (
        child.lower in RELATIVE_WORDS
        and child.tag in ("WDT", "WP", "WRB", "IN")
        and not any(part.dep != "punct" for part in child.children)
    ):
        if clause.antecedent is None or clause.head.dep == "ccomp":
            return None
        return Slot(role=role, phrase=read_phrase(clause.antecedent, leave=clause.modifier), lead=lead)
    if heads_clause(child) and child.has("nsubj", "nsubj:pass"):
        return Slot(role=role, phrase=clause_phrase(child), lead=lead, clause=child)
    return Slot(role=role, phrase=read_phrase(child), lead=lead)


def _governed_slot(child: Node, *, clause: Clause) -> Slot | None:
    if child.dep == "advcl":
        return Slot(role="object", phrase=_without_marks(child), clause=child)
    return _thing("object", child, clause=clause)


def _oblique(child: Node, *, clause: Clause) -> Slot | None:
    lead = preposition_of(child)
    role = " ".join(word.lower for word in lead)
    if role in ("according to", "as per"):
        return None
    if not role:
        role = "time" if is_time(child) or child.dep == "obl:tmod" else "manner"
    return _thing(role, child, clause=clause, lead=lead)


def _clausal(child: Node, *, clause: Clause) -> Slot | None:
    if child.dep == "xcomp" and not heads_clause(child):
        return Slot(role="complement", phrase=_predicative(child))
    if child.dep == "xcomp" and raises(clause.head) and not clause.head.has("obj"):
        return None
    return Slot(role="clause", phrase=clause_phrase(child), clause=child)


def _adverbial(child: Node) -> Slot | None:
    mark = child.child("mark", "case")
    lead = tuple(sorted([mark, *mark.child_list("fixed")], key=lambda node: node.i)) if mark is not None else ()
    role = " ".join(word.lower for word in lead)
    when = child.child("advmod")
    if not role and when is not None and when.lower in ("when", "where"):
        role, lead = when.lower, (when,)
    if not role:
        return None
    return Slot(role=role, phrase=_without_marks(child, also=lead), lead=lead, clause=child)


def _adverb(child: Node, *, clause: Clause) -> Slot | None:
    if child.lower in MANNER_SKIPPED or child.lower in RELATIVE_WORDS:
        return None
    if is_time(child):
        return Slot(role="time", phrase=read_phrase(child))
    first = min([part.i for part in clause.head.children if part.dep in ("aux", "aux:pass", "cop")] or [clause.head.i])
    if first < child.i < clause.head.i and not child.children:
        return None
    return Slot(role="manner", phrase=read_phrase(child))


def _complement(clause: Clause) -> Slot:
    lead = preposition_of(clause.head)
    role = " ".join(word.lower for word in lead) or "complement"
    return Slot(role=role, phrase=_predicative(clause.head), lead=lead)


def _predicative(head: Node) -> Phrase:
    """Return what is said of the subject after "be", without the clauses and adverbials around it."""
    loose = {"advcl", "parataxis", "ccomp", "discourse", "vocative", "list", "conj", "cc"}
    if head.pos in ("NOUN", "PROPN", "PRON", "NUM"):
        loose |= {"obl", "obl:unmarked", "obl:tmod", "obl:npmod"}
    if any(child.dep == "conj" and not child.has(*CLAUSAL - {"punct"}) for child in head.children):
        loose -= {"conj", "cc"}
    return read_phrase(head, without=frozenset(loose))


def _without_marks(child: Node, *, also: tuple[Node, ...] = ()) -> Phrase:
    marks = {node.i for node in child.children if node.dep in ("mark", "case")} | {node.i for node in also}
    kept = tuple(
        trim(
            node
            for node in child.subtree()
            if node.i not in marks and not (node.head is not None and node.head.i in marks and node.dep == "fixed")
        )
    )
    return Phrase(head=child, nodes=kept, shown=kept)


def _from_antecedent(clause: Clause, *, slots: list[Slot]) -> list[Slot]:
    """Return the noun that a relative clause leaves a gap for: "the town they took", "the town where they met"."""
    noun, head = clause.antecedent, clause.head
    if noun is None or head.dep != "acl:relcl" or clause.subject is noun:
        return []
    if any(slot.phrase.head is noun for slot in slots):
        return []
    phrase = read_phrase(noun, leave=clause.modifier)
    adverb = next((child for child in head.children if child.lower in ("where", "when", "why")), None)
    if adverb is not None:
        return [Slot(role="time" if adverb.lower == "when" else "in", phrase=phrase)] if adverb.lower != "why" else []
    if is_time(noun):
        return [Slot(role="time", phrase=phrase)]
    transitive = clause.copula is None and not clause.passive and head.has("nsubj")
    if transitive and not any(slot.role in ("object", "clause") for slot in slots):
        return [Slot(role="object", phrase=phrase)]
    return []


def _rank(slot: Slot) -> int:
    return {"object": 0, "clause": 1, "complement": 1}.get(slot.role, 2)
