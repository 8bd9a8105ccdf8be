"""A claim as several articles tell it: its assertions, its outlets and origins, and what contradicts it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.rdf.decisions import CONTRADICTS, SAME_AS, SAYS
from kg.rdf.describe import CLAIM, OUTLET, POLARITY, POLARITY_BY_VALUE
from kg.rdf.origins import ORIGIN
from kg.rdf.sources import PUBLISHED
from kg.rdf.vocabulary import LABEL, TEXT
from kg.records import Polarity
from kg.store import GraphStore

NEGATIVE = POLARITY_BY_VALUE[Polarity.NEGATIVE]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimHead:
    """A claim with who carries it."""

    claim: str
    """IRI of the claim that all of its assertions were resolved to."""
    text: str
    negative: bool
    """Whether all of its assertions deny it."""
    n_assertions: int
    outlets: tuple[str, ...]
    """Labels, in order."""
    n_origins: int
    """Independent origins: copies of one text count once."""
    first: str | None
    """The first day of publication, ISO 8601; None where no article is dated."""


class Clusters:
    """Looks claims up in a graph that may be linked across articles or not.

    Args:
        graph: what is asked.
    """

    def __init__(self, graph: GraphStore) -> None:
        self._graph = graph
        self._find = graph.store.quads_for_pattern
        self._claims, self._sources = (graph.identifiers.graph(name) for name in ("claims", "sources"))

    def of_claim(self, claim: NamedNode) -> set[NamedNode]:
        """Return the claims that the assertions of a claim were resolved to."""
        said = {
            quad.object
            for assertion in self._asserting(claim)
            for quad in self._find(assertion, SAYS, None, self._claims)
            if isinstance(quad.object, NamedNode)
        }
        return said or set(self._objects(claim, SAME_AS, self._claims)) or {claim}

    def members(self, claim: NamedNode) -> list[NamedNode]:
        """Return the assertions of a claim, those in other words too."""
        said = list(self._subjects(SAYS, claim))
        if said:
            return said
        same = [claim, *self._subjects(SAME_AS, claim)]
        return [assertion for one in same for assertion in self._asserting(one)]

    def head(self, claim: NamedNode) -> ClaimHead:
        """Return a claim with who carries it."""
        assertions = self.members(claim)
        articles = {article for this in assertions for article in self._articles(this)}
        outlets = {outlet for this in assertions for outlet in self._objects(this, OUTLET, None)}
        days = sorted(day for article in articles for day in self._literals(article, PUBLISHED, self._sources))
        labels = {label for outlet in outlets for label in list(self._literals(outlet, LABEL, self._sources))[:1]}
        return ClaimHead(
            claim=claim.value,
            text=next(iter(sorted(self._literals(claim, TEXT, self._claims))), ""),
            negative=bool(assertions) and all(map(self._denies, assertions)),
            n_assertions=len(assertions),
            outlets=tuple(sorted(labels)),
            n_origins=len({origin for this in assertions for origin in self._origins(this)}),
            first=days[0] if days else None,
        )

    def against(self, claim: NamedNode) -> list[ClaimHead]:
        """Return the claims that cannot hold beside a claim, those of most outlets first."""
        found = {*self._objects(claim, CONTRADICTS, self._claims), *self._subjects(CONTRADICTS, claim)}
        return rank(self.head(one) for one in found)

    def _origins(self, assertion: NamedNode) -> Iterator[NamedNode]:
        """Yield whose word an assertion is: an agency's that it is credited to, or its article's origin."""
        own = list(self._objects(assertion, ORIGIN, None))
        if own:
            yield from own
            return
        for article in self._articles(assertion):
            yield next(self._objects(article, ORIGIN, self._sources), article)

    def _denies(self, assertion: NamedNode) -> bool:
        return next(iter(self._find(assertion, POLARITY, NEGATIVE, None)), None) is not None

    def _asserting(self, claim: NamedNode) -> Iterator[NamedNode]:
        return self._subjects(CLAIM, claim, within=None)

    def _articles(self, assertion: NamedNode) -> Iterator[NamedNode]:
        for quad in self._find(assertion, CLAIM, None, None):
            if isinstance(quad.graph_name, NamedNode):
                yield quad.graph_name

    def _subjects(self, predicate: NamedNode, this: NamedNode, *, within: str | None = "claims") -> Iterator[NamedNode]:
        graph = self._claims if within is not None else None
        for quad in self._find(None, predicate, this, graph):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject

    def _objects(self, this: NamedNode, predicate: NamedNode, graph: NamedNode | None) -> Iterator[NamedNode]:
        for quad in self._find(this, predicate, None, graph):
            if isinstance(quad.object, NamedNode):
                yield quad.object

    def _literals(self, this: NamedNode, predicate: NamedNode, graph: NamedNode) -> Iterator[str]:
        for quad in self._find(this, predicate, None, graph):
            if isinstance(quad.object, Literal):
                yield quad.object.value


def rank(heads: Iterable[ClaimHead]) -> list[ClaimHead]:
    """Order claims by how independently they are carried, then by words and IRI."""
    return sorted(heads, key=lambda head: (-head.n_origins, -len(head.outlets), head.text, head.claim))
