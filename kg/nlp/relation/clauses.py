"""Reading the clauses of a tree: every predicate with its subject and the words that it is merged with."""

from kg.nlp.relation.clause import Clause, Origin, heads_clause, is_passive, raises
from kg.nlp.relation.subjects import find_antecedent, find_subject
from kg.nlp.relation.tree import Node


def read_clauses(nodes: list[Node]) -> dict[int, Clause]:
    """Return the clauses by the index of their heads, parents before the clauses that depend on them."""
    clauses: dict[int, Clause] = {}
    for root in nodes:
        if root.head is None:
            for node in _from_the_top(root):
                if heads_clause(node):
                    clauses[node.i] = _read_clause(node, clauses=clauses)
    return clauses


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
        pronoun = next((child for child in node.children if child.lower in ("which", "who", "whom")), None)
        clause.antecedent = find_antecedent(node.head, pronoun=pronoun) if pronoun is not None else node.head
    elif parent is not None and (clause.joined or (node.dep == "xcomp" and parent.head is node.head)):
        clause.antecedent = parent.antecedent
    find_subject(clause)
    _merge(clause)
    return clause


def _parent_of(node: Node, *, clauses: dict[int, Clause]) -> Clause | None:
    above = node.head
    while above is not None:
        if above.i in clauses:
            return clauses[above.i]
        above = above.head
    return None


def _merge(clause: Clause) -> None:
    """Merge a predicate with the raising verb above it: "is expected to be held" is one holding, expected."""
    parent = clause.parent
    if parent is None:
        return
    if clause.joined:
        if parent.outer and clause.origin is Origin.CONJUNCT and clause.head.tag == "VB":
            clause.outer = parent.outer
    elif _merges(clause, parent):
        clause.outer = (*parent.outer, parent.head)
        clause.origin = parent.origin
        clause.antecedent = parent.antecedent
        clause.joined = parent.joined
        clause.parent = parent.parent
        parent.absorbed = True


def _merges(clause: Clause, parent: Clause) -> bool:
    if clause.head.dep not in ("xcomp", "ccomp", "advcl") or parent.head is not clause.head.head:
        return False
    if clause.origin not in (Origin.CONTROL, Origin.ADVERBIAL) or parent.head.has("obj", "iobj"):
        return False
    to = any(child.lower == "to" for child in clause.head.children)
    if clause.head.dep == "advcl" and (not to or clause.head.i < parent.head.i or parent.head.has("obl")):
        return False  # "she turned to Ode to find work" tells of two acts
    if clause.head.tag == "VBG" and parent.passive:  # "will be needed going forward" tells when, not what
        return False
    return raises(parent.head)
