"""Nominal events: nouns that say what a verb would say, with who does it and to whom.

"Alma's invasion of Brin" says that Alma invaded Brin. Source of the argument patterns: NomBank 1.0.
"""

from collections.abc import Iterator

from kg.lexicon import Entry, load_lexicon
from kg.nlp.modality import Modality, is_none
from kg.nlp.relation.drafts import Draft, Reading, Slot
from kg.nlp.relation.phrases import preposition_of, read_phrase
from kg.nlp.relation.tree import Node
from kg.records import Certainty, Polarity, Tense

AGENTS = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_NOUNS = load_lexicon("event_nouns").by_word()
_IRREAL = load_lexicon("irreal_nouns")
_IRREAL_NOUNS = _IRREAL.words(kind="noun")
_IRREAL_MODIFIERS = _IRREAL.words(kind="modifier")
_IRREAL_VERBS = _IRREAL.words(kind="verb")
DEFINITE = frozenset({"the", "this", "these", "that", "those"})


def find_nominal_events(reading: Reading) -> Iterator[Draft]:
    """Yield a draft for every event noun that has an agent and something besides."""
    for node in reading.nodes:
        entry = _NOUNS.get(node.lemma) if node.pos == "NOUN" else None
        if entry is not None and not node.has("cop"):
            draft = _read_event(node, entry=entry)
            if draft is not None:
                yield draft


def _read_event(node: Node, *, entry: Entry) -> Draft | None:
    agent = _agent_of(node, entry=entry)
    arguments = _arguments_of(node, entry=entry, agent=agent)
    if agent is None or (not arguments and not _is_mutual(agent, entry=entry) and not is_none(node)):
        return None
    if " " in entry["verb"] and not entry.fields.get("mutual") and not is_none(node) and not _has_object(arguments):
        return None
    return Draft(
        rule="nominal-event",
        head=node,
        lemma=str(entry["verb"]) if arguments and arguments[0].role == "object" else str(entry["verb"]).split()[0],
        words=(node,),
        subject=Slot(role="subject", phrase=read_phrase(agent, without=frozenset({"acl:relcl"}))),
        arguments=arguments,
        modality=_judge_event(node, entry=entry),
    )


def _agent_of(node: Node, *, entry: Entry) -> Node | None:
    """Return who does it: possessor, "by" phrase, demonym or name before the noun, or both in "between A and B"."""
    possessor = node.child("nmod:poss")
    if possessor is not None and possessor.entity not in ("DATE", "TIME"):
        return possessor
    leads = {"by", *entry.fields.get("agent", ())} | ({"between"} if entry.fields.get("mutual") else set())
    for child in node.child_list("nmod", "obl", "obl:agent"):
        if _lead(child) in leads and child.pos in ("PROPN", "NOUN", "PRON"):
            return child
    for child in node.children:
        if child.i < node.i and child.dep in ("amod", "compound") and child.entity in AGENTS:
            return child
    return None


def _arguments_of(node: Node, *, entry: Entry, agent: Node | None) -> list[Slot]:
    """Return what the noun's prepositional phrases say, the object first."""
    slots: list[Slot] = []
    for child in _phrases_of(node):
        lead = _lead(child)
        if child is agent or not lead or child.i < node.i:
            continue
        role = "object" if lead in entry["object"] and not any(slot.role == "object" for slot in slots) else lead
        slots.append(
            Slot(role=role, phrase=read_phrase(child, without=frozenset({"acl:relcl"})), lead=preposition_of(child))
        )
    return sorted(slots, key=lambda slot: slot.role != "object")


def _phrases_of(node: Node) -> list[Node]:
    """Return the prepositional phrases of a noun, those too that the tree hangs on a time between."""
    phrases = node.child_list("nmod")
    return phrases + [
        inner for child in phrases if child.entity in ("DATE", "TIME") for inner in child.child_list("nmod")
    ]


def _has_object(arguments: list[Slot]) -> bool:
    return any(slot.role == "object" for slot in arguments)


def _is_mutual(agent: Node, *, entry: Entry) -> bool:
    return bool(entry.fields.get("mutual")) and _lead(agent) == "between" and agent.has("conj")


def _judge_event(node: Node, *, entry: Entry) -> Modality:
    """Judge an event by what stands around its noun: presupposed by a possessor, open under "call for"."""
    modifiers = {child.lower for child in node.children if child.dep in ("amod", "det")}
    irreal = bool(modifiers & _IRREAL_MODIFIERS) or _is_open(node)
    open_form = entry.fields.get("mutual", False) and not modifiers & DEFINITE
    tense = Tense.FUTURE if irreal else Tense(entry["tense"])
    certainty = Certainty.POSSIBLE if irreal or open_form else Certainty.CERTAIN
    polarity = Polarity.NEGATIVE if is_none(node) else Polarity.POSITIVE
    return Modality(polarity=polarity, certainty=certainty, tense=tense)


def _is_open(node: Node) -> bool:
    """Tell whether the event is the thing called for, planned or feared by the word above it."""
    above = node.head
    if above is None:
        return False
    if node.dep in ("nmod", "conj") and (above.lemma in _IRREAL_NOUNS):
        return True
    if node.dep in ("obj", "obl", "conj") and above.lemma in _IRREAL_VERBS:
        return True
    return any(child.tag == "MD" for child in above.children if child.dep == "aux")


def _lead(node: Node) -> str:
    return " ".join(word.lower for word in preposition_of(node))
