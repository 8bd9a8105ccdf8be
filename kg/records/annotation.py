"""What was read in one article, before anything is resolved.

`kg annotate --format jsonl` writes these records. Every record names its spans in the article's text and, where a rule
or model made it, that rule.
"""

from dataclasses import dataclass
from enum import StrEnum

from kg.records.article import Article
from kg.records.mention import Mention
from kg.records.text import Span


class Voice(StrEnum):
    """Whose words a claim is told in (PARC 3; narrator is the outlet's own voice)."""

    NARRATOR = "narrator"
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Polarity(StrEnum):
    """Whether a claim is stated or its contrary is."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Certainty(StrEnum):
    """How firmly the speaker commits to a claim (FactBank's scale, `unknown` = uncommitted, asked or demanded)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Tense(StrEnum):
    """When the event lies, seen from the sentence."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMention:
    """A named entity, a date or a number in the text."""

    span: Span
    label: str
    """An OntoNotes label: PERSON, ORG, GPE, LOC, NORP, FAC, EVENT, PRODUCT, DATE, TIME, MONEY, …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """An expression of time and what it means against the publication date."""

    span: Span
    value: str
    """TIMEX3 of TimeML: `2025-07-12`, `2025-07-12TMO`, `2025-W28`, `2025-Q1`, `P3D`, `XXXX-WXX-1`, `PAST_REF`."""
    when: str | None = None
    """ISO 8601, for an event at that time: a date, month, year, interval (`2025-07-21/2025-07-27`) or duration (`P3D`);
    None where it names none that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityMention:
    """A number with what it counts or measures."""

    span: Span
    value: float
    unit: str | None
    """What is counted or measured, such as `drones and missiles`, `day`, `USD`, `%`."""
    bound: str | None = None
    """`at-least`, `at-most`, `about`, or None for an exact number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Mentions of one thing in one article."""

    mentions: tuple[Span, ...]
    """In the order of the text, each with all its modifiers and clauses."""
    name: Span | None
    """The most telling proper name among them, titles left out; None where the thing is never named."""
    label: str | None
    """The OntoNotes label of the thing."""
    confidence: float = 1.0
    anchors: tuple[Span, ...] = ()
    """The places that are sure enough to go by the thing's name: names, pronouns, and noun phrases without clauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch between quotation marks, the marks included; one that runs over paragraphs has a span for each."""

    spans: tuple[Span, ...]
    scare: bool = False
    """A single word or short phrase in quotation marks, no sentence of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have said what (PARC 3, PolNeAR)."""

    source: tuple[Span, ...]
    """Who speaks; empty where nobody is named ("reportedly")."""
    cue: tuple[Span, ...]
    """The reporting words."""
    content: tuple[Span, ...]
    """What is said, never empty."""
    voice: Voice
    cue_lemma: str
    """The cue's base form, such as `say`, `demand`, `according to`."""
    stance: str
    """What the cue does with its content: `report`, `deny`, `demand`, `expect`, `doubt`, … (`lexicon/cues.toml`)."""
    outer: int | None = None
    """The index of the attribution whose content holds this one."""
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """The words that say what happens."""

    lemma: str
    """The base form, with particle or preposition where it changes the sense: `demand`, `break out`."""
    span: Span
    """From the first to the last word of it in the text."""
    text: str
    """The words of it as they stand, such as `was born in`, joined by spaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """Who or what takes part in a relation."""

    role: str
    """`subject`, `object`, `recipient`, `complement`, `clause`, `time`, or the preposition that leads it (`in`)."""
    span: Span
    """All of it, relative clauses included."""
    text: str
    """The words of `span`, or a repaired form (the antecedent of "which", the noun that a conjunct shares)."""
    core: Span
    """The noun phrase without relative clauses, appositions and determiner-like clutter: what it is labelled by."""
    head: Span
    """The head word."""
    relation: int | None = None
    """Where it is a clause: the index of the relation that the clause states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A predicate and its arguments at one place of the text (open information extraction)."""

    predicate: Predicate
    subject: Argument | None
    """Who does it; in a passive without an agent, what it is done to."""
    arguments: tuple[Argument, ...]
    """The others, the object first where there is one."""
    passive: bool = False
    """True where the subject is what it is done to ("the talks were held")."""
    turned: bool = False
    """True where a passive was turned round: the text has the object first ("the team was led by Ode")."""
    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.CERTAIN
    tense: Tense = Tense.PRESENT
    attribution: int | None = None
    """The index of the innermost attribution whose content holds it."""
    span: Span
    """From its first to its last character."""
    sentence: Span
    """The sentence that it stands in."""
    time: str | None = None
    """ISO 8601 value of when it happens."""
    place: Span | None = None
    """Where it happens."""
    quantity: float | None = None
    unit: str | None = None
    bound: str | None = None
    """`at-least`, `at-most`, `about`, or None for an exact number."""
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """Everything that was read in one article."""

    article: Article
    sentences: tuple[Span, ...]
    entities: tuple[EntityMention, ...]
    chains: tuple[Chain, ...]
    times: tuple[TimeMention, ...]
    quantities: tuple[QuantityMention, ...]
    attributions: tuple[Attribution, ...]
    relations: tuple[Relation, ...]
    mentions: tuple[Mention, ...] = ()
