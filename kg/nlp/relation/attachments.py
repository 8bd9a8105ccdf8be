"""Further repairs of the tree: states read as passives, clauses read as noun phrases, conjuncts of the wrong verb."""

from collections.abc import Sequence

from kg.lexicon import load_lexicon
from kg.nlp.relation.phrases import OPENING, is_possessive
from kg.nlp.relation.tree import Node

_STATIVES = load_lexicon("statives").words()
_LINKING = load_lexicon("linking_verbs").words()
_REPORTING = load_lexicon("cues").words(part="verb", speech=True)
INNER_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl"})
TEMPORAL = frozenset({"after", "before", "since", "until", "as", "while"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
SUBJECTS = INNER_SUBJECTS | {"nsubj:outer", "csubj:outer", "root", "ROOT"}
BEFORE_NOUN = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "det:predet"})
LED = frozenset({"nmod", "obl", "obl:agent"})
"""Labels of what a preposition leads."""
CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "xcomp", "csubj"})
NEXT_TO = 2
"""How many words a bracketed title and the name after it are apart: the bracket stands between."""


def read_state(node: Node) -> bool:
    """Make a participle that says how somebody is an adjective: "the camps are firmly opposed" opposes nobody."""
    helpers = node.child_list("aux:pass", "aux")
    if node.lower not in _STATIVES or node.tag not in ("VBN", "VBG", "VBD") or node.has("obj", "obl:agent", "cop"):
        return False
    helper = helpers[-1] if helpers else None
    if helper is None or helper.lemma != "be" or any(child.lower == "by" for child in _cases(node)):
        return False
    helper.dep = "cop"
    for child in node.child_list("nsubj:pass"):
        child.dep = "nsubj"
    node.tag, node.pos = "JJ", "ADJ"
    return True


def grade_state(node: Node) -> bool:
    """Give a state its adverb of degree: in "remain firmly opposed" it is the opposition that is firm."""
    verb = node.head
    if node.dep != "xcomp" or node.tag not in ("VBN", "JJ") or verb is None or verb.lemma not in _LINKING:
        return False
    adverb = next((child for child in verb.child_list("advmod") if verb.i < child.i == node.i - 1), None)
    if adverb is None or not adverb.lower.endswith("ly"):
        return False
    adverb.move(node, "advmod")
    return True


def free_time_clause(node: Node) -> bool:
    """Make a clause of a noun phrase after a word of time: "after the council rejected plans for a mill"."""
    noun = node.head
    if node.dep != "amod" or node.tag not in ("VBN", "VBD") or noun is None or noun.i < node.i:
        return False
    mark = noun.child("case")
    doer = next((child for child in noun.children if child.i == node.i - 1), None)
    if mark is None or mark.lower not in TEMPORAL or doer is None or doer.tag not in ("NNP", "NNPS"):
        return False
    if not doer.entity or doer.entity in ("DATE", "TIME", "NORP"):
        return False
    determiner = noun.child("det")
    node.move(noun.head, "advcl")
    node.tag, node.pos = "VBD", "VERB"
    mark.move(node, "mark")
    doer.move(node, "nsubj")
    if determiner is not None and determiner.i < doer.i:
        determiner.move(doer, "det")
    noun.move(node, "obj")
    return True


def lower_conjunct(node: Node) -> bool:
    """Hang a past conjunct on the past clause before it: "this comes as Ode met aides and called for calm"."""
    head = node.head
    if node.dep != "conj" or head is None or head.tag not in ("VBZ", "VBP") or node.tag not in ("VBD", "VBN"):
        return False
    if not node.has("cc") or node.has("nsubj", "nsubj:pass", "aux", "aux:pass", "mark") or head.has("aux", "cop"):
        return False
    past = [
        child
        for child in head.children
        if head.i < child.i < node.i and child.tag == "VBD" and child.has("nsubj", "nsubj:pass")
    ]
    if not past:
        return False
    node.move(past[-1], "conj")
    node.tag = "VBD"
    return True


def free_content(node: Node) -> bool:
    """Make a thing said and a verb without a subject one clause: "she claims the shells hit barracks"."""
    verb = node.head
    thing = verb.child("obj") if verb is not None else None
    if node.dep != "conj" or verb is None or thing is None or not verb.i < thing.i < node.i:
        return False
    if verb.lemma not in _REPORTING or node.has("cc", "mark", "nsubj", "nsubj:pass", "expl"):
        return False
    finite = node.tag in FINITE or any(child.tag in FINITE for child in node.child_list("aux", "aux:pass", "cop"))
    last = max((below.i for below in thing.subtree() if below.pos != "PUNCT"), default=thing.i)
    first = min((below.i for below in node.subtree() if below.pos != "PUNCT"), default=node.i)
    if not finite or first - last != 1 + thing.has("acl:relcl"):  # a comma closes the relative clause
        return False
    node.move(verb, "ccomp")
    thing.move(node, "nsubj:pass" if node.has("aux:pass") else "nsubj")
    return True


def free_subject(node: Node) -> bool:
    """Hang a subject on the verb, not on its auxiliary: "has yet to answer"."""
    verb = node.head
    if node.dep not in ("aux", "aux:pass", "cop") or verb is None or verb.has("nsubj", "nsubj:pass"):
        return False
    subjects = node.child_list("nsubj", "nsubj:pass")
    for subject in subjects:
        subject.move(verb, subject.dep)
    return bool(subjects)


def join_bracketed_title(node: Node) -> bool:
    """Make a name the head of the bracketed title before it: "with (union leader) Vera Lund"."""
    verb = node.head
    if node.dep not in ("obj", "dep") or node.entity != "PERSON" or verb is None:
        return False
    first = min([node.i, *(child.i for child in node.child_list("compound", "flat"))])
    title = next((child for child in verb.child_list("obl") if first - child.i == NEXT_TO), None)
    if title is None or not any(mark.text == ")" and mark.i == first - 1 for mark in (*title.children, *verb.children)):
        return False
    for mark in title.child_list("case"):
        mark.move(node, "case")
    node.dep = "obl"
    title.move(node, "nmod:desc")
    for thing in node.child_list("obj"):
        thing.move(verb, "obj")
    return True


def lower_content(node: Node) -> bool:
    """Hang a second "that" clause on the first: "said that it rained and that the river rose"."""
    verb = node.head
    if node.dep != "conj" or verb is None or not any(child.lower == "that" for child in node.child_list("mark")):
        return False
    first = [child for child in verb.child_list("ccomp") if verb.i < child.i < node.i]
    if not first:
        return False
    node.move(first[-1], "conj")
    return True


def _cases(node: Node) -> list[Node]:
    return [case for child in node.child_list("obl") for case in child.child_list("case")]


def join_preposition(node: Node) -> bool:
    """Hang a preposition on the noun that it stands before, taken for a particle: "led by the mayor Ode"."""
    verb = node.head
    if node.dep not in ("compound:prt", "obl", "advmod") or verb is None or node.children or node.i < verb.i:
        return False
    bare = [child for child in verb.child_list("obl", "obl:agent") if child.i > node.i and not child.has("case")]
    noun = next((child for child in bare if child.subtree()[0].i == node.i + 1), None)
    if noun is None:
        return False
    name = next((child for child in bare if child is not noun and child.subtree()[0].i == noun.i + 1), None)
    if name is not None and name.pos == "PROPN":
        noun.move(name, "nmod:desc")
        noun = name
    node.move(noun, "case")
    return True


def join_case(node: Node, nodes: Sequence[Node]) -> bool:
    """Hang a preposition on what it leads, not on the word before it: "plans for a mill", "a way of milling oats".

    English prepositions stand before what they lead, so a `case` to the right of its head is a mistake of the tree, and
    so are determiners and adjectives of that head behind it. A preposition that nothing follows is left where it is.
    """
    head = node.head
    if node.dep != "case" or head is None or head.i > node.i or is_possessive(node):
        return False
    front, thing = _look_right(node, nodes)
    if thing is None or any(
        child.i < thing.i and not is_possessive(child) for child in thing.child_list("case", "mark")
    ):
        return False
    is_hung = thing.dep in LED | CLAUSES
    if _stands_over(node, thing) or (not is_hung and _stands_over(thing, head)):
        return False  # hung so, they would go round in a circle
    if not is_hung:
        thing.move(head, "obl" if head.pos in ("VERB", "AUX", "ADJ") else "nmod")
    for word in front:
        if not _stands_over(word, thing):
            word.move(thing, word.dep)
    node.move(thing, "mark" if thing.dep in CLAUSES else "case")
    return True


def _look_right(node: Node, nodes: Sequence[Node]) -> tuple[list[Node], Node | None]:
    """Return the head of what stands behind a preposition, and the words before it that hang on another word."""
    front: list[Node] = []
    at = node.i + 1
    while at < len(nodes) and nodes[at].sentence == node.sentence:
        if front and nodes[at].pos == "ADP":
            break
        if nodes[at].text.isspace():  # white space hangs on a word, but is not of its subtree
            at += 1
            continue
        top = _climb(nodes[at], after=node.i, through_clauses=False)
        if top.dep in BEFORE_NOUN and top.head is not None and top.head.i < node.i:
            front.append(top)
        elif top.text not in OPENING:
            if top.pos in NOMINAL and top.dep not in SUBJECTS and top.head is not None:
                return front, top
            clause = _climb(top, after=node.i, through_clauses=True)
            if clause.dep in CLAUSES and not front:
                return front, clause
            break
        at = max(at, top.subtree()[-1].i) + 1
    while front and front[-1].dep not in ("compound", "nummod"):
        front.pop()
    return (front[:-1], front[-1]) if front else (front, None)


def _stands_over(word: Node, other: Node) -> bool:
    """Tell whether a word is another one, or one that this hangs below."""
    above: Node | None = other
    while above is not None and above is not word:
        above = above.head
    return above is word


def _climb(node: Node, *, after: int, through_clauses: bool) -> Node:
    """Return the topmost word above one that stands behind a place; a verb above a noun only where that is asked."""
    while node.head is not None and after < node.head.i:
        if not through_clauses and node.pos in NOMINAL and node.head.pos in VERBAL:
            break
        node = node.head
    return node


def raise_copula(node: Node) -> bool:
    """Make a copula before a clause with a subject its head: "the trouble is that they sold the mill"."""
    outer = node.child("nsubj:outer", "csubj:outer")
    inner = next((child for child in node.children if child.dep in INNER_SUBJECTS and child is not outer), None)
    copula = node.child("cop")
    if outer is None or inner is None or copula is None or not outer.i < copula.i < inner.i:
        return False
    start = next((child.i for child in node.child_list("mark") if copula.i < child.i), inner.subtree()[0].i)
    copula.move(node.head, node.dep)
    for child in list(node.children):
        if child.i < start and child is not copula:
            child.move(copula, child.dep.removesuffix(":outer"))
    node.move(copula, "ccomp")
    return True


def open_cleft(node: Node) -> bool:
    """Make the clause of a cleft a relative one: "it was Ode who sold the mill" says that Ode sold the mill."""
    noun = node.head
    if node.dep not in ("advcl:relcl", "ccomp", "advcl") or noun is None or noun.pos not in ("NOUN", "PROPN", "PRON"):
        return False
    if not noun.has("cop") or not any(child.lower == "it" for child in noun.child_list("expl")) or node.i < noun.i:
        return False
    if not any(child.tag in ("WP", "WDT") for child in node.child_list("nsubj", "nsubj:pass", "obj")):
        return False
    node.dep = "acl:relcl"
    return True
