"""Whom a clause is about: its own subject, or the one it has from a conjunct, a noun or the clause that controls it.

Sources: the UD guidelines; on control Huddleston and Pullum 2002, chapter 14, and Levin 1993.
"""

from kg.lexicon import load_lexicon
from kg.lexicon.events import noun_event_type
from kg.nlp.relation.clause import FINITE, SUBJECTS, Clause, Origin, has_comma_before, heads_clause
from kg.nlp.relation.phrases import RELATIVE_WORDS
from kg.nlp.relation.tree import Node

_PEOPLE = load_lexicon("people").words()
_SUBJECT_CONTROL = load_lexicon("control").words(controller="subject")
_OBJECT_GERUND = load_lexicon("gerund_control").words()
_SPEECH = load_lexicon("cues").words(part="verb", speech=True)
_CALLS = load_lexicon("control").words(calls=True)
_TOUGH = load_lexicon("tough_adjectives").words()
_EFFECTS = load_lexicon("effects").words()
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PLACE_NOUNS = frozenset({"capital", "city", "town", "village", "region", "district", "port", "province"})
_NAMING = frozenset({"term", "call", "describe", "dub", "label", "brand", "cite"})
EMPTY_NOUNS = frozenset({"addition", "wake", "behalf", "response", "case", "light"})
"""Nouns of complex prepositions, which no relative clause is about."""


def find_subject(clause: Clause) -> None:
    """Set a clause's subject and where it comes from; the clauses above it have theirs already."""
    node, parent = clause.head, clause.parent
    own = node.child(*SUBJECTS)
    if own is not None:
        _take_own(clause, own)
    elif node.dep == "conj" and parent is not None:
        _take_from_conjunct(clause, parent)
    elif node.dep in ("acl:relcl", "acl"):
        _take_from_noun(clause)
    elif node.dep == "ccomp" and node.tag != "VBG" and not node.has("expl", "mark") and _said_of(clause) is not None:
        clause.subject, clause.origin = _said_of(clause), Origin.RELATIVE
    elif node.dep in ("xcomp", "advcl") and parent is not None and parent.head is node.head:
        clause.subject = _controller(clause, parent)
        if clause.subject is not None:
            clause.origin = Origin.CONTROL if node.dep == "xcomp" else Origin.ADVERBIAL


def _take_own(clause: Clause, own: Node) -> None:
    clause.subject, clause.origin = own, Origin.OWN
    relative = own.lower in RELATIVE_WORDS and own.lower not in ("what", "where", "when")
    if clause.head.dep == "acl:relcl":
        clause.origin = Origin.RELATIVE
        if relative:
            clause.subject = clause.antecedent
    elif clause.head.dep == "ccomp" and relative and own.tag in ("WDT", "WP") and _said_of(clause) is not None:
        clause.subject = _said_of(clause)
    elif clause.joined and relative and own.tag in ("WDT", "WP") and clause.antecedent is not None:
        clause.subject = clause.antecedent


def _said_of(clause: Clause) -> Node | None:
    """Return what a clause inside a relative one is about: "the halls which she said were full"."""
    parent = clause.parent
    if parent is None or parent.head.dep != "acl:relcl" or parent.subject is parent.antecedent:
        return None
    return parent.antecedent


def _take_from_conjunct(clause: Clause, parent: Clause) -> None:
    """Share the subject of the clause it is conjoined to, unless the two forms cannot be conjoined."""
    node = clause.head
    direct = parent.head is node.head
    if not direct and not _continues(node, parent):
        return
    if direct and _is_loose(node):
        return
    if node.tag == "VBG" and direct and not node.has("aux") and parent.head.tag != "VBG":
        if node.has("cc"):
            return
        clause.origin = Origin.ADVERBIAL
    else:
        clause.origin = Origin.CONJUNCT
    clause.subject = parent.subject
    if clause.subject is None:
        clause.origin = Origin.NONE


def _is_loose(node: Node) -> bool:
    """Tell whether nothing joins a verb to the one it is said to be conjoined to: no "and", no comma, no list."""
    head = node.head
    if head is None or node.has("cc") or has_comma_before(node):
        return False
    return not any(
        child.dep == "conj" and child.i > node.i and child.has("cc") for child in (*head.children, *node.children)
    )


def _continues(node: Node, parent: Clause) -> bool:
    """Tell whether a verb that hangs on a noun goes on with the clause: "rejected the terms and questioned the aim"."""
    if node.tag in FINITE:
        return True
    return (
        node.tag == "VBN" and node.has("obj") and any(child.lemma == "have" for child in parent.top.child_list("aux"))
    )


def find_antecedent(noun: Node | None, *, pronoun: Node) -> Node | None:
    """Return what a relative pronoun stands for: "who" for the person right before it, whatever noun governs that.

    The parser hangs the clause on a noun; "pressure from the mayor, who …" is about the mayor.
    """
    if noun is None or pronoun.lower not in ("who", "whom", "which"):
        return noun
    nearest = _last_inside(noun, before=pronoun)
    if pronoun.lower == "which" and (event := _event_above(noun, clause=pronoun.head)) is not None:
        return event
    if nearest is noun:
        return noun
    if pronoun.lower == "which":
        return nearest if noun.lemma in EMPTY_NOUNS else noun
    if nearest in noun.child_list("conj") and is_person(noun):
        return noun  # "men and women who": the clause hangs on the first of them
    adjacent = nearest.i == pronoun.i - 1
    if is_person(nearest) and (adjacent or not is_person(noun)):
        return nearest
    return noun


def _event_above(noun: Node, *, clause: Node | None) -> Node | None:
    """Return the event that happened at a place: "the strike on the town, which killed two" is about the strike."""
    event = noun.head
    if clause is None or event is None or noun.dep != "nmod" or event.pos != "NOUN" or clause.has("cop", "aux:pass"):
        return None
    place = any(node.entity in _PLACES for node in (noun, *noun.child_list("appos"))) or noun.lemma in _PLACE_NOUNS
    if not place or clause.lemma not in _EFFECTS or not has_comma_before(clause):
        return None
    return event if noun_event_type(event.lower) is not None else None


def is_person(node: Node) -> bool:
    """Tell whether "who" can stand for a noun."""
    return node.entity in ("PERSON", "NORP") or (not node.entity and node.lemma.lower() in _PEOPLE)


def _last_inside(noun: Node, *, before: Node) -> Node:
    """Return the last noun of a phrase before a word: "mayor" in "pressure from the mayor"."""
    nearest = noun
    while True:
        labels = ("nmod", "conj", "appos")
        inner = [child for child in nearest.child_list(*labels) if nearest.i < child.i < before.i]
        if not inner:
            return nearest
        nearest = inner[-1]


def _take_from_noun(clause: Clause) -> None:
    node, noun = clause.head, clause.head.head
    if node.tag in ("VBG", "VBN") and not node.has("mark"):
        clause.subject, clause.origin = noun, Origin.PARTICIPLE
        if node.tag == "VBG" and _belongs_to_clause(clause):
            clause.subject, clause.origin = _speaker_above(clause), Origin.ADVERBIAL
    elif node.has("mark") and node.tag == "VB" and noun is not None:
        # "the firm's plan to sell" is what the firm does, "the firm's man to sell it" what the man does
        clause.subject = noun if is_person(noun) else noun.child("nmod:poss") or _owner_of(clause)
        clause.origin = Origin.CONTROL if clause.subject is not None else Origin.NONE


def _belongs_to_clause(clause: Clause) -> bool:
    """Tell whether a participle after a comma goes with the clause: "shells hit the mill, killing two"."""
    noun, parent = clause.head.head, clause.parent
    if noun is None or parent is None or parent.subject is None or noun is parent.subject:
        return False
    return noun.dep in ("obj", "obl", "nmod", "conj") and noun.i < clause.head.i and has_comma_before(clause.head)


def _owner_of(clause: Clause) -> Node | None:
    """Return who has the plan in "Ode has a plan to leave": the subject of the verb whose object the noun is."""
    noun, parent = clause.head.head, clause.parent
    if (
        noun is None
        or parent is None
        or parent.passive
        or parent.head.lemma not in ("have", "make", "take", "announce")
    ):
        return None
    return parent.subject if noun.head is parent.head and noun.dep == "obj" else None


def _controller(clause: Clause, parent: Clause) -> Node | None:
    """Return who does what an infinitive or participle says (object control unless the verb is like "promise")."""
    node, thing = clause.head, parent.head.child("obj", "iobj")
    between = thing if thing is not None and parent.head.i < thing.i < node.i else None
    called = _called_upon(node, parent)
    if called is not None:
        return called
    if node.dep == "xcomp" and node.tag == "VB" and not node.has("mark") and parent.head.lemma in _SPEECH:
        return None  # an order that is quoted: "a man yelled: Stay there"
    if _is_done_to_subject(node, parent):
        return None
    if between is not None and between.lower.endswith(("self", "selves")):
        return parent.subject
    if node.dep == "xcomp":
        return between if between is not None and parent.head.lemma not in _SUBJECT_CONTROL else parent.subject
    if node.tag not in ("VBG", "VBN", "VB"):
        return None
    lead = node.child("mark", "case")
    if between is not None and lead is not None and f"{parent.head.lemma} {lead.lower}" in _OBJECT_GERUND:
        return between
    if between is not None and node.tag == "VBG" and lead is not None and lead.lower == "for" and _can_act(between):
        return between
    if between is not None and node.tag == "VBG" and lead is None and not has_comma_before(node):
        return (
            between
            if _ends_right_before(between, node) and parent.head.lemma not in ("spend", "waste")
            else parent.subject
        )
    if node.tag == "VBG" and _is_by_another(node, lead=lead, parent=parent):
        return None
    return _speaker_above(clause)


def _is_by_another(node: Node, *, lead: Node | None, parent: Clause) -> bool:
    """Tell whether a gerund is done by somebody unnamed: "ore is found by drilling", "pots are used for cooking"."""
    subject, word = parent.subject, lead.lower if lead is not None else ""
    if parent.passive and (word == "by" or (not word and node.lemma == "use")):
        return True
    still = parent.passive or parent.copula is not None
    when = any(child.lower in ("when", "while") for child in node.child_list("advmod", "mark"))
    return (
        still and (word == "for" or when) and subject is not None and not (_can_act(subject) or subject.pos == "PRON")
    )


def _is_done_to_subject(node: Node, parent: Clause) -> bool:
    """Tell whether an infinitive tells what is easy or hard to do with the subject: "the lid is hard to open"."""
    if parent.copula is None or node.tag != "VB" or node.has("obj", "ccomp", "xcomp", "aux:pass"):
        return False
    return parent.head.lemma in _TOUGH


def _can_act(node: Node) -> bool:
    """Tell whether a noun is somebody, who is praised or sued for what they did."""
    return is_person(node) or node.entity == "ORG" or node.lower in ("him", "her", "them", "us", "me")


def _called_upon(node: Node, parent: Clause) -> Node | None:
    """Return who is to act in "called on the mayor to resign"."""
    if node.tag != "VB" or not any(child.lower == "to" for child in node.child_list("mark")):
        return None
    for child in parent.head.child_list("obl"):
        lead = child.child("case")
        if lead is not None and child.i < node.i and f"{parent.head.lemma} {lead.lower}" in _CALLS:
            return child
    return None


def _speaker_above(clause: Clause) -> Node | None:
    """Return the subject of the clause above, or, for a participle of saying, of the clause that reports it.

    "Ode said two had died, calling it a crime": it is Ode who calls it that.
    """
    parent = clause.parent
    if parent is None:
        return None
    if clause.head.tag == "VBG" and has_comma_before(clause.head):
        while parent.parent is not None and parent.origin in (Origin.CONTROL, Origin.ADVERBIAL) and not parent.joined:
            parent = parent.parent
    lemma = clause.head.lemma
    says = clause.head.tag == "VBG" and (lemma in _SPEECH or lemma in _NAMING) and has_comma_before(clause.head)
    above = parent.parent
    if (
        says
        and above is not None
        and parent.head.dep == "ccomp"
        and above.subject is not None
        and heads_clause(above.head)
    ):
        return above.subject
    return parent.subject


def _ends_right_before(noun: Node, node: Node) -> bool:
    return any(below.i == node.i - 1 for below in noun.subtree())
