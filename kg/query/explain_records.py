"""How one claim came about, as records; their fields are the keys of `kg explain --json`."""

from dataclasses import dataclass

from kg.records import ClaimRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words of an article."""

    text: str
    start: int
    """Code points of the article's text, half-open."""
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedThing:
    """A mention in the claim's sentence, and what it was resolved to."""

    text: str
    start: int
    end: int
    kind: str
    """`entity` or `event`."""
    form: str | None
    """`name`, `nominal`, `pronoun`, `verb` or `noun`."""
    iri: str
    label: str
    n_mentions: int
    """How often the article mentions it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedBy:
    """A decision that joined the assertion to another one, or told them apart."""

    relation: str
    other: str
    """IRI of the other one."""
    other_says: str
    score: float | None
    reasons: tuple[str, ...]
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """A claim that contradicts it."""

    claim: str
    says: str
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedBy:
    """A person's verdict."""

    by: str
    verdict: str
    at: str
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAgain:
    """What a model reads in the sentence today: graphs keep claims, not trees."""

    model: str
    is_same_model: bool
    """Whether it is the model that the graph was read with."""
    is_same_claim: bool
    """Whether it finds the same predicate at the same place, as certain and as denied."""
    tree: tuple[str, ...]
    """The dependency tree, a line for each word."""
    bearing: tuple[str, ...]
    """Words that weigh on certainty and polarity."""
    source: tuple[Place, ...]
    """Of the attribution that the claim stands in; empty for the outlet's own voice."""
    cue: tuple[Place, ...]
    content: tuple[Place, ...]
    attribution_rule: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How one claim came about: its sentence, its rule and model, its names, and what was decided of it."""

    row: ClaimRow
    short: str
    """`asr:` and the key."""
    says: str
    """The claim as a short sentence."""
    rule_says: str
    """What the rule does, in words."""
    model: str
    """What the article was read with."""
    model_hash: str
    names: tuple[NamedThing, ...]
    told_by: tuple[str, ...]
    """Outlets that carry the same claim."""
    decisions: tuple[JoinedBy, ...]
    against: tuple[Against, ...]
    reviews: tuple[ReviewedBy, ...]
    again: ReadAgain | None
    """None where it was not to be read again, or could not be."""
    not_again: str | None
    """Why it was not read again."""
