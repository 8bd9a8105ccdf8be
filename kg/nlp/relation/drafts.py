"""Relations on the way: what a rule found, still as nodes, before spans and texts are made of it."""

from dataclasses import dataclass, field

from kg.nlp.modality import Modality
from kg.nlp.relation.clause import Clause
from kg.nlp.relation.phrases import Phrase
from kg.nlp.relation.tree import Node


@dataclass(frozen=True, slots=True)
class Reading:
    """What every rule reads: the words of a text and its clauses by the index of their heads."""

    nodes: list[Node]
    clauses: dict[int, Clause]


@dataclass(slots=True, eq=False)
class Slot:
    """An argument on the way."""

    role: str
    phrase: Phrase
    lead: tuple[Node, ...] = ()
    """Its preposition, as it stands."""
    clause: Node | None = None
    """The head of the clause that it is, where it is one."""
    text: str | None = None
    """A repaired form, where the words as they stand will not do."""


@dataclass(slots=True, eq=False)
class Draft:
    """A relation on the way."""

    rule: str
    head: Node
    lemma: str
    words: tuple[Node, ...]
    """The predicate's words in text order."""
    subject: Slot | None
    arguments: list[Slot] = field(default_factory=list)
    passive: bool = False
    turned: bool = False
    """True where it was passive with an agent, which is now the subject."""
    clause: Clause | None = None
    """The clause that it was read from, which bears its polarity, certainty and tense."""
    text: str | None = None
    """The predicate's words where none stand in the text: "is" between a name and its apposition."""
    modality: Modality | None = None
    """How it is meant, where no clause bears it."""
