"""A claim case read for comparison: what happens, who does it to whom, with which sign, number, time and place.

ClaimCase → Reading: names and words as atoms (`claim_words`), light verbs with their event noun as that event,
contraries by sign, passives turned round.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from kg.lexicon import load_lexicon
from kg.records import Certainty, ClaimCase, Polarity
from kg.resolve.claim_slots import Slot, is_event, read_slot
from kg.resolve.claim_words import (
    NAME,
    atoms,
    concepts_of_kind,
    contraries,
    phrase_concepts,
    predicate_concepts,
    stem,
)

SUCCESS = "~succeed"
"""The atom of what talks that end without any lack."""
AGENT_ROLES = frozenset({"by"})
PATIENT_ROLES = frozenset({"on", "against", "at", "upon", "recipient"})
"""Roles that lead whom an act is done to, where the object is the act: "launch an attack on the port"."""


@cache
def _copulas() -> frozenset[str]:
    return load_lexicon("claim_frames").words(kind="copula")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One claim case as it is compared."""

    case: ClaimCase
    core: frozenset[str]
    """The concepts of what happens, or the predicate's stem."""
    against: frozenset[str]
    """The concepts of what cannot happen beside it."""
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


@lru_cache(maxsize=30_000)
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
        against=contraries(core),
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
    if agent is not None and agent.head in concepts and is_event(agent):
        return concepts, None, _doer(agent), patient, others
    undergone = not predicate_core(case.predicate).isdisjoint(concepts_of_kind("undergo"))
    if undergone and patient is not None and not patient.is_name and case.object_claim is None:
        return _head(patient), None, None, agent, (*others, ("event", patient))
    phase = _phase(concepts)
    if phase is None or case.object_claim is not None:
        return concepts, None, agent, patient, others
    if patient is not None and is_event(patient):
        target = next((slot for role, slot in others if role in PATIENT_ROLES), None)
        rest = tuple((role, slot) for role, slot in others if slot is not target)
        return _head(patient), phase, agent, target, (*rest, ("event", patient))
    if agent is not None and is_event(agent) and (patient is None or not patient.is_name):
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
