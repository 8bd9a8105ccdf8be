"""What a graph holds, thing by thing: articles, entities, one article, one claim."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.errors import NotInGraph
from kg.query.labels import Labels, compile_pattern
from kg.query.overview import entity_types
from kg.query.rows import rows_of_assertions
from kg.query.showing import html_table
from kg.query.subjects import find_subject
from kg.query.tabled import Rows
from kg.query.trace_clusters import Clusters
from kg.records import Article, ClaimRow
from kg.store import GraphStore
from kg.store.mention_rows import ENTITY, LinkedMention, linked_mentions

NAMED = "name"
"""The form of a mention that is a proper name."""
N_NAMES = 5
"""Names of an entity that its row lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An article of a graph, without its text."""

    article: str
    """Its id, as its manifest or reader gave it."""
    outlet: str
    published: str | None
    """ISO 8601 date."""
    title: str | None
    url: str | None
    iri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """A person, organisation or place that articles name."""

    iri: str
    label: str
    type: str | None
    """`Person`, `Organization`, `GeopoliticalEntity`, …; None where nothing says."""
    n_mentions: int
    """Places of texts that name or mean it, pronouns too."""
    n_articles: int
    outlets: tuple[str, ...]
    """Those that mention it, in order of their names."""
    names: tuple[str, ...]
    """The names that it goes by, the most frequent first; five at most."""

    def _repr_html_(self) -> str:
        """Return what is known of it for a notebook."""
        cells = (("type", self.type), ("mentions", self.n_mentions), ("articles", self.n_articles))
        rows = (*cells, ("outlets", "; ".join(self.outlets)), ("names", "; ".join(self.names)), ("IRI", self.iri))
        return html_table((self.label, ""), rows)


def article_rows(graph: GraphStore, *, outlet: str | None = None) -> Rows[ArticleRow]:
    """Return the articles, in order of outlet, id and reading.

    Args:
        graph: what is asked.
        outlet: the outlet's name, as a regular expression.
    """
    search = compile_pattern(outlet or "").search
    found = (
        ArticleRow(
            article=heading.id,
            outlet=heading.outlet,
            published=heading.published,
            title=heading.title,
            url=heading.url,
            iri=graph.identifiers.room("article", heading.key).value,
        )
        for heading in graph.tables.headings()
        if search(heading.outlet)
    )
    return Rows(found, ArticleRow)


def find_article(graph: GraphStore, name: str) -> Article:
    """Return an article by its id, its key or its IRI; of several revisions the last that was read.

    Raises:
        NotInGraph: where there is none, or outlets share the id.
    """
    key = name.removeprefix(graph.identifiers.room("article", "").value)
    found = [heading for heading in graph.tables.headings() if name == heading.id or key == heading.key]
    if len({heading.outlet for heading in found}) > 1:
        near = [f"{heading.outlet} ({graph.identifiers.room('article', heading.key).value})" for heading in found[:3]]
        raise NotInGraph(name, rooms=["article"], near=near)
    article = graph.tables.article(found[-1].key) if found else None
    if article is None:
        raise NotInGraph(name, rooms=["article"])
    return article


def entity_rows(graph: GraphStore, *, about: str | None = None) -> Rows[EntityRow]:
    """Return the entities that have a name, those of most articles first.

    Args:
        graph: what is asked.
        about: a name, as a regular expression.
    """
    wanted = Labels(graph).matching(about) if about is not None else None
    by_iri: defaultdict[str, _Tally] = defaultdict(_Tally)
    for mention in linked_mentions(graph, kind=ENTITY):
        if wanted is None or mention.iri in wanted:
            by_iri[mention.iri].add(mention)
    types, labels = entity_types(graph), Labels(graph)
    room = graph.identifiers.room("entity", "").value
    rows = [
        tally.row(iri, labels=labels, type_=types.get(iri)) for iri, tally in by_iri.items() if iri.startswith(room)
    ]
    return Rows(sorted(rows, key=lambda row: (-row.n_articles, -row.n_mentions, row.label, row.iri)), EntityRow)


def find_claim(graph: GraphStore, name: str) -> Rows[ClaimRow]:
    """Return the assertions of a claim, or the one assertion that is named.

    Raises:
        NotInGraph: where there is none of the name.
        WrongParameter: where the name is of another kind of thing.
    """
    subject = find_subject(graph, name, rooms=("claim", "assertion"))
    this = graph.identifiers.room(subject.room, subject.key)
    if subject.room == "assertion":
        return Rows(rows_of_assertions(graph, [this]), ClaimRow)
    clusters = Clusters(graph)
    told = {assertion for claim in clusters.of_claim(this) for assertion in clusters.members(claim)}
    return Rows(rows_of_assertions(graph, sorted(told, key=str)), ClaimRow)


class _Tally:
    """Where an entity is mentioned."""

    def __init__(self) -> None:
        self.n_mentions = 0
        self.articles: set[tuple[str, str]] = set()
        self.names: Counter[str] = Counter()

    def add(self, mention: LinkedMention) -> None:
        self.n_mentions += 1
        self.articles.add((mention.outlet, mention.article))
        if mention.form == NAMED:
            self.names[" ".join(mention.text.split())] += 1

    def row(self, iri: str, *, labels: Labels, type_: str | None) -> EntityRow:
        names = sorted(self.names, key=lambda name: (-self.names[name], name))[:N_NAMES]
        return EntityRow(
            iri=iri,
            label=labels.label(NamedNode(iri)),
            type=type_,
            n_mentions=self.n_mentions,
            n_articles=len(self.articles),
            outlets=tuple(sorted({outlet for outlet, _ in self.articles})),
            names=tuple(names),
        )
