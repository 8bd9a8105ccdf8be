"""Component `kg_repairs`: attachments that the parser often gets wrong and that grammar decides.

Each repair is a function of a node that tells whether it changed the tree. They run on Universal Dependencies.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from kg.lexicon import load_lexicon
from kg.nlp.relation.attachments import (
    free_content,
    free_subject,
    free_time_clause,
    grade_state,
    join_bracketed_title,
    join_case,
    join_preposition,
    lower_conjunct,
    lower_content,
    open_cleft,
    raise_copula,
    read_state,
)
from kg.nlp.relation.tree import Node, read_tree, share_tree, write_tree

_REPORTING = load_lexicon("cues").words(part="verb")
_CONTENT_NOUNS = load_lexicon("content_nouns").words()
_CONTROL = {
    word
    for entry in load_lexicon("control").entries
    if entry.fields.get("takes_object") or entry.fields.get("raising_object")
    for word in entry.words
}
_TAKES_OBJECT = load_lexicon("control").words(takes_object=True)
_GERUND = load_lexicon("gerund_control").words()
Repair = Callable[[Node], bool]


def free_verb(node: Node) -> bool:
    """Make a "modifier" that has a subject of its own the verb it is: "the army denied guilt" is no noun phrase."""
    noun = node.head
    if node.dep != "amod" or node.tag not in ("VBN", "VBD") or noun is None or noun.i < node.i:
        return False
    if not any(child.i < node.i for child in node.child_list("nsubj", "nsubj:pass")):
        return False
    node.move(noun.head, noun.dep)
    node.tag, node.pos = "VBD", "VERB"
    for child in noun.child_list("conj", "punct", "parataxis", "advcl"):
        if child.i > noun.i and (child.dep == "punct" or child.pos in ("VERB", "AUX")):
            child.move(node, child.dep)
            child.tag = "VBD" if child.dep == "conj" and child.tag == "VBN" else child.tag
    noun.move(node, "obj")
    return True


def hang_report(node: Node) -> bool:
    """Hang a "that" clause on the verb of saying, not on its hearer or day: "told reporters on Monday that …"."""
    noun = node.head
    if noun is None or node.dep not in ("acl", "acl:relcl", "advcl") or not _has_complementiser(node):
        return False
    if noun.pos not in ("VERB", "AUX") and noun.lemma in _CONTENT_NOUNS and noun.dep != "obl":
        return False
    verb = noun if noun.pos == "VERB" else _verb_above(noun)
    if verb is None or verb.lemma not in _REPORTING or verb.has("ccomp"):
        return False
    node.move(verb, "ccomp")
    return True


def hang_infinitive(node: Node) -> bool:
    """Hang an infinitive or gerund on the verb that asks for it: "force them to flee", "accuse them of lying"."""
    noun = node.head
    to = node.tag == "VB" and any(child.lower == "to" for child in node.child_list("mark"))
    if noun is not None and node.dep == "advcl" and to and noun.lemma in _TAKES_OBJECT and noun.has("obj"):
        node.dep = "xcomp"
        return True
    if node.dep != "acl" or noun is None or noun.head is None:
        return False
    if noun.dep == "nmod" and noun.head.head is not None:
        noun = noun.head
    verb = noun.head
    if verb is None or noun.dep != "obj":
        return False
    marks = [child.lower for child in node.child_list("mark", "case")]
    if to and verb.lemma in _CONTROL:
        node.move(verb, "xcomp")
        return True
    if node.tag == "VBG" and any(f"{verb.lemma} {mark}" in _GERUND for mark in marks):
        node.move(verb, "advcl")
        return True
    return False


def name_complement(node: Node) -> bool:
    """Make an infinitive behind a predicate that has a subject its complement: "Ode is unlikely to stay"."""
    head = node.head
    if node.dep != "csubj" or head is None or node.tag != "VB" or head.i > node.i:
        return False
    subject = head.child("nsubj")
    if subject is None or subject.lower == "it" or not any(child.lower == "to" for child in node.child_list("mark")):
        return False
    node.dep = "xcomp"
    return True


def raise_conjunct(node: Node) -> bool:
    """Hang a finite verb on the finite one, not on the infinitive before it: "is likely to go and refused to pay"."""
    head = node.head
    if node.dep == "conj" and node.tag == "VB" and head is not None and head.tag == "VBG" and not node.has("mark"):
        if head.dep not in ("advcl", "xcomp") or head.head is None or head.head.tag not in ("VB", "VBP"):
            return False
        node.move(head.head, "conj")
        return True
    if node.dep != "conj" or node.tag not in ("VBD", "VBZ") or head is None or head.head is None or head.tag != "VB":
        return False
    if not any(child.lower == "to" for child in head.child_list("mark")) or head.dep not in ("xcomp", "csubj", "advcl"):
        return False
    node.move(head.head, "conj")
    return True


def hang_relative(node: Node) -> bool:
    """Hang a clause that begins with "which", or with "who" after a comma, on the noun before it."""
    if node.dep not in ("ccomp", "advcl", "conj", "parataxis", "dep") or node.head is None:
        return False
    first = next((below for below in node.subtree() if below.pos != "PUNCT"), node)
    if first.lower not in ("which", "who", "whom") or first.tag not in ("WDT", "WP"):
        return False
    before = [other for other in node.head.subtree() if other.i < first.i and other.pos != "PUNCT"]
    noun = before[-1] if before else None
    if noun is None or noun.pos not in ("NOUN", "PROPN") or first.i - noun.i > 3:
        return False
    if first.lower != "which" and first.i - noun.i < 2:
        return False
    node.move(_head_of_name(noun), "acl:relcl")
    return True


def join_modifiers(node: Node) -> bool:
    """Give a noun back its adjectives: in "an unlimited and well guarded truce" the truce is the thing, guarded."""
    conjunction, noun = node.child("cc"), node.child("obj")
    if node.dep != "conj" or node.tag not in ("VBN", "VBD") or conjunction is None or noun is None or noun.has("det"):
        return False
    head = node.head
    near = [head, *(head.children if head is not None else ())]
    adjective = next((other for other in near if other is not None and other.i == conjunction.i - 1), None)
    if adjective is None or adjective.pos != "ADJ" or not adjective.has("det"):
        return False
    noun.move(adjective.head, adjective.dep)
    for child in adjective.child_list("det", "case"):
        child.move(noun, child.dep)
    adjective.move(noun, "amod")
    node.move(adjective, "conj")
    node.tag = "VBN"
    return True


def join_title(node: Node) -> bool:
    """Make a name the head of the title right before it: "presidential adviser Vera Lund" is Vera Lund."""
    title = node.head
    if node.dep == "nsubj" and title is not None:
        title = next((child for child in title.child_list("nsubj") if child.i == node.i - 1), None)
        if title is None or node.entity != "PERSON" or title.entity == "PERSON" or title.pos != "NOUN":
            return False
        title.move(node, "nmod:desc")
        return True
    if node.dep != "appos" or title is None or node.entity != "PERSON" or title.entity == "PERSON":
        return False
    if title.i != node.i - 1 or title.pos not in ("NOUN", "PROPN"):
        return False
    node.move(title.head, title.dep)
    for child in list(title.children):
        if child.i > node.i or child.dep in ("case", "cop", "nsubj", "punct", "mark", "aux"):
            child.move(node, child.dep)
    title.move(node, "nmod:desc")
    return True


def free_main(node: Node) -> bool:
    """Make a finite verb that the tree hides in a relative clause the main one: "the mill they bought burned"."""
    clause = node.head
    noun = clause.head if clause is not None else None
    if clause is None or noun is None or clause.dep != "acl:relcl" or noun.head is not None:
        return False
    if node.dep not in ("advcl", "conj", "xcomp", "ccomp", "parataxis") or node.tag not in ("VBD", "VBZ", "VBP"):
        return False
    if noun.pos not in ("NOUN", "PROPN") or node.has("mark", "cc", "nsubj", "nsubj:pass", "csubj"):
        return False
    root = noun.dep
    node.move(None, root)
    noun.move(node, "nsubj")
    return True


def split_contact(node: Node) -> bool:
    """Tell the two subjects of "something Norway denies" apart: Norway denies something."""
    pronoun = node.head
    verb = pronoun.head if pronoun is not None else None
    if node.pos != "PROPN" or pronoun is None or verb is None or pronoun.lower not in INDEFINITE:
        return False
    if not pronoun.dep.startswith("nsubj") or pronoun.i != node.i - 1:
        return False
    node.move(verb, "nsubj")
    pronoun.move(verb, "obj")
    return True


INDEFINITE = frozenset({"something", "anything", "everything", "nothing"})
REPAIRS: tuple[Repair, ...] = (
    free_verb,
    free_time_clause,
    read_state,
    grade_state,
    lower_conjunct,
    free_content,
    free_subject,
    join_bracketed_title,
    lower_content,
    hang_report,
    hang_infinitive,
    name_complement,
    raise_conjunct,
    hang_relative,
    join_modifiers,
    join_title,
    free_main,
    split_contact,
    raise_copula,
    open_cleft,
)
_LABELS = frozenset(
    {"amod", "acl", "acl:relcl", "advcl", "ccomp", "conj", "parataxis", "dep", "appos", "flat", "xcomp", "csubj"}
    | {"advcl:relcl", "aux", "obj", "nsubj"}
)


@Language.component(
    "kg_repairs", assigns=["token.dep", "token.head"], requires=["token.dep", "token.head", "token.lemma"]
)
def repair_tree(doc: Doc) -> Doc:
    """Apply each repair where its grammar holds, and write the tree once where one did."""
    if not doc.has_annotation("DEP"):
        return doc
    nodes = read_tree(doc)
    changed = [join_preposition(node) or join_case(node, nodes) for node in nodes if node.pos == "ADP"]
    suspects = [
        node
        for node in nodes
        if (node.dep in _LABELS or node.head is None) and node.pos in ("VERB", "AUX", "ADJ", "NOUN", "PROPN")
    ]
    changed += [any(repair(node) for repair in REPAIRS) for node in suspects]
    if any(changed):
        write_tree(doc, nodes)
    share_tree(doc, nodes)
    return doc


def _has_complementiser(node: Node) -> bool:
    marked = any(child.lower == "that" for child in node.child_list("mark"))
    return marked and any(child.tag != "WDT" for child in node.child_list("nsubj", "nsubj:pass", "csubj", "expl"))


def _verb_above(noun: Node) -> Node | None:
    """Return the verb that a noun depends on, through other nouns."""
    above = noun.head
    while above is not None and above.pos != "VERB":
        above = above.head
    return above


def _head_of_name(noun: Node) -> Node:
    while noun.dep in ("compound", "flat") and noun.head is not None:
        noun = noun.head
    return noun
