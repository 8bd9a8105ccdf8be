"""Clauses: every predicate of a sentence with its subject, found or inherited, and the words it is merged with.

A subject that the clause itself lacks comes from the verb it is conjoined to, the noun it modifies (relative and
participial clauses), or the clause that controls it (infinitives, adverbial participles).
Sources: the UD guidelines; on control and raising Huddleston and Pullum 2002, chapter 14.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Optional

from kg.lexicon import load_lexicon
from kg.nlp.relation.phrases import RELATIVE_WORDS
from kg.nlp.relation.tree import Node

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer")
VERBAL = frozenset({"VERB", "AUX"})
DEPENDENT_CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "xcomp", "csubj", "csubj:pass"})
_PEOPLE = load_lexicon("people").words()
_RAISING = load_lexicon("raising").by_word()
_SUBJECT_CONTROL = load_lexicon("control").words(controller="subject")


class Origin(StrEnum):
    """Where a clause has its subject from; the rule name of its relation begins with it."""

    OWN = "clause"
    CONJUNCT = "conjunct"
    RELATIVE = "relative"
    PARTICIPLE = "participle"
    ADVERBIAL = "adverbial"
    CONTROL = "control"
    NONE = "subjectless"


@dataclass(slots=True, eq=False)
class Clause:
    """A predicate and who it is about."""

    head: Node
    subject: Node | None
    origin: Origin
    passive: bool
    outer: tuple[Node, ...] = ()
    """Predicates that it is merged with, outermost first: "seems", "continues", "is expected"."""
    parent: Optional["Clause"] = None
    """The clause that it is a dependent of or conjoined to."""
    antecedent: Node | None = None
    """The noun that a relative clause modifies."""
    copula: Node | None = None
    joined: bool = False
    """True where it is conjoined to its parent."""
    absorbed: bool = field(default=False)
    """True where another clause has merged it into its own predicate."""

    @property
    def top(self) -> Node:
        """The outermost predicate: the one that bears the auxiliaries of the sentence."""
        return self.outer[0] if self.outer else self.head

    @property
    def predicates(self) -> tuple[Node, ...]:
        """All predicates that it is merged of, outermost first."""
        return (*self.outer, self.head)

    @property
    def modifier(self) -> Node:
        """The head of the relative or participial clause that it is, or is conjoined to."""
        clause = self
        while clause.joined and clause.parent is not None:
            clause = clause.parent
        return clause.head


def read_clauses(nodes: list[Node]) -> dict[int, Clause]:
    """Return the clauses by the index of their heads, parents before the clauses that depend on them."""
    clauses: dict[int, Clause] = {}
    for root in nodes:
        if root.head is None:
            for node in _from_the_top(root):
                if heads_clause(node):
                    clauses[node.i] = _read_clause(node, clauses=clauses)
    return clauses


def heads_clause(node: Node) -> bool:
    """Tell whether a word is the predicate of a clause."""
    if node.dep in (
        "aux",
        "aux:pass",
        "cop",
        "case",
        "mark",
        "fixed",
        "amod",
        "compound",
        "cc",
        "det",
        "flat",
        "goeswith",
    ):
        return False
    if node.has("cop", *SUBJECTS[:3]):
        return True
    if node.pos not in VERBAL:
        return node.dep in ("xcomp",) and node.has("mark")
    if node.dep in DEPENDENT_CLAUSES or node.head is None or node.dep == "parataxis":
        return True
    return node.dep == "conj" and (node.tag != "VBG" or node.head is None or node.head.pos in VERBAL)


def _from_the_top(root: Node) -> list[Node]:
    found = [root]
    for node in found:
        found.extend(node.children)
    return found


def _read_clause(node: Node, *, clauses: dict[int, Clause]) -> Clause:
    parent = _parent_of(node, clauses=clauses)
    clause = Clause(
        head=node,
        subject=None,
        origin=Origin.NONE,
        passive=is_passive(node),
        parent=parent,
        copula=node.child("cop"),
        joined=node.dep == "conj",
    )
    if node.dep in ("acl:relcl", "acl") and node.head is not None:
        clause.antecedent = node.head
    elif clause.joined and parent is not None:
        clause.antecedent = parent.antecedent
    _find_subject(clause)
    _merge(clause)
    return clause


def is_passive(node: Node) -> bool:
    """Tell whether a verb is passive: by its auxiliary, or as a bare participle that modifies a noun or a clause."""
    if node.has("aux:pass", "nsubj:pass", "csubj:pass"):
        return True
    if node.tag != "VBN" or node.has("aux", "cop", "nsubj"):
        return (
            node.dep == "conj"
            and node.tag == "VBN"
            and node.head is not None
            and not node.has("aux", "nsubj")
            and is_passive(node.head)
        )
    if node.dep == "conj" and node.head is not None:
        return is_passive(node.head)
    return node.dep in ("acl", "advcl", "acl:relcl", "xcomp")


def _parent_of(node: Node, *, clauses: dict[int, Clause]) -> Clause | None:
    above = node.head
    while above is not None:
        if above.i in clauses:
            return clauses[above.i]
        above = above.head
    return None


def _find_subject(clause: Clause) -> None:
    """Set the subject's head and where it comes from."""
    node, parent = clause.head, clause.parent
    own = node.child(*SUBJECTS)
    if own is not None:
        clause.subject, clause.origin = own, Origin.OWN
        if node.dep == "acl:relcl":
            clause.origin = Origin.RELATIVE
            if own.lower in RELATIVE_WORDS and own.lower not in ("what", "where", "when"):
                clause.antecedent = find_antecedent(clause.antecedent, pronoun=own)
                clause.subject = clause.antecedent
        elif _is_relative_conjunct(clause, own):
            clause.subject = clause.antecedent
    elif node.dep == "conj" and parent is not None and parent.head is node.head:
        clause.subject, clause.origin = parent.subject, Origin.CONJUNCT if parent.subject is not None else Origin.NONE
    elif node.dep in ("acl:relcl", "acl"):
        _take_from_noun(clause)
    elif node.dep in ("xcomp", "advcl") and parent is not None and parent.head is node.head:
        clause.subject = _controller(clause, parent)
        if clause.subject is not None:
            clause.origin = Origin.CONTROL if node.dep == "xcomp" else Origin.ADVERBIAL


def find_antecedent(noun: Node | None, *, pronoun: Node) -> Node | None:
    """Return what a relative pronoun stands for: "who" for the person right before it, whatever noun governs that.

    The parser hangs the clause on a noun; "pressure from the mayor, who …" is about the mayor.
    """
    if noun is None or pronoun.lower not in ("who", "whom", "which"):
        return noun
    nearest = noun
    while True:
        inner = [child for child in nearest.child_list("nmod", "nmod:poss") if nearest.i < child.i < pronoun.i]
        if not inner:
            break
        nearest = inner[-1]
    if nearest is noun:
        return noun
    if pronoun.lower == "which":
        return nearest if noun.lemma in ("addition", "wake", "behalf", "response") else noun
    is_person = noun.entity == "PERSON" or (not noun.entity and noun.lemma in _PEOPLE)
    return nearest if not is_person and (nearest.entity in ("PERSON", "NORP", "ORG") or nearest.lemma in _PEOPLE) else noun


def _is_relative_conjunct(clause: Clause, own: Node) -> bool:
    return clause.joined and own.tag in ("WDT", "WP") and clause.antecedent is not None


def _take_from_noun(clause: Clause) -> None:
    node, noun = clause.head, clause.head.head
    if node.tag in ("VBG", "VBN") and not node.has("mark"):
        clause.subject, clause.origin = noun, Origin.PARTICIPLE
    elif node.dep == "acl:relcl" and not node.has("obj"):
        clause.origin = Origin.NONE
    elif node.has("mark") and node.tag == "VB" and noun is not None:
        possessor = noun.child("nmod:poss")
        clause.subject = possessor or _owner_of(clause)
        clause.origin = Origin.CONTROL if clause.subject is not None else Origin.NONE


def _owner_of(clause: Clause) -> Node | None:
    """Return who has the plan in "Ode has a plan to leave": the subject of the verb whose object the noun is."""
    noun, parent = clause.head.head, clause.parent
    if noun is None or parent is None or parent.passive:
        return None
    return parent.subject if noun.head is parent.head and noun.dep == "obj" else None


def _controller(clause: Clause, parent: Clause) -> Node | None:
    """Return who does what an infinitive or participle says (object control unless the verb is like "promise")."""
    node = clause.head
    if node.dep == "xcomp" and parent.head.lemma not in _SUBJECT_CONTROL:
        thing = parent.head.child("obj", "iobj")
        if thing is not None and thing.i < node.i:
            return thing
    if node.dep == "advcl" and node.tag not in ("VBG", "VBN", "VB"):
        return None
    return parent.subject


def _merge(clause: Clause) -> None:
    """Merge a predicate with the raising verb above it: "is expected to be held" is one holding, expected."""
    node, parent = clause.head, clause.parent
    if parent is None or clause.joined:
        if (
            clause.joined
            and parent is not None
            and parent.outer
            and clause.origin is Origin.CONJUNCT
            and node.tag == "VB"
        ):
            clause.outer = parent.outer
        return
    if (
        node.dep not in ("xcomp", "ccomp", "advcl")
        or parent.head is not node.head
        or clause.origin is not Origin.CONTROL
    ):
        return
    if not raises(parent.head) or (parent.head.has("obj", "iobj")):
        return
    clause.outer = (*parent.outer, parent.head)
    clause.origin = parent.origin
    clause.antecedent = parent.antecedent
    parent.absorbed = True


def raises(predicate: Node) -> bool:
    """Tell whether a predicate says nothing of its own about its subject, only of what follows: "seem", "be set"."""
    entry = _RAISING.get(predicate.lemma) or _RAISING.get(predicate.lower)
    if entry is None:
        return False
    form = entry.fields.get("form", "any")
    if form == "passive":
        return is_passive(predicate) or predicate.has("cop", "aux:pass")
    return form == "any" or not is_passive(predicate)
