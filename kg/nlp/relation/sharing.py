"""What stands last in a noun phrase but belongs to the verb: times, and whom one sends, sells or warns."""

from kg.lexicon import load_lexicon
from kg.lexicon.events import noun_event_type
from kg.nlp.relation.clause import Clause
from kg.nlp.relation.drafts import Slot
from kg.nlp.relation.phrases import preposition_of, read_phrase
from kg.nlp.relation.tree import Node

TIME_LEADS = frozenset({"", "on", "in", "at", "during", "since", "until", "before", "after", "by", "over"})
TIME_ENTITIES = frozenset({"DATE", "TIME"})
PARTS_OF_TIMES = load_lexicon("time_words").words(kind="part")
TIME_NOUNS = load_lexicon("time_words").words(kind="noun")
SHARED_PREPOSITIONS: dict[str, set[str]] = {}
for _entry in load_lexicon("light_verbs").entries:
    for _word in _entry.words:
        SHARED_PREPOSITIONS.setdefault(_word, set()).update(_entry["preposition"])


def is_time(node: Node) -> bool:
    """Tell whether a phrase says when."""
    if node.lower in PARTS_OF_TIMES:
        return any(is_time(part) for part in node.child_list("nmod") if part.i > node.i)
    if node.entity in TIME_ENTITIES:
        return node.pos != "NOUN" or node.lower in TIME_NOUNS
    return not node.entity and node.lower in TIME_NOUNS


def fills_time(node: Node) -> bool:
    """Tell whether a phrase of time is named by what went on in it: "two years of talks" can tire people."""
    return any(part.i > node.i and not is_time(part) for part in node.child_list("nmod", "acl"))


def shared_out(noun: Node, *, verb: Node) -> Node | None:
    """Return what stands last in a noun phrase but belongs to the verb: "told aides on Monday", "sent aid to Alma"."""
    last = next((child for child in reversed(noun.children) if child.dep not in ("punct", "cc", "conj")), None)
    if last is None or last.dep not in ("nmod", "nmod:unmarked", "nmod:tmod") or last.i < noun.i:
        return None
    role = " ".join(word.lower for word in preposition_of(last))
    if last.entity in TIME_ENTITIES and is_time(last):
        is_event = noun.tag in ("VBG", "CD") or noun_event_type(noun.lower) is not None or noun.entity in TIME_ENTITIES
        return None if is_event or role not in TIME_LEADS else last
    return last if noun.dep == "obj" and role in SHARED_PREPOSITIONS.get(verb.lemma, ()) else None


def shared_object(clause: Clause) -> Node | None:
    """Return the object behind a conjunct that the tree hangs on the first verb: "they built and sold the mill"."""
    head, first = clause.head, clause.head.head
    if not clause.joined or first is None or clause.passive or clause.copula is not None:
        return None
    thing = first.child("obj")
    if thing is None or thing.i < head.i or head.has("obj", "ccomp", "xcomp", "nsubj"):
        return None
    return thing


def slot_shared_out(slot: Slot, *, clause: Clause) -> Slot | None:
    """Return the argument that was left out of another because it belongs to the verb."""
    part = shared_out(slot.phrase.head, verb=clause.head) if slot.clause is None else None
    if part is None or part in slot.phrase.nodes:
        return None
    lead = preposition_of(part)
    return Slot(role=" ".join(word.lower for word in lead) or "time", phrase=read_phrase(part), lead=lead)
