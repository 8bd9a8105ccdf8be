"""What the pages read: records of rows, counts and summaries; each names things by their keys and links by paths.

They stand in one file, however long, since they are the contract between the table and the pages: records without
code, a sentence for each attribute.
"""

from dataclasses import dataclass

from kg.rdf.identifiers import encode_key
from kg.records import ClaimRow, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An entity or a topic, the canonical one of all that are the same."""

    room: str
    """`entity` or `topic`."""
    key: str
    """The last part of its IRI, decoded."""
    label: str
    type: str | None = None
    """The class of an entity, such as `Person`; the event type of a topic."""

    @property
    def path(self) -> str:
        """Return the address of its page."""
        return f"/{self.room}/{encode_key(self.key)}"

    @property
    def value(self) -> str:
        """Return it as the value of a facet: an entity by its key, a topic as `topic/KEY`."""
        return self.key if self.room == "entity" else f"topic/{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a sentence or an article."""

    start: int
    """First character, counted in code points from the beginning of the sentence (rows) or article (pages)."""
    end: int
    """One past the last character."""
    kind: str
    """`claim`, `cue` (the reporting words), `source` (who speaks) or `content` (what is said)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes."""

    key: str
    label: str
    n_articles: int
    """Articles; of one that was changed, the latest revision alone."""
    n_assertions: int
    n_claims: int
    """Claims across articles that it tells."""

    @property
    def path(self) -> str:
        """Return the address of its page."""
        return f"/outlet/{encode_key(self.key)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles of several outlets on one matter."""

    key: str
    label: str
    first: str | None
    """ISO date of its first article."""
    last: str | None
    n_articles: int
    n_outlets: int
    n_claims: int
    n_assertions: int
    n_contested: int
    """Its claims that are contested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """An article in a list."""

    key: str
    """The key of its revision, as in its IRI and its address."""
    id: str
    """What the manifest or reader calls it."""
    title: str | None
    outlet_key: str
    outlet: str
    published: str | None
    """ISO date."""
    url: str | None
    n_assertions: int

    @property
    def path(self) -> str:
        """Return the address of its page."""
        return f"/article/{encode_key(self.key)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim across articles, in a list."""

    key: str
    text: str
    """The claim as a short sentence; `not: ` stands before it where all who tell it deny it."""
    subject: Thing | None
    predicate: str
    object: Thing | None
    n_assertions: int
    n_outlets: int
    n_origins: int
    """Independent origins: articles that copy one text, or credit one agency, count once."""
    outlets: tuple[str, ...]
    """Keys of the outlets that tell it, earliest first."""
    first: str | None
    """ISO date of the first article that tells it."""
    last: str | None
    contested: bool
    """Whether anybody stands against it: `n_against` is not 0."""
    n_for: int
    """Outlets that tell it as it stands: denied where its text begins with `not: `, else with positive polarity."""
    n_against: int
    """Outlets that tell it with the other polarity, or tell a claim that contradicts it."""
    story: str | None = None
    """Key of the story in which most tell it."""

    @property
    def path(self) -> str:
        """Return the address of its page."""
        return f"/claim/{encode_key(self.key)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertionRow:
    """One assertion with everything that a list shows of it."""

    row: ClaimRow
    """The claim row, field by field as `kg claims` gives it; `row.verdict` is what people hold of it."""
    key: str
    """Key of the assertion."""
    claim_key: str
    """Key of the claim across articles."""
    claim_text: str
    """The article's own claim as a short sentence, without polarity."""
    article_key: str
    outlet_key: str
    story_key: str | None
    story: str | None
    """Label of the article's story."""
    speakers: tuple[Thing, ...]
    """The whole chain, outermost first; empty for the outlet's own voice, and for a source that is nobody's name."""
    subject: Thing | None
    """None for a value such as a number or date; its words stand in `row.subject`."""
    object: Thing | None
    about: Thing | None
    place: Thing | None
    arguments: tuple[Thing | None, ...]
    """In the order of `row.arguments`."""
    n_assertions: int
    """Of the claim across articles, by all outlets."""
    n_outlets: int
    n_origins: int
    contested: bool
    """Whether its claim is contested, as in `ClaimLine`."""
    marks: tuple[Mark, ...]
    """Places in `row.sentence`, in order; those of different kinds may overlap. The cue and the source are found by
    their words and by the article's mentions: where they cannot be found in the sentence, there is no mark."""

    @property
    def path(self) -> str:
        """Return the address of its place in the article."""
        return f"/article/{encode_key(self.article_key)}#a-{encode_key(self.key)}"

    @property
    def article_path(self) -> str:
        """Return the address of its article."""
        return f"/article/{encode_key(self.article_key)}"

    @property
    def claim_path(self) -> str:
        """Return the address of its claim."""
        return f"/claim/{encode_key(self.claim_key)}"

    @property
    def outlet_path(self) -> str:
        """Return the address of its outlet."""
        return f"/outlet/{encode_key(self.outlet_key)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value that may be chosen."""

    value: str
    """As a query parameter has it."""
    label: str
    """For people."""
    n: int
    """Assertions that match it and all other fields that are chosen."""
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """The values of one field, most frequent first; chosen ones are always there."""

    field: str
    """The name of the query parameter: `outlet`, `speaker`, …"""
    values: tuple[FacetValue, ...]
    n_values: int
    """How many values there are in all, those that are not listed too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsPage:
    """One page of the assertions that match a choice."""

    rows: tuple[AssertionRow, ...]
    total: int
    """Assertions that match."""
    n_claims: int
    """Claims across articles that they tell."""
    n_articles: int
    n_outlets: int
    first: str | None
    """ISO date of the first article among them."""
    last: str | None
    page: int
    """From 1."""
    n_pages: int
    """At least 1."""
    per_page: int
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCount:
    """How many assertions in a month or on a day, by whom."""

    period: str
    """`2025-07`, or `2025-07-22`."""
    key: str
    """Key of the outlet, or the name of what is counted."""
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A thing and how often."""

    thing: Thing
    n: int
    """Assertions."""
    n_outlets: int
    """Outlets that they are in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """Something that outlets stand on two sides of."""

    claim: ClaimLine
    against: ClaimLine | None
    """The claim that contradicts it; None where the claim itself is asserted by some and denied by others."""
    outlets_for: tuple[str, ...]
    """Keys of the outlets that tell the claim (where `against` is None: with positive polarity), earliest first."""
    outlets_against: tuple[str, ...]
    score: float | None
    """How sure the contradiction is, 0 to 1; None where the polarities alone say it."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The graph at a glance."""

    n_outlets: int
    n_articles: int
    n_assertions: int
    n_claims: int
    n_entities: int
    n_stories: int
    first: str | None
    """ISO date of the first article; None where none has a date."""
    last: str | None
    by_month: tuple[PeriodCount, ...]
    """Assertions by month and outlet (`key`), in order of time; undated articles are left out."""
    outlets: tuple[Outlet, ...]
    """Most assertions first."""
    contested: tuple[Contested, ...]
    """Those with most outlets on the smaller side first, then on both sides together."""
    corroborated: tuple[ClaimLine, ...]
    """Most independent origins first."""
    stories: tuple[Story, ...]
    """Most articles first."""
    speakers: tuple[Counted, ...]
    """Most quoted first."""
    problems: tuple[Problem, ...]
    """What was wrong in the data when the graph was built; the first hundred."""
    n_problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """Why two things were judged to be one, or not to be."""

    relation: str
    """`same`, `contradicts`, `refines`, `entails`, `different`, …"""
    other_path: str | None
    """The page of the other thing, where it has one."""
    other: str
    """The other thing, in words."""
    score: float | None
    """0 to 1."""
    reasons: tuple[str, ...]
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictLine:
    """What one person holds of an assertion."""

    by: str
    verdict: str
    """`accepted`, `rejected` or `unsure`."""
    at: str
    """ISO date and time, UTC."""
    note: str
    counts: bool
    """Whether it is the verdict that counts, or agrees with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertionPage:
    """One assertion in its context."""

    row: AssertionRow
    before: str
    """The sentences before, of the same paragraph or the one before; may be empty."""
    after: str
    outer: AssertionRow | None
    """The assertion that reports this one: `Russia says that …`."""
    inner: tuple[AssertionRow, ...]
    """The assertions that this one reports."""
    others: tuple[AssertionRow, ...]
    """Other assertions of the same claim, earliest first, at most twenty."""
    decisions: tuple[DecisionLine, ...]
    """Why it was judged to make the same claim as others."""
    verdicts: tuple[VerdictLine, ...]
    """What people hold of it, latest first."""
