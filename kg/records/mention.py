"""Mentions: places of a text that name a thing or tell of an event."""

from dataclasses import dataclass
from enum import StrEnum

from kg.records.text import Span


class Form(StrEnum):
    """What a mention is made of."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    TIME = "time"
    VERB = "verb"
    NOUN = "noun"
    """A noun that tells of an event."""

    @property
    def is_event(self) -> bool:
        """Tell whether the mention tells of an event."""
        return self in (Form.VERB, Form.NOUN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place of a text that names a thing or tells of an event."""

    span: Span
    """The name, the noun phrase without clauses, or the verb."""
    head: Span
    """The head word."""
    form: Form
    lemma: str
    """The base form of the head, in lower case; of a time its value, ISO 8601 where one is known."""
    label: str | None = None
    """The OntoNotes label of a name."""
    chain: int | None = None
    """The index of the chain that it belongs to."""
    partners: tuple[str, ...] = ()
    """Base forms of the nouns and names that depend on the head, in lower case."""
    governor: int | None = None
    """Where the verb or noun begins that it depends on."""
    role: str | None = None
    """What part it plays there: `agent`, `patient`, or the preposition that leads it."""
    traits: frozenset[str] = frozenset()
    """What tells it from others, as far as known: `plural` or `singular`, `of Chad`; of a thing `person` or `thing`,
    `male` or `female`, `indefinite`; of an event `nth 3`, `earlier` or `later`, `on 2025-07-23`."""
    vector: bytes | None = None
    """What it means where it stands: 64 values of one byte, of unit length when divided by 127; None where the
    pipeline has no such vectors."""
