"""What a relation is asked for its event type: its predicate, and what kind of thing fills each of its roles.

Relation → Frame: passives turned round, prepositions split off, "refused to sign" told from "sign"
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.lexicon.event_classes import classes_of_phrase, classes_of_verb
from kg.lexicon.events import event_type_of_phrase
from kg.resolve.wording import is_plural

PREPOSITIONS = frozenset(
    {"about", "against", "as", "at", "for", "from", "in", "into", "of", "on", "over", "to", "towards", "upon", "with"}
)
NO_PREPOSITIONS = frozenset({"subject", "object", "recipient", "complement", "clause", "time", "manner"})
"""Roles that no preposition leads."""
_REFUSAL = re.compile(r"\b(refus|declin)(?:e|es|ed|ing) to\b", re.IGNORECASE)
_QUESTION = re.compile(r"(?:whether|if|what|how|why|when|where|who|which)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """What fills a role."""

    role: str
    """`subject`, `object`, `clause`, `complement`, … or a preposition."""
    classes: frozenset[str]
    """Classes, labels and head words (`lexicon/event_classes.toml`); PLOVER's type of what a noun or clause names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A predicate with its fillers, in active order."""

    predicate: str
    fillers: tuple[Filler, ...] = ()
    passive: bool = False
    future: bool = False
    noun: str | None = None
    """The noun, where one states the event: "Norland's invasion"."""

    def of(self, role: str) -> list[frozenset[str]]:
        """Return the classes of each filler of a role."""
        return [filler.classes for filler in self.fillers if filler.role == role]

    def readings(self) -> Iterator["Frame"]:
        """Yield the frame with its prepositions and adverbs in the predicate, as it is, and with them split off.

        Parsers and lists of verbs differ in what they take for one word: "lash out at" somebody, "withdraw from".
        """
        for reading in (*self._with_adverbs(), self):
            for filler in reading.fillers if not reading.of("object") else ():
                if filler.role not in NO_PREPOSITIONS:
                    yield reading.joined(filler, word=filler.role, role="object")
            yield reading
        split = self.split()
        if split is not None:
            yield split

    def joined(self, filler: Filler, *, word: str, role: str | None) -> "Frame":
        """Return the frame with a word in its predicate; the filler gets another role, or goes where that is None."""
        others = tuple(one for one in self.fillers if one is not filler)
        kept = () if role is None else (replace(filler, role=role),)
        return replace(self, predicate=f"{self.predicate} {word}", fillers=(*others, *kept))

    def _with_adverbs(self) -> Iterator["Frame"]:
        for filler in self.fillers:
            if filler.role == "manner":
                for word in sorted(word[1:] for word in filler.classes if word.startswith("=")):
                    yield self.joined(filler, word=word, role=None)

    def split(self) -> "Frame | None":
        """Return the frame with the preposition of its predicate as a role; None where it ends in none."""
        verb, _, last = self.predicate.rpartition(" ")
        if not verb or last not in PREPOSITIONS:
            return None
        roles = {"object": last, "recipient": "object"}
        fillers = tuple(replace(one, role=roles.get(one.role, one.role)) for one in self.fillers)
        return replace(self, predicate=verb, fillers=fillers)


def noun_filler(role: str, text: str, *, head: str, label: str | None = None, named: bool = False) -> Filler:
    """Return the filler of a noun phrase.

    Args:
        role: what it is to the predicate.
        text: its words.
        head: its head word.
        label: the OntoNotes label of the thing, where it has one.
        named: whether it is spelt like a name, so that one without a label may act.
    """
    classes = classes_of_phrase(text, head=head, label=label)
    event = None if label in ("PERSON", "GPE", "ORG") else event_type_of_phrase(_up_to(text, head))
    plural = head.lower() in ("they", "we", "both") or (label is None and is_plural(head)) or " and " in text
    is_known = label is not None or any(one.isalpha() and one.islower() for one in classes)
    added = {event} if event else set() if is_known else {"actor" if named else "?"}
    return Filler(role=role, classes=classes | added | ({"several"} if plural else set()))


def clause_filler(
    text: str, *, verb: str, event: str | None, finite: bool, other: bool, role: str = "clause"
) -> Filler:
    """Return the filler of a clause.

    Args:
        text: its words.
        verb: the lemma of its predicate; the word after "to" where nothing is known of it.
        event: the event type of what it states.
        finite: whether its verb is inflected, so that it states something.
        other: whether somebody else than the subject of the verb above does it.
        role: what the clause is to that verb.
    """
    lower = text.lower()
    kinds = set(classes_of_verb(verb)) | ({event} if event else set())
    if _QUESTION.match(lower):
        kinds.add("question")
    elif finite:
        kinds.add("stated")
    elif lower.startswith("that "):
        kinds.add("subjunctive")
    elif re.search(r"\bto\b", lower):
        kinds |= {"infinitive"} | ({"other"} if other else set())
    if re.match(r"(?:not|never) ", lower) or lower.startswith("to not "):
        kinds.add("negative")
    return Filler(role=role, classes=frozenset(kinds))


def turn_round(fillers: tuple[Filler, ...], *, predicate: str) -> tuple[Filler, ...]:
    """Return the fillers of a passive in active order: the subject as object, who follows "by" as subject.

    The object of a prepositional verb follows its preposition: "was accused of theft".
    """
    last = predicate.rpartition(" ")[2]
    roles = {"subject": "object", "by": "subject", "object": last if last in PREPOSITIONS else "complement"}
    return tuple(replace(one, role=roles.get(one.role, one.role)) for one in fillers)


def refused(text: str) -> str | None:
    """Return the predicate of a refusal that is merged with what is refused: "refused to sign" → `refuse to`."""
    found = _REFUSAL.search(text)
    return f"{found.group(1).lower()}e to" if found else None


def _up_to(text: str, head: str) -> str:
    """Return a phrase up to its head."""
    before, found, _ = text.partition(head)
    return before + found if found else head
