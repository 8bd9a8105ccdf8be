"""The words that say what happens: the base form with its particle, and the words as they stand."""

from kg.lexicon import load_lexicon
from kg.nlp.relation.clause import Clause
from kg.nlp.relation.phrases import preposition_of
from kg.nlp.relation.sharing import TIME_ENTITIES
from kg.nlp.relation.tree import Node

_DAYS = load_lexicon("calendar").words(kind="weekday") | load_lexicon("calendar").words(kind="month")
_PREPOSITIONAL = load_lexicon("prepositional_verbs").words()
_LINKS = (
    load_lexicon("time_words").words(kind="link")
    - load_lexicon("time_words").words(kind="degree")
    - {"when", "where", "why", "how", "that"}
)
_IDIOMS = load_lexicon("idioms").words()
AUXILIARIES = ("aux", "aux:pass", "cop")


def base_form(clause: Clause) -> str:
    """Return the lemma, with particle ("break out") or idiom noun ("take place") where it changes the sense."""
    head = clause.head
    if is_copular(clause) or is_identity(clause):
        return "be"
    words = [head.lemma.lower()]
    words += [child.lower for child in head.child_list("compound:prt")]
    noun = idiom_noun(clause)
    if noun is not None:
        words.append(noun.lower)
    return " ".join(words)


def is_copular(clause: Clause) -> bool:
    """Tell whether the clause says what something is; "was talking" with a mislabelled auxiliary does not."""
    return clause.copula is not None and clause.head.tag not in ("VBG", "VB", "VBD", "VBZ", "VBP")


def is_identity(clause: Clause) -> bool:
    """Tell whether a clause says that its subject is an act: "the goal is to end the war"."""
    to = next((child for child in clause.head.children if child.dep == "mark" and child.lower == "to"), None)
    return clause.copula is not None and to is not None and clause.copula.i < to.i and clause.head.tag == "VB"


def negations(node: Node) -> list[Node]:
    """Return the words that negate a predicate, both words of "no longer"."""
    words = [child for child in node.children if _is_negation(child)]
    for child in node.children:
        if child.dep == "advmod" and child.lower == "longer":
            words += [child, *(part for part in child.children if part.lower == "no")]
    return words


def idiom_noun(clause: Clause) -> Node | None:
    """Return the object that is part of the verb's meaning: "place" in "take place"."""
    thing = clause.head.child("obj")
    if (
        thing is not None
        and f"{clause.head.lemma} {thing.lower}" in _IDIOMS
        and not thing.has("det", "amod", "nmod:poss")
    ):
        return thing
    return None


def governs(verb: Node, preposition: str, *, particle: str = "") -> bool:
    """Tell whether verb and preposition are one word in meaning: "call for", "lead to"."""
    words = " ".join(word for word in (verb.lemma.lower(), particle, preposition) if word)
    return words in _PREPOSITIONAL


def governed(clause: Clause) -> Node | None:
    """Return the phrase whose preposition belongs to the verb, such as "truce" in "called for a truce"."""
    head = clause.head
    if head.has("obj") and idiom_noun(clause) is None:
        return None
    noun = idiom_noun(clause)
    particle = noun.lower if noun is not None else " ".join(child.lower for child in head.child_list("compound:prt"))
    for child in head.children:
        if child.dep in ("obl", "advcl") and child.i > head.i:
            lead = preposition_of(child) or tuple(child.child_list("mark")[:1])
            words = " ".join(word.lower for word in lead)
            if lead and governs(head, words, particle=particle) and not _tells_when(child, words):
                return child
    return None


def _tells_when(node: Node, preposition: str) -> bool:
    """Tell whether a phrase names a day or year in which something is done: "ruled on Monday that", not "on prices"."""
    if node.entity not in TIME_ENTITIES or preposition not in ("on", "in"):
        return False
    return node.text in _DAYS or (node.pos == "NUM" and preposition == "in")


def predicate_words(clause: Clause) -> tuple[Node, ...]:
    """Return auxiliaries, negation, merged predicates, verb and particle, in the order of the text."""
    words: list[Node] = []
    for predicate in clause.predicates:
        words += _words_of(predicate, clause=clause)
    noun = idiom_noun(clause)
    if noun is not None:
        words.append(noun)
    if is_copular(clause) or is_identity(clause):
        words = _copular_words(clause)
    ordered = sorted(set(words), key=lambda node: node.i)
    return tuple(ordered)


def _words_of(predicate: Node, *, clause: Clause) -> list[Node]:
    words = [predicate]
    first = min([child.i for child in predicate.children if child.dep in AUXILIARIES] or [predicate.i])
    for child in predicate.children:
        bears = child.dep in AUXILIARIES or child.dep == "compound:prt"
        between = child.dep == "advmod" and first < child.i < predicate.i and not child.children
        infinitive = child.dep == "mark" and child.lower == "to" and predicate is not clause.top
        if bears or infinitive or _is_negation(child) or between:
            words.append(child)
    return words


def _copular_words(clause: Clause) -> list[Node]:
    """Return copula, auxiliaries, negation and linking adverbs; adverbs of degree stay with what they grade."""
    head, copula = clause.head, clause.copula
    words = [child for child in head.children if child.dep in ("aux", "cop")] + negations(head)
    for outer in clause.outer:
        words += _words_of(outer, clause=clause)
    if copula is not None:
        words += [
            child
            for child in head.children
            if child.dep == "advmod" and child.lower in _LINKS and child.i < head.i and abs(child.i - copula.i) < 3
        ]
    words += [
        child
        for child in head.children
        if child.dep == "mark" and child.lower == "to" and copula is not None and child.i < copula.i
    ]
    return words


def _is_negation(node: Node) -> bool:
    return node.dep in ("advmod", "advmod:neg") and node.lower in ("not", "n't", "n’t", "never")
