"""A claim case read for comparison: what happens, who does it to whom, with which sign, number, time and place.

ClaimCase → Reading: names and words as atoms (`claim_words`), light verbs with their event noun as that event,
contraries by sign, passives turned round.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from kg.lexicon import load_lexicon
from kg.lexicon.events import noun_event_type
from kg.lexicon.pronouns import empty_words, personal_pronouns
from kg.records import Certainty, ClaimCase, Polarity
from kg.resolve.claim_words import (
    NAME,
    acting_country,
    atoms,
    concepts_of_kind,
    phrase_concepts,
    predicate_concepts,
    stem,
)
from kg.resolve.spelling import surname

SUCCESS = "~succeed"
"""The atom of what talks that end without any lack."""
AGENT_ROLES = frozenset({"by"})
PATIENT_ROLES = frozenset({"on", "against", "at", "upon", "recipient"})
"""Roles that lead whom an act is done to, where the object is the act: "launch an attack on the port"."""
PHRASE_BREAKS = frozenset({"between", "against", "under", "that", "who"})
"""Words besides prepositions and conjunctions that what follows a head begins with."""


@cache
def _copulas() -> frozenset[str]:
    return load_lexicon("claim_frames").words(kind="copula")


@cache
def _transparent() -> frozenset[str]:
    return load_lexicon("claim_frames").words(kind="transparent")


@cache
def _breaks() -> frozenset[str]:
    words = load_lexicon("function_words")
    return words.words(**{"class": "preposition"}) | words.words(**{"class": "conjunction"}) | PHRASE_BREAKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A thing that takes part in a claim."""

    atoms: frozenset[str]
    head: str | None
    """The atom of the head word; of a name the name's."""
    names: frozenset[str]
    """Names in it, countries of adjectives among them."""
    is_name: bool
    is_clause: bool = False
    surname: str | None = None
    """The stem of a name's last word."""
    label: str
    """Its words, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One claim case as it is compared."""

    case: ClaimCase
    core: frozenset[str]
    """The concepts of what happens, or the predicate's stem."""
    phase: str | None
    """`occur`, `begin` or `end` where the predicate says no more of the event than that."""
    sign: int
    """-1 where the claim is negative."""
    says: bool
    """Whether it is an act of saying."""
    agent: Slot | None
    patient: Slot | None
    others: tuple[tuple[str, Slot], ...]
    names: frozenset[str]
    said: frozenset[str]
    """The atoms of its parts and of its short sentence."""
    bag: frozenset[str]
    """The same with all words that it stands in."""
    days: tuple[int, int] | None
    """When it happens, first and last day as ordinals."""
    unit: frozenset[str]
    """The atoms of what its number counts."""
    stated: bool
    """Whether somebody says that it holds or is going to happen."""


@lru_cache(maxsize=100_000)
def read_case(case: ClaimCase) -> Reading:
    """Read a claim case; equal cases are read once while they are remembered."""
    agent, patient, others = _parts(case)
    core, phase, agent, patient, others = _event(case, agent, patient, others)
    everything = [slot for slot in (agent, patient, *(slot for _, slot in others)) if slot is not None]
    said = frozenset(atoms(case.text)).union(core, *(slot.atoms for slot in everything))
    fruitless = next((slot for role, slot in others if role == "without" and slot.head == SUCCESS), None)
    if phase == "end" and fruitless is not None:
        core, phase, patient = frozenset({SUCCESS}), None, fruitless
    return Reading(
        case=case,
        core=core,
        phase=phase,
        sign=-1 if (case.polarity is Polarity.NEGATIVE) != (fruitless is not None) else 1,
        says=not core.isdisjoint(concepts_of_kind("say")),
        agent=agent,
        patient=patient,
        others=others,
        names=frozenset(name for slot in everything for name in slot.names),
        said=said,
        bag=said.union(atoms(case.words)),
        days=days_of(case.time),
        unit=frozenset(atoms(case.unit)) if case.unit else frozenset(),
        stated=case.certainty in (Certainty.CERTAIN, Certainty.PROBABLE),
    )


Others = tuple[tuple[str, Slot], ...]


def _parts(case: ClaimCase) -> tuple[Slot | None, Slot | None, Others]:
    """Return who acts, what is acted on, and the other arguments; a passive is turned round."""
    subject, target = read_slot(case.subject), read_slot(case.object)
    others = tuple((role, slot) for role, slot in ((role, read_slot(key)) for role, key in case.arguments) if slot)
    if case.object_claim is not None:
        target = _clause_slot(case, subject)
    if not case.passive:
        return subject, target, others
    agent = next((slot for role, slot in others if role in AGENT_ROLES), None)
    kept = tuple((role, slot) for role, slot in others if slot is not agent)
    return agent, subject, (*kept, ("object", target)) if target is not None else kept


def _clause_slot(case: ClaimCase, subject: Slot | None) -> Slot:
    """Return the words of an object clause as a slot."""
    words = atoms(case.words or case.text)
    known = (subject.atoms if subject is not None else frozenset()) | predicate_core(case.predicate)
    found = frozenset(word for word in words if word not in known)
    about = read_slot(case.about)
    return Slot(
        atoms=found | (about.atoms if about is not None else frozenset()),
        head=about.head if about is not None else None,
        names=frozenset(word for word in found if word.startswith(NAME)) | (about.names if about else frozenset()),
        is_name=False,
        is_clause=True,
        label=about.label if about is not None else "the clause",
    )


def _event(
    case: ClaimCase, agent: Slot | None, patient: Slot | None, others: Others
) -> tuple[frozenset[str], str | None, Slot | None, Slot | None, Others]:
    """Return what happens, its phase, and its parts: of a light verb and an event noun the noun's."""
    concepts = _phrase_core(case, patient, others) or predicate_core(case.predicate)
    verb = case.predicate.partition(" ")[0]
    if verb in _copulas() and case.object_claim is None:
        complement = patient or next((slot for role, slot in others if role == "complement"), None)
        if complement is not None:
            return _head(complement) | complement.atoms, None, agent, complement, others
    if agent is not None and agent.head in concepts and _is_event(agent):
        return concepts, None, _doer(agent), patient, others
    undergone = not predicate_core(case.predicate).isdisjoint(concepts_of_kind("undergo"))
    if undergone and patient is not None and not patient.is_name and case.object_claim is None:
        return _head(patient), None, None, agent, (*others, ("event", patient))
    phase = _phase(concepts)
    if phase is None or case.object_claim is not None:
        return concepts, None, agent, patient, others
    if patient is not None and _is_event(patient):
        target = next((slot for role, slot in others if role in PATIENT_ROLES), None)
        rest = tuple((role, slot) for role, slot in others if slot is not target)
        return _head(patient), phase, agent, target, (*rest, ("event", patient))
    if agent is not None and _is_event(agent) and (patient is None or not patient.is_name):
        return _head(agent), phase, None, patient, (*others, ("event", agent))
    return concepts, None, agent, patient, others


def _doer(event: Slot) -> Slot | None:
    """Return who does an event that names them: of `russian attack`, Russia."""
    if len(event.names) != 1:
        return None
    [name] = event.names
    return Slot(atoms=event.names, head=name, names=event.names, is_name=True, label=name[1:].replace("-", " "))


def _head(slot: Slot) -> frozenset[str]:
    return frozenset({slot.head}) if slot.head is not None else slot.atoms


def _phrase_core(case: ClaimCase, patient: Slot | None, others: Others) -> frozenset[str] | None:
    """Return the concepts of a verb with its complement or object, such as `keep low`; None where it has none."""
    for slot in (patient, *(slot for role, slot in others if role == "complement")):
        if slot is not None and not slot.is_name:
            found = phrase_concepts(f"{case.predicate} {slot.label.rpartition(' ')[2]}")
            if found:
                return found
    return None


def predicate_core(predicate: str) -> frozenset[str]:
    """Return the concepts of a predicate; its verb's stem where it has none."""
    return predicate_concepts(predicate) or frozenset({stem(predicate.partition(" ")[0])})


def _phase(concepts: frozenset[str]) -> str | None:
    return next((kind for kind in ("occur", "begin", "end") if not concepts.isdisjoint(concepts_of_kind(kind))), None)


def _is_event(slot: Slot) -> bool:
    return not slot.is_name and slot.head is not None and _names_event(slot.label)


@lru_cache(maxsize=50_000)
def _names_event(label: str) -> bool:
    head = label[: -len(_tail(label))].split() if _tail(label) else label.split()
    return bool(head) and (noun_event_type(head[-1]) is not None)


def _tail(label: str) -> str:
    """Return what follows the head of a phrase, from its first preposition on."""
    words = label.split()
    for place, word in enumerate(words[1:], 1):
        if word in _breaks() and not (word == "of" and _says_little(words[place - 1])):
            return " " + " ".join(words[place:])
    return ""


def _says_little(noun: str) -> bool:
    return noun in _transparent() or noun.removesuffix("s") in _transparent()


@lru_cache(maxsize=100_000)
def read_slot(key: str | None) -> Slot | None:
    """Read a thing given by room and key; None for none, and for a pronoun that nobody was found for."""
    if key is None:
        return None
    room, _, name = key.partition("/")
    if room == "entity":
        return _named(name)
    words = name.replace("-", " ")
    if room != "topic" or words in personal_pronouns() | empty_words():
        return None
    if "-and-" in name and all(_is_country(part) for part in name.split("-and-")):
        return _joint(name.split("-and-"))
    found = atoms(words)
    tail = _tail(words)
    heads = atoms(words[: -len(tail)] if tail else words) or found
    return Slot(
        atoms=frozenset(found),
        head=heads[-1] if heads else None,
        names=frozenset(one for one in found if one.startswith(NAME)),
        is_name=False,
        label=words,
    )


def _is_country(part: str) -> bool:
    return bool(found := atoms(part.replace("-", " "))) and found[0].startswith(NAME)


def _named(name: str) -> Slot:
    this = f"{NAME}{name}"
    principal = acting_country(name)
    last = stem(surname(name).rpartition("-")[2])
    names = frozenset({this} if principal is None else {this, principal})
    return Slot(atoms=names | {last}, head=this, names=names, is_name=True, surname=last, label=name.replace("-", " "))


def _joint(parts: list[str]) -> Slot:
    found = frozenset(one for part in parts for one in atoms(part.replace("-", " ")) if one.startswith(NAME))
    return Slot(atoms=found, head=None, names=found, is_name=True, label=" and ".join(parts))


@lru_cache(maxsize=50_000)
def days_of(time: str | None) -> tuple[int, int] | None:
    """Return the first and last day of an ISO 8601 date, month, year or interval, as ordinals; None for others."""
    if time is None or time.startswith(("P", "X")):
        return None
    first, _, last = time.partition("/")
    start, end = _extent(first), _extent(last or first)
    return (start[0], end[1]) if start is not None and end is not None else None


def _extent(value: str) -> tuple[int, int] | None:
    value = value.partition("T")[0]
    try:
        if len(value) == len("2025-07-22"):
            day = date.fromisoformat(value).toordinal()
            return day, day
        if len(value) == len("2025-07"):
            start = date.fromisoformat(f"{value}-01")
            return start.toordinal(), ((start + timedelta(days=31)).replace(day=1) - timedelta(days=1)).toordinal()
        if len(value) == len("2025"):
            return date(int(value), 1, 1).toordinal(), date(int(value), 12, 31).toordinal()
    except ValueError:
        return None
    return None
