"""The clause: a predicate with its subject, and the questions that several rules ask of one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Optional

from kg.lexicon import load_lexicon
from kg.nlp.relation.tree import Node

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer")
VERBAL = frozenset({"VERB", "AUX"})
DEPENDENT_CLAUSES = frozenset(
    {"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "xcomp", "csubj", "csubj:pass", "csubj:outer"}
)
NEVER_CLAUSES = frozenset(
    {"aux", "aux:pass", "cop", "case", "mark", "fixed", "amod", "compound", "cc", "det", "flat", "goeswith"}
)
"""Labels under which even a verb is no predicate of its own."""
PLURAL_PRONOUNS = frozenset({"i", "you", "we", "they", "these", "those"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
_RAISING = load_lexicon("raising").by_word()
_LINKING = load_lexicon("linking_verbs").words()
_PARTICIPIAL = load_lexicon("participial_prepositions").words()


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
    absorbed: bool = False
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
        return clause.top


def heads_clause(node: Node) -> bool:
    """Tell whether a word is the predicate of a clause."""
    if node.dep in NEVER_CLAUSES or is_participial_preposition(node):
        return False
    if node.has("cop", *SUBJECTS[:3]):
        return True
    if node.pos not in VERBAL:
        return node.dep == "xcomp" and node.has("mark")
    if is_linked(node):
        return False
    if node.dep in DEPENDENT_CLAUSES or node.head is None or node.dep == "parataxis":
        return True
    return node.dep == "conj" and (node.tag != "VBG" or node.head.pos in VERBAL)


def is_linked(node: Node) -> bool:
    """Tell whether a participle is what the subject is: "remain divided", "appear worried"."""
    head = node.head
    if node.dep != "xcomp" or node.tag != "VBN" or head is None or head.lemma not in _LINKING:
        return False
    return not node.has("mark", "aux", "aux:pass", "obj")


def is_linking(verb: Node) -> bool:
    """Tell whether a verb says what its subject is or becomes."""
    return verb.lemma in _LINKING


def is_participial_preposition(node: Node) -> bool:
    """Tell whether a participle works as a preposition: "based on a survey", "as planned"."""
    if node.dep not in ("advcl", "acl", "conj") or node.tag not in ("VBG", "VBN") or node.has("aux", "nsubj"):
        return False
    if node.dep == "advcl" and node.lower in _PARTICIPIAL:
        return True
    if node.has("obj"):
        return False
    if node.tag == "VBN" and any(child.lower == "as" for child in node.child_list("mark")):
        return True
    leads = {
        case.lower for child in node.children if child.dep in ("obl", "ccomp") for case in child.child_list("case")
    }
    return any(f"{node.lower} {lead}" in _PARTICIPIAL for lead in leads)


def is_passive(node: Node) -> bool:
    """Tell whether a verb is passive: by its auxiliary, or as a bare participle that modifies a noun or a clause."""
    helpers = {child.lemma for child in node.children if child.dep in ("aux", "aux:pass")}
    if "have" in helpers and not helpers & {"be", "get"}:
        return False
    if node.has("aux:pass", "nsubj:pass", "csubj:pass"):
        return True
    if node.tag != "VBN" or node.has("aux", "cop", "nsubj"):
        return False
    if node.dep == "conj" and node.head is not None:
        return is_passive(node.head)
    return node.dep in ("acl", "advcl", "acl:relcl", "xcomp")


def raises(predicate: Node) -> bool:
    """Tell whether a predicate says nothing of its own about its subject, only of what follows: "seem", "be set"."""
    entry = _RAISING.get(predicate.lemma) or _RAISING.get(predicate.lower)
    if entry is None:
        return False
    form = entry.fields.get("form", "any")
    if form == "passive":
        return is_passive(predicate) or predicate.has("cop", "aux:pass")
    return form == "any" or not is_passive(predicate)


def has_comma_before(node: Node) -> bool:
    """Tell whether a comma or dash sets a dependent off from what stands before it."""
    first = min((child.i for child in node.subtree()), default=node.i)
    marks = [
        child
        for child in (*node.children, *(node.head.children if node.head is not None else ()))
        if child.dep == "punct"
    ]
    return any(mark.i in (first - 1, first) and mark.text in (",", "–", "—", "-", "--", ";") for mark in marks)


def is_subjunctive(clause: Clause) -> bool:
    """Tell whether a "that" clause has the bare form: "insists that she leave", "asked that he be freed"."""
    top = clause.top
    if clause.joined and clause.parent is not None and top.tag == "VB" and not top.has("aux", "mark"):
        return is_subjunctive(clause.parent)
    marks = [part.lower for child in top.child_list("mark", "nsubj") for part in (child, *child.child_list("fixed"))]
    if top.dep not in ("ccomp", "advcl", "acl", "acl:relcl") or "that" not in marks:
        return False
    helpers = [child for child in top.children if child.dep in ("aux", "aux:pass", "cop")]
    if any(helper.lower == "be" and helper is helpers[0] for helper in helpers):
        return True
    subject = top.child("nsubj")
    singular = subject is not None and subject.tag in ("NN", "NNP", "PRP") and subject.lower not in PLURAL_PRONOUNS
    return not helpers and top.tag in ("VB", "VBP") and singular and subject is not None and not subject.has("conj")
