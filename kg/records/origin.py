"""What finding origins sees of an article, and what it finds: credits, copies, origins.

OriginRecord ×2 → Copy          one text is copied from the other, wholly or in passages
OriginRecord…   → Origins       every article and its one origin, with the copies and reasons that it follows from
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.records.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A news agency, or another outlet, that an article names as where its text or its facts come from."""

    agency: str
    """The agency's key: `associated-press`; the slug of the name where the lexicon does not know it."""
    label: str
    whole: bool
    """Whether the text as a whole is the agency's, not only a part or its facts."""
    kind: str
    """Where it stands: `outlet`, `author`, `dateline`, `byline`, `closing`, `signature`, `thanks`."""
    words: str
    """The credit as it stands, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginRecord:
    """An article as finding copies sees it: small enough that a hundred thousand of them fit in memory."""

    key: str
    """The key of the article's revision."""
    id: str
    """The article's id; records of one outlet and id are revisions of one article."""
    outlet: str
    published: str | None
    """ISO date, with or without a time."""
    fingerprint: bytes
    """`kg.resolve.origin_text.fingerprint` of its text."""
    title: str | None = None
    credits: tuple[Credit, ...] = ()

    @property
    def whole_credit(self) -> Credit | None:
        """Return the first credit for the text as a whole."""
        return next((credit for credit in self.credits if credit.whole), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One article's text, or passages of it, stand in another that was published before it or with it.

    Shares are of 5-word shingles outside quotation marks that are not the outlet's own furniture.
    """

    article: str
    """The key of the article that is copied from another."""
    source: str
    """The key of the article that it is copied from: the earlier one."""
    share: float
    """Which part of the article is found in the source, 0 to 1."""
    contained: float
    """Which part of the source is found in the article, 0 to 1."""
    jaccard: float
    """The shingles of both over the shingles of either."""
    passages: tuple[Span, ...]
    """The characters of the article that are found in the source; quoted words between copied ones are part of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the texts of some articles come from: one text, or a news agency."""

    key: str
    """16 hexadecimal digits for a text; the agency's key for an agency."""
    label: str
    agency: str | None
    """The key of the agency that the text is credited to; of itself for an agency."""
    first: str | None
    """The key of the earliest article; None for an agency."""
    articles: tuple[str, ...] = ()
    """The keys of its articles, earliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowing:
    """Passages of an article that come from another origin than the article."""

    article: str
    origin: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginDecision:
    """Why two articles have or have not one origin."""

    left: str
    """The key of the article that is copied, or the later revision."""
    right: str
    """The key of the article that it comes from."""
    relation: str
    """`copies` (one origin), `shares-passages` (copied in part, its origin is its own), `revises`."""
    score: float
    """Which part of the left article is found in the right one, 0 to 1; 1 for revisions."""
    reasons: tuple[str, ...]
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Every article's origin, and why."""

    origins: tuple[Origin, ...]
    """Of texts, in order of their keys."""
    agencies: tuple[Origin, ...]
    """The agencies that articles credit, in order of their keys."""
    origin_by_article: Mapping[str, str]
    """The key of its origin by the key of each article."""
    decisions: tuple[OriginDecision, ...]
    borrowings: tuple[Borrowing, ...]
    credits: tuple[tuple[str, Credit], ...]
    """Every credit with the key of the article that gives it."""
