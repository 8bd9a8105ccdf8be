"""Component `kg_universal`: trees with spaCy's English (CLEAR) labels become Universal Dependencies.

Trees that are Universal Dependencies already are left alone. The mapping is `kg/lexicon/dependencies.toml`; this file
holds its structural operations. Sources: CLEAR guidelines (Choi, Palmer 2012); https://universaldependencies.org/en/.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from kg.lexicon import Entry, load_lexicon
from kg.nlp.relation.tree import Node, read_tree, write_tree

_ENTRIES = load_lexicon("dependencies").by_word()
_SHARED_WITH_UD = frozenset({"conj", "cc", "nmod", "dep"})
CLEAR_ONLY = frozenset(_ENTRIES) - _SHARED_WITH_UD
"""Labels that no Universal Dependencies tree has."""
VERBAL = frozenset({"VERB", "AUX", "ADJ", "ADV"})
BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re", "’re", "'m", "’m"})
"""By its forms, because lemmas may be set later."""


@Language.component("kg_universal", assigns=["token.dep", "token.head"], requires=["token.dep", "token.head"])
def set_universal(doc: Doc) -> Doc:
    """Turn a tree with CLEAR labels into Universal Dependencies."""
    if not doc.has_annotation("DEP") or not any(token.dep_ in CLEAR_ONLY for token in doc):
        return doc
    nodes = read_tree(doc)
    for operation in OPERATIONS:
        for node in nodes:
            entry = _ENTRIES.get(node.dep)
            if entry is not None:
                operation(node, entry)
    for node in nodes:
        flip_bare_copula(node)
    write_tree(doc, nodes)
    return doc


def flip_case(node: Node, entry: Entry) -> None:
    """Hang the object of a preposition on what the preposition hangs on, and the preposition on its object."""
    if entry["operation"] != "flip-case" or node.dep not in ("prep", "agent", "dative") or node.head is None:
        return
    thing = node.child("pobj", "pcomp") or _object_of_inner(node)
    if thing is None:
        node.dep = "advmod"
        return
    above, label = node.head, str(entry["verbal"] if node.head.pos in VERBAL else entry["nominal"])
    is_clause = thing.dep == "pcomp" and thing.pos in ("VERB", "AUX")
    if is_clause:
        label = "advcl" if above.pos in VERBAL else "acl"
    thing.move(above, label)
    _hang_on(node, thing, label="mark" if is_clause else "case")


def _object_of_inner(node: Node) -> Node | None:
    """Return the object in "out of the mill", where one preposition hangs on the other."""
    inner = node.child("prep")
    thing = inner.child("pobj", "pcomp") if inner is not None else None
    if inner is not None and thing is not None:
        inner.move(thing, "case")
    return thing


def _hang_on(node: Node, thing: Node, *, label: str) -> None:
    for child in list(node.children):
        if child is not thing:
            child.move(thing, child.dep)
    node.move(thing, label)


def flip_dative(node: Node, entry: Entry) -> None:
    """Turn "gave grain to him", where the preposition is the dative, into an oblique."""
    thing = node.child("pobj")
    if node.dep == "dative" and thing is not None and node.head is not None and entry["to"] == "iobj":
        thing.move(node.head, "obl")
        _hang_on(node, thing, label="case")


def flip_copula(node: Node, entry: Entry) -> None:
    """Make the predicate after "be" the head: "the mill is old" is about being old."""
    be = node.head
    if entry["operation"] != "flip-copula" or be is None:
        return
    if not _is_be(be) or be.has("expl"):
        node.dep = "nsubj" if _is_be(be) else str(entry["to"])
        return
    _make_head(node, be)


def flip_bare_copula(node: Node) -> None:
    """Do the same where "be" has nothing but a prepositional phrase: "the mill is in Alma"."""
    if not _is_be(node) or node.pos not in ("AUX", "VERB") or node.dep in ("aux", "aux:pass", "cop", "auxpass"):
        return
    if node.has("expl", "attr", "acomp", "ccomp", "xcomp", "cop"):
        return
    place = node.child("obl")
    if place is not None and node.has("nsubj") and place.i > node.i:
        _make_head(place, node)


def _is_be(node: Node) -> bool:
    return node.lower in BE


def _make_head(predicate: Node, be: Node) -> None:
    predicate.move(be.head, be.dep)
    for child in list(be.children):
        if child is not predicate:
            child.move(predicate, child.dep)
    be.move(predicate, "cop")


def chain_conjuncts(node: Node, entry: Entry) -> None:
    """Hang every conjunct on the first, and a conjunction on the conjunct that it leads."""
    if entry["operation"] != "chain" or node.head is None:
        return
    if node.dep == "conj" and node.head.dep == "conj" and node.head.head is not None:
        node.move(node.head.head, "conj")
    elif node.dep == "cc":
        following = next((child for child in node.head.child_list("conj") if child.i > node.i), None)
        if following is not None:
            node.move(following, "cc")


def rename(node: Node, entry: Entry) -> None:
    """Give a node the label that says the same in Universal Dependencies."""
    if entry["operation"] == "rename" and not (node.dep == "nmod" and node.has("case")):
        node.dep = str(entry["to"])


Operation = Callable[[Node, Entry], None]
OPERATIONS: tuple[Operation, ...] = (chain_conjuncts, flip_dative, flip_case, flip_copula, rename)
"""In this order: conjuncts are told before their heads change, labels change last."""
