"""What stands for a relative pronoun inside a phrase: "much of which", "whose roof"."""

from kg.nlp.relation.clause import Clause
from kg.nlp.relation.phrases import read_phrase
from kg.nlp.relation.tree import Node


def antecedent_text(node: Node, *, clause: Clause) -> str | None:
    """Write a phrase with what its relative pronoun stands for; None where it has none."""
    return _part_of_antecedent(node, clause=clause) or _owned_by_antecedent(node, clause=clause)


def _part_of_antecedent(node: Node, *, clause: Clause) -> str | None:
    """Write "much of which" with what "which" stands for: "much of the bank"."""
    pronoun = next((child for child in node.child_list("nmod") if child.lower in ("which", "whom")), None)
    noun = clause.head.head
    if pronoun is None or noun is None or not clause.head.dep.startswith("acl") or noun is node:
        return None
    words = [*node.child_list("det"), node]
    return " ".join([*(word.text for word in words), "of", _write(noun, clause=clause)])


def _owned_by_antecedent(node: Node, *, clause: Clause) -> str | None:
    """Write "whose roof" with what "whose" stands for: "the mill's roof"."""
    pronoun = next((child for child in node.child_list("nmod:poss") if child.lower == "whose"), None)
    noun = clause.antecedent or (clause.parent.antecedent if clause.parent is not None else None)
    if pronoun is None or noun is None or noun is node:
        return None
    owner = _write(noun, clause=clause)
    rest = [part.text for part in read_phrase(node).shown if part is not pronoun]
    return " ".join([owner + ("'" if owner.endswith("s") else "'s"), *rest])


def _write(noun: Node, *, clause: Clause) -> str:
    shown = read_phrase(noun, leave=clause.modifier).shown
    return " ".join(part.lower if part.dep == "det" else part.text for part in shown)
