"""What a graph holds, thing by thing, each time read anew: its folder is opened for the question and closed again."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.query.ask import ask
from kg.query.catalogue import ArticleRow, EntityRow, article_rows, entity_rows, find_article, find_claim
from kg.query.mentions import mention_rows
from kg.query.named import NamedQuery, read_queries
from kg.query.results import Result
from kg.query.reviews import without_rejected
from kg.query.tabled import Rows, Walk
from kg.records import Article, ClaimRow
from kg.store import GraphStore
from kg.store.mention_rows import LinkedMention
from kg.store.outdated import refuse_outdated
from kg.store.remote import is_url, locate_folder, locate_graph


class GraphCatalogue:
    """The articles, outlets, entities, claims and mentions of a graph that rests in a folder, or on a server.

    Args:
        path: the folder, or the URL of a SPARQL server that a graph was pushed to.
        without_rejected: whether questions are answered as if what people rejected were not there.
        queries: a folder of named questions of one's own, or several; `KG_QUERIES` unless given.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        without_rejected: bool = False,
        queries: Path | str | Iterable[Path | str] | None = None,
    ) -> None:
        self._given = str(path) if is_url(path) else Path(path)
        self.without_rejected = without_rejected
        given = [queries] if isinstance(queries, Path | str) else queries
        self._folders = None if given is None else tuple(Path(folder) for folder in given)

    @property
    def path(self) -> Path:
        """The folder; of a graph on a server that of its copy here, which is brought up to date whenever it is used.

        >>> graph.path.name
        'seeds.kg'
        """
        return locate_graph(self._given)

    @property
    def _own_folder(self) -> Path:
        """The folder, to change the graph."""
        return locate_folder(self._given)

    def outlets(self) -> Result:
        """Return a row for each outlet: its articles, assertions, claims and speakers (counts), first and last day.

        >>> [(row["outlet"], row["articles"]) for row in graph.outlets()][:2]
        [('Outlet A', 1), ('Outlet B', 1)]
        """
        with self._opened() as store:
            return ask(store, "outlets", folders=())

    def articles(self, *, outlet: str | None = None) -> Rows[ArticleRow]:
        """Return a row for each article: id, outlet, day, title, address and IRI, without its text.

        Args:
            outlet: the outlet's name, as a regular expression.

        >>> graph.articles(outlet="Outlet C")[0].published
        '2025-06-02'
        """
        with GraphStore.open(self.path) as store:
            return article_rows(store, outlet=outlet)

    def article(self, name: str) -> Article:
        """Return one article with its text, into which all offsets point.

        Args:
            name: its id, its IRI, or its key; of several revisions the last that was read is returned.

        Raises:
            NotInGraph: where there is none, or several outlets use the id.

        >>> article = graph.article("b-istanbul-hosts-again")
        >>> article.outlet, article.published
        ('Outlet B', datetime.date(2025, 7, 22))
        """
        with GraphStore.open(self.path) as store:
            return find_article(store, name)

    def entities(self, *, about: str | None = None) -> Rows[EntityRow]:
        """Return a row for each person, organisation and place, those that most articles mention first.

        Args:
            about: one of its names, as a regular expression.

        >>> zelensky = graph.entities(about="Zelensky")[0]
        >>> zelensky.label, zelensky.type, zelensky.n_articles
        ('Volodymyr Zelensky', 'Person', 4)
        """
        with self._opened() as store:
            return entity_rows(store, about=about)

    def claim(self, name: str) -> Rows[ClaimRow]:
        """Return the assertions of one claim, in other words too, or the one assertion that is named.

        Args:
            name: an IRI, a prefixed name (`clm:9a…`, `asr:01…`), a key, or the unique beginning of one.

        Raises:
            NotInGraph: where there is none.
            WrongParameter: where the name is of another kind of thing.

        >>> row = next(iter(graph.claims(predicate="host")))
        >>> row.outlet in {told.outlet for told in graph.claim(row.claim)}
        True
        """
        with self._opened() as store:
            return find_claim(store, name)

    def mentions(
        self, *, article: str | None = None, outlet: str | None = None, kind: str | None = None
    ) -> Walk[LinkedMention]:
        """Return every mention with what it was resolved to across articles, in order of outlet, article and place.

        They are read anew whenever they are walked. `start` and `end` are half-open, in code points of the text.

        Args:
            article: an article's id, exactly.
            outlet: the outlet's name, as a regular expression.
            kind: `entity` or `event`.

        Raises:
            WrongParameter: where there is no such kind.

        >>> mention = next(iter(graph.mentions(outlet="Outlet B", kind="entity")))
        >>> graph.article(mention.article).text[mention.start : mention.end] == mention.text
        True
        """

        def read() -> Iterator[LinkedMention]:
            with GraphStore.open(self.path) as store:
                refuse_outdated(store, tables=("articles", "mentions"))
                yield from mention_rows(store, article=article, outlet=outlet, kind=kind)

        return Walk(read, LinkedMention)

    def queries(self) -> Rows[NamedQuery]:
        """Return the named questions that `query` takes: those that come with kg, and those of one's own.

        >>> next(named.title for named in graph.queries() if named.name == "outlets")
        'Outlets'
        """
        return Rows(read_queries(self._folders)[0].values(), NamedQuery, shown=("name", "question", "parameters"))

    @contextmanager
    def _opened(self) -> Iterator[GraphStore]:
        """Open the graph for a question; without what people rejected where that is wanted."""
        with GraphStore.open(self.path) as store:
            if self.without_rejected:
                with without_rejected(store) as view:
                    yield view
            else:
                yield store
