"""What single pages read: a claim, the matrix, an article, an entity, an outlet, the search box, the drawing.

As in `kg.flat.records`, they stand in one file as the contract with the pages: records without code.
"""

from dataclasses import dataclass

from kg.flat.records import (
    ArticleLine,
    AssertionRow,
    ClaimLine,
    Contested,
    Counted,
    DecisionLine,
    FacetValue,
    Mark,
    Outlet,
    PeriodCount,
    Story,
    Thing,
)

# A claim


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldBy:
    """One outlet's assertions of a claim."""

    outlet: Outlet
    rows: tuple[AssertionRow, ...]
    """Earliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A claim that another one contradicts, refines or entails."""

    relation: str
    """`contradicts`, `refines`, `refined by`, `entails` or `entailed by`."""
    claim: ClaimLine
    score: float | None
    """0 to 1, where a decision says so."""
    reasons: tuple[str, ...]
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginLine:
    """Where some assertions of a claim come from."""

    label: str
    agency: bool
    """Whether it is a news agency."""
    outlets: tuple[str, ...]
    """Keys of the outlets that have it from there, earliest first."""
    n_assertions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavesOut:
    """An outlet that reports on a claim's stories and never tells the claim."""

    outlet: Outlet
    n_articles: int
    """Articles that it published on the stories in which others tell the claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """A claim across articles: who tells it, who tells otherwise, who is silent."""

    claim: ClaimLine
    told_by: tuple[ToldBy, ...]
    """Earliest outlet first."""
    wordings: tuple[FacetValue, ...]
    """The articles' own claims as short sentences with the number of their assertions, most frequent first."""
    related: tuple[Related, ...]
    """Contradictions first, the surest first."""
    origins: tuple[OriginLine, ...]
    """Most assertions first."""
    left_out_by: tuple[LeavesOut, ...]
    """Most articles on the story first; outlets that contradict the claim are not among them."""
    decisions: tuple[DecisionLine, ...]
    """Why its assertions were judged to be one claim; at most fifty."""
    by_day: tuple[PeriodCount, ...]
    """Assertions by day and outlet (`key`)."""


# The matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How one outlet stands to one claim."""

    outlet_key: str
    n_own: int
    """Assertions in its own voice, with the claim's sign."""
    n_attributed: int
    """Assertions that it attributes to a speaker, with the claim's sign."""
    n_denied: int
    """Assertions with the other sign, or of a claim that contradicts this one, in its own voice or not."""
    leaves_out: int
    """Where it neither tells nor denies the claim in any article: the number of articles that it published on the
    stories in which others tell it. 0 where it has none, so that its silence means nothing."""
    assertions: tuple[str, ...]
    """Keys of the assertions that are counted, at most fifty."""

    @property
    def stance(self) -> str:
        """Return `asserts`, `attributes`, `denies`, `both` (tells and denies), `leaves out` or `silent`."""
        if self.n_denied:
            return "both" if self.n_own or self.n_attributed else "denies"
        if self.n_own or self.n_attributed:
            return "asserts" if self.n_own else "attributes"
        return "leaves out" if self.leaves_out else "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One claim and how each outlet stands to it."""

    claim: ClaimLine
    cells: tuple[Cell, ...]
    """In the order of the matrix' outlets."""
    disagreement: float
    """0 to 1: see `kg.flat.matrix.disagreement`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Claims by outlets."""

    story: Story | None
    """The story that was chosen; None where other filters were."""
    outlets: tuple[Outlet, ...]
    """The columns: outlets with an article among what was chosen or on its stories, most assertions first."""
    n_articles_by_outlet: tuple[int, ...]
    """Articles on the stories of the matrix, in the order of `outlets`."""
    rows: tuple[MatrixRow, ...]
    total: int
    """Claims that match, on all pages."""
    page: int
    n_pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPage:
    """The sentences behind one cell."""

    claim: ClaimLine
    outlet: Outlet
    told: tuple[AssertionRow, ...]
    """The outlet's assertions of the claim with the claim's sign."""
    denied: tuple[AssertionRow, ...]
    """Those with the other sign, and those of claims that contradict it."""
    leaves_out: int
    articles: tuple[ArticleLine, ...]
    """Where it leaves the claim out: its articles on the claim's stories, at most fifty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryList:
    """Stories to choose from."""

    stories: tuple[Story, ...]
    total: int
    """Stories that match, on all pages."""
    page: int
    n_pages: int


# An article


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMark:
    """A highlighted place in an article's text."""

    mark: Mark
    """Start and end count code points from the beginning of the text."""
    assertions: tuple[str, ...]
    """Keys of the assertions that it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAssertion:
    """One assertion of an article, in words, with who else says so."""

    row: AssertionRow
    triple: str
    """In words: `Russia · demand · four regions`; `not` stands before the predicate where it is denied."""
    other_outlets: tuple[str, ...]
    """Keys of the other outlets that tell its claim, earliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLine:
    """An article that shares text with this one, or an agency that it credits."""

    relation: str
    """`copies` (this one has it from there), `copied by`, `shares passages`, `revises`, `revised by` or `credits`."""
    article: ArticleLine | None
    """None for an agency."""
    label: str
    """The article's title or id; the agency's name."""
    share: float | None
    """Which part of the copy is found in the other, 0 to 1."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """An article with what was read in it."""

    line: ArticleLine
    outlet: Outlet
    author: str | None
    text: str
    """Exactly the text that all offsets count in."""
    revisions: tuple[ArticleLine, ...]
    """All revisions of it, earliest first, itself among them; one where it never changed."""
    origin: str
    """Whose text it is, in words: its own heading, an agency, or the article that it comes from."""
    copies: tuple[CopyLine, ...]
    story: Story | None
    neighbours: tuple[ArticleLine, ...]
    """Other articles on the story, those of other outlets first, at most twelve."""
    marks: tuple[TextMark, ...]
    """In order of place; they may overlap."""
    assertions: tuple[ArticleAssertion, ...]
    """In order of place."""


# An entity or topic


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    """An office and when articles give it."""

    label: str
    """`foreign minister of Norway`, `former mayor of Leeds`."""
    of: Thing | None
    first: str | None
    """ISO date of the first article that gives it."""
    last: str | None
    past: bool
    """Whether articles only call it past."""
    n_articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityLine:
    """What an authority outside the graph calls it."""

    iri: str
    service: str
    score: float
    linked: bool
    """False for a candidate that was not clear enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPage:
    """A person, organisation, place or topic: what it is called, does, says and is said of it."""

    thing: Thing
    names: tuple[str, ...]
    """Labels of all that were judged to be the same, its own first."""
    keys: tuple[str, ...]
    """Keys of the same."""
    roles: tuple[RoleLine, ...]
    """In order of time, past ones of unknown time first."""
    acts_for: tuple[Thing, ...]
    acted_for_by: tuple[Thing, ...]
    authorities: tuple[AuthorityLine, ...]
    facts: tuple[tuple[str, str], ...]
    """What is known of a place: pairs such as (`country`, `Norway`)."""
    n_articles: int
    """Articles with an assertion by it or about it."""
    n_by: int
    """Assertions that it makes, as somebody in the chain of speakers."""
    n_about: int
    """Assertions in which it is subject, object, theme, argument or place."""
    first: str | None
    last: str | None
    by_month: tuple[PeriodCount, ...]
    """`key` is `by` or `about`."""
    by_day: tuple[PeriodCount, ...]
    quoted_by: tuple[tuple[Outlet, int], ...]
    """Outlets that quote it, with the number of assertions, most first."""
    told_of_by: tuple[tuple[Outlet, int], ...]
    """Outlets with assertions about it."""
    speaks_about: tuple[Counted, ...]
    """Whom and what its own assertions name."""
    spoken_of_by: tuple[Counted, ...]
    """Speakers whose assertions name it."""
    events: tuple[FacetValue, ...]
    """Event types of the assertions about it."""
    claims_by: tuple[ClaimLine, ...]
    """Claims that it makes, those in most outlets first."""
    claims_about: tuple[ClaimLine, ...]
    contested: tuple[Contested, ...]
    near: tuple[Counted, ...]
    """Things that are named in most assertions together with it."""
    decisions: tuple[DecisionLine, ...]
    """Why it was judged to be one with others, or not; at most fifty."""


# An outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletPage:
    """An outlet: what it publishes, whom it quotes, what only it tells."""

    outlet: Outlet
    first: str | None
    last: str | None
    by_month: tuple[PeriodCount, ...]
    """Assertions by month; `key` is its voice: `narrator`, `direct`, `indirect` or `mixed`."""
    voices: tuple[FacetValue, ...]
    certainties: tuple[FacetValue, ...]
    speakers: tuple[Counted, ...]
    """Whom it quotes most."""
    things: tuple[Counted, ...]
    """What it tells most of."""
    stories: tuple[tuple[Story, int], ...]
    """Stories with the number of its articles on each, most first."""
    only_here: tuple[ClaimLine, ...]
    """Claims of stories that other outlets cover too, which no other outlet tells or denies; most assertions first."""
    n_only_here: int
    n_shared: int
    """Its claims that another outlet tells too."""
    left_out: tuple[tuple[ClaimLine, int], ...]
    """Claims of most outlets that it leaves out, with the number of its articles on their stories."""
    contested: tuple[Contested, ...]
    """Where it stands on one of two sides."""
    origins: tuple[tuple[str, int], ...]
    """Agencies and articles that its texts come from, with the number of its articles."""
    articles: tuple[ArticleLine, ...]
    """The latest ones, at most fifty."""


# Searching and drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """Something that a search found."""

    kind: str
    """`entity`, `topic`, `claim`, `article`, `outlet` or `story`."""
    key: str
    label: str
    detail: str
    """A line that tells namesakes apart."""
    path: str
    """The address of its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two things and what is said of them: a claim of which one is subject and the other what it is about."""

    source: Thing
    target: Thing
    predicate: str
    relation: str
    """The last part of the relation's IRI: it tells `be-held` from `hold`."""
    polarity: str
    claim: ClaimLine
    n_assertions: int
    """Among what was chosen."""
    outlets: tuple[str, ...]
    """Keys of the outlets among what was chosen, earliest first."""
    first: str | None
    last: str | None
    event: str | None
    """The event type that most assertions have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeList:
    """Edges to draw."""

    edges: tuple[Edge, ...]
    """Those of most outlets first."""
    total: int
    """Edges that match, drawn or not."""
    n_lone: int
    """Claims that match and name fewer than two things, so that no edge can show them."""
