"""What some outlets cover: their articles, the stories of these, and the claims in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.query.rows import parse_since
from kg.rdf.identifiers import slug
from kg.store import GraphStore

_ARTICLES = """SELECT ?article ?published ?story ?label ?newer {
  ?article schema:publisher $outlet .
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article kg:story ?story . ?story rdfs:label ?label }
  OPTIONAL { ?newer prov:wasRevisionOf ?article } }"""
_CLAIMS = """SELECT ?assertion ?claim ?said ?article {
  ?assertion kg:outlet $outlet ; kg:article ?article ; kg:claim ?said ; kg:says ?claim }"""


class Coverage:
    """What each of some outlets covers, after filters.

    Memory holds the claims of these outlets, not of the graph.

    Args:
        graph: what is asked.
        outlets: labels, in the order in which they are compared.
        claims: only these claims, by their IRIs as read or as resolved.
        stories: only articles of stories with these labels.
        since: the first day of publication.
    """

    def __init__(
        self,
        graph: GraphStore,
        outlets: tuple[str, ...],
        *,
        claims: frozenset[str] | None = None,
        stories: frozenset[str] | None = None,
        since: date | str | None = None,
    ) -> None:
        self._graph = graph
        self._outlets = outlets
        self._story_by_article: dict[str, str | None] = {}
        self._articles: dict[str, set[str]] = {outlet: set() for outlet in outlets}
        """The articles that count, without earlier revisions."""
        self._told: dict[str, dict[str, list[tuple[str, str]]]] = {outlet: defaultdict(list) for outlet in outlets}
        """By outlet and claim: assertions, each with its article."""
        self._ever: dict[str, set[str]] = {outlet: set() for outlet in outlets}
        self._days: dict[str, str] = {}
        first = parse_since(since)
        for outlet in outlets:
            wanted = set(self._read_articles(outlet, stories, first))
            self._read_claims(outlet, wanted, claims)

    def claims_of(self, outlet: str) -> frozenset[str]:
        """Return the claims that an outlet tells in the articles that count."""
        return frozenset(self._told[outlet])

    def ever_told_by(self, outlet: str) -> frozenset[str]:
        """Return the claims that an outlet tells in any article, whatever the filters."""
        return frozenset(self._ever[outlet])

    def outlets_of(self, claim: str) -> Iterator[str]:
        """Yield the outlets that tell a claim."""
        return (outlet for outlet in self._outlets if claim in self._told[outlet])

    def assertions_of(self, claim: str, outlet: str) -> list[NamedNode]:
        """Return an outlet's assertions of a claim, earliest first."""
        told = self._told[outlet].get(claim, [])
        ordered = sorted(told, key=lambda pair: (self._days.get(pair[1], "9999"), pair[1], pair[0]))
        return [NamedNode(assertion) for assertion, _ in ordered]

    def stories_of(self, claim: str, outlet: str) -> set[str]:
        """Return the stories in which an outlet tells a claim."""
        stories = (self._story_by_article.get(article) for _, article in self._told[outlet].get(claim, []))
        return {story for story in stories if story is not None}

    def articles_on(self, stories: Iterable[str], outlet: str) -> int:
        """Count an outlet's articles on some stories."""
        wanted = set(stories)
        return sum(self._story_by_article.get(article) in wanted for article in self._articles[outlet])

    def n_articles(self, outlet: str) -> int:
        """Count an outlet's articles."""
        return len(self._articles[outlet])

    def n_common(self, outlet: str) -> int:
        """Count an outlet's articles on stories that another of the outlets covers too."""
        others = {
            story
            for other in self._outlets
            if other != outlet
            for article in self._articles[other]
            if (story := self._story_by_article.get(article)) is not None
        }
        return self.articles_on(others, outlet)

    def place(self, outlet: str) -> int:
        """Return the place of an outlet in the order of comparison."""
        return self._outlets.index(outlet)

    def _read_articles(self, outlet: str, stories: frozenset[str] | None, first: str | None) -> Iterator[str]:
        for row in self._select(_ARTICLES, outlet):
            article, published = row["article"] or "", row["published"]
            if stories is not None and row["label"] not in stories:
                continue
            if first is not None and (published is None or published < first):
                continue
            self._story_by_article[article] = row["story"]
            if published is not None:
                self._days[article] = published
            if row["newer"] is None:
                self._articles[outlet].add(article)
            yield article

    def _read_claims(self, outlet: str, articles: set[str], claims: frozenset[str] | None) -> None:
        for row in self._select(_CLAIMS, outlet):
            claim, article = row["claim"] or "", row["article"] or ""
            self._ever[outlet].add(claim)
            if article in articles and (claims is None or claim in claims or row["said"] in claims):
                self._told[outlet][claim].append((row["assertion"] or "", article))

    def _select(self, query: str, outlet: str) -> Iterator[dict[str, str | None]]:
        this = self._graph.identifiers.room("outlet", slug(outlet))
        found = self._graph.query(query.replace("$outlet", str(this)))
        assert isinstance(found, QuerySolutions)
        names = [variable.value for variable in found.variables]
        for solution in found:
            yield {name: _text(solution[name]) for name in names}


def _text(term: object) -> str | None:
    return term.value if isinstance(term, Literal | NamedNode) else None
