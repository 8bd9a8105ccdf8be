"""Records of a comparison of outlets: a row for each claim of one beside what another makes of it."""

from dataclasses import dataclass

from kg.query.showing import html_table
from kg.query.tabled import Rows, Tabled

KINDS = ("shared", "attributed", "hedged", "contradicted", "missing")
"""What a row says of two outlets: they share a claim; one gives other speakers for it; one is less sure of it; they
contradict each other; the other outlet never tells it."""

SHOWN = (
    "kind", "claim", "outlet", "published", "speakers", "certainty", "other_outlet", "other_claim", "other_certainty",
    "sentence",
)  # fmt: skip
"""The columns that a notebook shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """A claim of one outlet beside what another makes of it."""

    kind: str
    """One of `KINDS`."""
    claim: str
    claim_iri: str
    story: str | None
    outlet: str
    published: str | None
    speakers: tuple[str, ...]
    certainty: str
    """The firmest that the outlet tells it with."""
    article: str
    sentence: str
    other_outlet: str
    other_claim: str | None = None
    """What contradicts the claim; None where it is the same claim, or none."""
    other_story: str | None = None
    other_published: str | None = None
    other_speakers: tuple[str, ...] = ()
    other_certainty: str | None = None
    other_article: str | None = None
    other_sentence: str | None = None
    n_articles: int | None = None
    """Articles that the other outlet has on the stories in which the claim is told: of so many, none tells it."""
    corroboration: int
    """How many outlets, or independent origins, tell the claim in the whole graph."""
    carriers: tuple[str, ...]
    """Those of the compared outlets that tell the claim."""
    score: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Tabled[ComparedRow]):
    """Outlets side by side; as a table, one row for each claim of one beside what another makes of it."""

    outlets: tuple[str, ...]
    counts: tuple[tuple[str, tuple[int, ...]], ...]
    """What is counted, and the number for each outlet."""
    rows: tuple[ComparedRow, ...]
    """In order of `KINDS`; those that most outlets or origins tell first."""
    by: str
    """What corroboration was counted by."""

    def of_kind(self, kind: str) -> tuple[ComparedRow, ...]:
        """Return the rows of one of `KINDS`."""
        return tuple(row for row in self.rows if row.kind == kind)

    def _records(self) -> tuple[type[ComparedRow], tuple[ComparedRow, ...]]:
        return ComparedRow, self.rows

    def _repr_html_(self) -> str:
        """Return the counts, and the first rows, for a notebook."""
        counts = html_table(("", *self.outlets), ((what, *numbers) for what, numbers in self.counts))
        return counts + Rows(self.rows, ComparedRow, shown=SHOWN)._repr_html_()
