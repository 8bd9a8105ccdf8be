"""What stands after a verb as a whole clause or as what the subject is said to be."""

from kg.lexicon import load_lexicon
from kg.nlp.relation.clause import SUBJECTS, Clause
from kg.nlp.relation.drafts import Slot
from kg.nlp.relation.phrases import CLAUSAL, Phrase, preposition_of, read_phrase, trim
from kg.nlp.relation.predicates import negations
from kg.nlp.relation.tree import Node

DEGREES = load_lexicon("time_words").words(kind="degree")
LINKS = load_lexicon("time_words").words(kind="link") - DEGREES


def clause_phrase(head: Node) -> Phrase:
    """Return all words of a clause as a phrase, its leading "that" left out."""
    nodes = [node for node in head.subtree() if not (node.dep == "mark" and node.head is head and node.lower == "that")]
    kept = tuple(trim(nodes, is_clause=True))
    return Phrase(head=head, nodes=kept, shown=kept)


def identity_phrase(clause: Clause) -> Phrase:
    """Return the clause that the subject is said to be: "to end the war" in "the goal is to end the war"."""
    head = clause.head
    left_out = {
        node.i
        for child in head.children
        if child.dep in ("nsubj", "nsubj:outer", "csubj", "csubj:outer", "cop", "aux") and child.i < head.i
        for node in child.subtree()
    }
    left_out |= {node.i for node in negations(head)}
    kept = tuple(trim(node for node in head.subtree() if node.i not in left_out))
    return Phrase(head=head, nodes=kept, shown=kept)


def complement_slot(clause: Clause) -> Slot:
    """Return what a copula says of its subject; "in Alma" in "is in Alma" has the preposition as role."""
    lead = preposition_of(clause.head)
    role = " ".join(word.lower for word in lead) or "complement"
    return Slot(role=role, phrase=_without_outer(predicative(clause.head), clause=clause), lead=lead)


def is_measure(node: Node, *, clause: Clause) -> bool:
    """Tell whether a phrase measures what the subject is: "ten miles" in "it is ten miles long"."""
    if clause.copula is None or clause.head.pos not in ("ADJ", "ADV") or preposition_of(node):
        return False
    return node.dep.startswith("obl") and clause.copula.i < node.i < clause.head.i


def _without_outer(phrase: Phrase, *, clause: Clause) -> Phrase:
    """Leave out what has a slot of its own: what stands before the verb, infinitives, adverbs behind."""
    head = clause.head
    verbs = [child.i for child in head.children if child.dep in ("cop", "aux", *SUBJECTS)]
    outer = {
        node.i
        for child in head.children
        if any(child.i < verb < head.i for verb in verbs)
        or child.dep == "xcomp"
        or (child.dep == "advmod" and child.i > head.i and child.lower != "enough")
        for node in child.subtree()
    }
    measures = {node.i for child in head.children if is_measure(child, clause=clause) for node in child.subtree()}
    nodes = [node for node in head.subtree() if node in phrase.nodes or node.i in measures]
    shown = [node for node in head.subtree() if node in phrase.shown or node.i in measures]
    return Phrase(
        head=head,
        nodes=tuple(trim(node for node in nodes if node.i not in outer)),
        shown=tuple(trim(node for node in shown if node.i not in outer)),
    )


def predicative(head: Node, *, alone: bool = True) -> Phrase:
    """Return what is said of the subject after "be", without the clauses and adverbials around it, and unnegated."""
    phrase = _read_predicative(head, alone=alone)
    kept = {node.i for node in negations(head)} | {
        node.i
        for node in head.children
        if node.dep == "advmod" and node.lower in LINKS and node.i < head.i and node.lower not in DEGREES
    }
    return Phrase(
        head=head,
        nodes=tuple(node for node in phrase.nodes if node.i not in kept),
        shown=tuple(node for node in phrase.shown if node.i not in kept),
    )


def _read_predicative(head: Node, *, alone: bool) -> Phrase:
    loose = {"advcl", "parataxis", "ccomp", "discourse", "vocative", "list", "conj", "cc"}
    if alone:  # then prepositional phrases are arguments of their own
        loose |= {"obl", "obl:unmarked", "obl:tmod", "obl:npmod"}
    if any(
        child.dep == "conj" and child.tag == head.tag and not child.has(*CLAUSAL - {"punct"}) for child in head.children
    ):
        loose -= {"conj", "cc"}
    return read_phrase(head, without=frozenset(loose))


def without_marks(child: Node, *, also: tuple[Node, ...] = ()) -> Phrase:
    """Return all words of an adverbial clause without the words that lead it."""
    leads = child.child_list("mark") or child.child_list("case")
    words = {node.i for lead in leads for node in lead.subtree()} | {node.i for node in also}
    words |= {node.i for node in child.children if node.dep == "advmod" and words and node.i < min(words)}
    kept = tuple(trim((node for node in child.subtree() if node.i not in words), is_clause=True))
    return Phrase(head=child, nodes=kept, shown=kept)
