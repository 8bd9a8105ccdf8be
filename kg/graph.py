"""KnowledgeGraph: the Python face of a graph of claims."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self, TextIO

from pyoxigraph import Store

from kg.build import BuildReport, OnProgress, build_from, build_graph
from kg.link import link_graph
from kg.query import Filters, Result, ask, claim_rows
from kg.query.claims import Claims
from kg.query.compare import compare_outlets
from kg.query.compare_records import Comparison
from kg.query.conflicts import ConflictRow, conflict_rows
from kg.query.diff import diff_graphs
from kg.query.diff_records import Change
from kg.query.mentions import mention_rows
from kg.query.overview import count_all, entity_types
from kg.query.reviews import without_rejected
from kg.query.trace import Traces, trace_claims
from kg.records import Article, ClaimRow, Problem
from kg.reviews import Reviews
from kg.settings import Settings
from kg.store import GraphStore, Verification, verify
from kg.store.link_counts import LinkCounts, count_links
from kg.store.mention_rows import LinkedMention
from kg.store.outdated import refuse_outdated

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset


class KnowledgeGraph:
    """Claims of many outlets, each with its speaker, sentence and offsets.

    A graph rests in a folder; it is opened for each question and closed again, so that a build may write to it
    between two of them.

    >>> graph = KnowledgeGraph.build("seeds", "seeds.kg")  # doctest: +SKIP
    >>> graph.claims(speaker="Peskov").to_pandas()  # doctest: +SKIP

    Attributes:
        path: the folder.
        without_rejected: whether questions are answered as if what people rejected were not there.
    """

    def __init__(self, path: Path | str, *, without_rejected: bool = False) -> None:
        self.path = Path(path)
        self.without_rejected = without_rejected

    @classmethod
    def open(cls, path: Path | str, *, without_rejected: bool = False) -> Self:
        """Open a graph that `kg build` or `KnowledgeGraph.build` made.

        Args:
            path: the folder.
            without_rejected: whether questions are answered as if what people rejected were not there.

        Raises:
            GraphNotFound: where there is none.
        """
        GraphStore.open(path).close()
        return cls(path, without_rejected=without_rejected)

    @classmethod
    def build(
        cls,
        inputs: Path | str | Iterable[Path | str],
        path: Path | str,
        *,
        settings: Settings | None = None,
        on_progress: OnProgress = lambda *_: None,
    ) -> Self:
        """Read articles into a new graph, or into one that is there already.

        Raises:
            InputNotFound: where an input is not there.
            UnreadableInput: where an input is of no kind that is read.
            GraphLocked: where another process writes to the graph.
        """
        graph = cls(path)
        graph.add(inputs, settings=settings, on_progress=on_progress)
        return graph

    def add(
        self,
        inputs: Path | str | Iterable[Path | str | Article],
        *,
        settings: Settings | None = None,
        on_progress: OnProgress = lambda *_: None,
    ) -> BuildReport:
        """Add articles: paths to read, or `Article` records at hand. What the graph has already adds nothing."""
        given = [inputs] if isinstance(inputs, Path | str) else list(inputs)
        articles = [item for item in given if isinstance(item, Article)]
        paths = [item for item in given if not isinstance(item, Article)]
        if not articles:
            return build_graph(paths, self.path, settings=settings, on_progress=on_progress)
        if paths:
            build_graph(paths, self.path, settings=settings, on_progress=on_progress)
        return build_from(articles, self.path, settings=settings, total=len(articles), on_progress=on_progress)

    def resolve(self) -> LinkCounts:
        """Link anew what is the same across articles; what was extracted of each article stays as it is.

        A build does this by itself; it is needed after a new version of kg, or where reviews came from elsewhere.

        Raises:
            GraphNotFound: where there is none.
            GraphOutdated: where an earlier version of kg made it.
            GraphLocked: where another process writes to the graph.
        """
        with GraphStore.open(self.path) as store:  # writing would make a graph where there is none
            refuse_outdated(store)
        with GraphStore.create(self.path) as store:
            link_graph(store)
            return count_links(store)

    def query(self, question: str, **params: str | float | date) -> Result:
        """Ask in SPARQL, or by the name of a question of `queries/` with its parameters.

        Raises:
            UnknownQuery: where there is no such named question.
            WrongParameter: where a parameter is missing, unknown or of the wrong kind.
            InvalidQuery: where the SPARQL does not parse.
        """
        with self._opened() as store:
            return ask(store, question, params)

    def claims(
        self,
        *,
        about: str | None = None,
        outlet: str | None = None,
        speaker: str | None = None,
        predicate: str | None = None,
        event_type: str | None = None,
        since: date | str | None = None,
        roll_up: bool = False,
        verdict: str | None = None,
    ) -> Claims:
        """Return the claim rows that match: an iterable of `ClaimRow`, with `to_pandas` and `write`.

        Args:
            about: a name of the subject, the object, an argument or a place, as a regular expression.
            outlet: the outlet's name, as a regular expression.
            speaker: the name of somebody in the chain of speakers, as a regular expression.
            predicate: the verb's base form.
            event_type: a PLOVER type, or several as `ASSAULT|COERCE`.
            since: the first day of publication.
            roll_up: whether what acts for a thing counts as the thing (Moscow as Russia).
            verdict: what people hold of the assertion: `accepted`, `rejected`, `unsure`, or `unreviewed`.
        """
        filters = Filters(
            about=about,
            outlet=outlet,
            speaker=speaker,
            predicate=predicate,
            event_type=event_type,
            since=since,
            roll_up=roll_up,
            verdict=verdict,
            without_rejected=self.without_rejected,
        )
        return Claims(lambda: self._rows(filters))

    def trace(self, claim: str, *, limit: int = 20) -> tuple[ClaimRow, ...]:
        """Return the assertions of a claim given in plain words, the best match first, those of one claim together."""
        return tuple(self.traces(claim, limit=limit).rows)

    def traces(self, claim: str, *, limit: int = 20) -> Traces:
        """Return the claims that plain words mean, each with its assertions, its outlets and what contradicts it."""
        with self._opened() as store:
            return trace_claims(store, claim, limit=limit)

    def mentions(
        self, *, article: str | None = None, outlet: str | None = None, kind: str | None = None
    ) -> Iterator[LinkedMention]:
        """Yield every mention with what it was resolved to across articles, in order of outlet, article and place.

        Args:
            article: an article's id, exactly.
            outlet: the outlet's name, as a regular expression.
            kind: `entity` or `event`.
        """
        with GraphStore.open(self.path) as store:
            refuse_outdated(store, tables=("articles", "mentions"))
            yield from mention_rows(store, article=article, outlet=outlet, kind=kind)

    def diff(self, new: "KnowledgeGraph | Path | str") -> Iterator[Change]:
        """Yield what changed from this graph to a newer one; nothing where they are the same.

        Raises:
            GraphNotFound: where there is none.
            GraphOutdated: where an earlier version of kg made one of them.
            WrongParameter: where their base IRIs differ.
        """
        path = new.path if isinstance(new, KnowledgeGraph) else new
        with GraphStore.open(self.path) as before, GraphStore.open(path) as after:
            yield from diff_graphs(before, after)

    def compare(
        self,
        *outlets: str,
        about: str | None = None,
        story: str | None = None,
        since: date | str | None = None,
        by: str = "outlets",
    ) -> Comparison:
        """Return what two or more outlets share, leave out, contradict, attribute and hedge differently.

        Args:
            outlets: their names, or parts of names that only one outlet has.
            about: only claims of things with this name, as a regular expression.
            story: only stories whose label matches, as a regular expression.
            since: the first day of publication.
            by: whether corroboration counts `outlets`, or independent `origins`.
        """
        with self._opened() as store:
            return compare_outlets(store, outlets, about=about, story=story, since=since, by=by)

    def conflicts(self, *, about: str | None = None, story: str | None = None) -> tuple[ConflictRow, ...]:
        """Return every pair of claims that contradict each other, the surest first."""
        with self._opened() as store:
            return tuple(conflict_rows(store, about=about, story=story))

    def network(self, *, limit: int = 2000, **filters: str | bool | date | None) -> "nx.MultiDiGraph":
        """Return the claims as a networkx graph: things are nodes, what is said of two of them is an edge.

        Args:
            limit: at most this many edges, those of most outlets first.
            filters: as for `claims`.
        """
        from kg.draw import build_network

        with self._opened() as store:
            types = entity_types(store)
        return build_network(self.claims(**filters), types=types, limit=limit)  # type: ignore[arg-type]

    def draw(
        self,
        path: Path | str = "graph.html",
        *,
        title: str | None = None,
        limit: int = 2000,
        **filters: str | bool | date | None,
    ) -> Path:
        """Draw the claims on one interactive page that opens offline, and return its path."""
        from kg.draw import compute_layout, render_page, write_page

        network = self.network(limit=limit, **filters)
        page = render_page(network, compute_layout(network), title=title or self._title(filters))
        return write_page(page, Path(path))

    def dataset(self) -> "Dataset":
        """Return everything as an rdflib `Dataset` in memory, one named graph per article; SPARQL runs in Oxigraph."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        memory = Store()
        with self._opened() as store:
            memory.bulk_extend(store.quads())
        return Dataset(store=OxigraphStore(store=memory))

    def export(self, output: BinaryIO | TextIO, format: str = "nquads") -> None:  # noqa: A002 - as the command says it
        """Write everything, sorted, as `nquads` or `trig`.

        Raises:
            UnknownFormat: for any other format.
        """
        with self._opened() as store:
            store.export(output, format)

    def verify(self) -> Verification:
        """Check that every anchor reproduces its quote from the stored text."""
        with GraphStore.open(self.path) as store:
            return verify(store)

    @property
    def reviews(self) -> Reviews:
        """What people decided by hand: to judge assertions, and to join and keep apart entities, claims and events."""
        return Reviews(self.path)

    def problems(self) -> tuple[Problem, ...]:
        """Return what was wrong in the data of the last build."""
        with GraphStore.open(self.path) as store:
            return tuple(store.tables.problems())

    def __len__(self) -> int:
        """Return the number of assertions."""
        return int(self._counts()["assertions"])

    def __repr__(self) -> str:
        """Say where the graph rests."""
        return f"KnowledgeGraph({str(self.path)!r})"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th>{escape(name)}</th><td>{count:,}</td></tr>" for name, count in self._counts().items())
        return f"<table><caption>{escape(str(self.path))}</caption>{rows}</table>"

    @contextmanager
    def _opened(self) -> Iterator[GraphStore]:
        """Open the graph for a question; without what people rejected where that is wanted."""
        with GraphStore.open(self.path) as store:
            if self.without_rejected:
                with without_rejected(store) as view:
                    yield view
            else:
                yield store

    def _rows(self, filters: Filters) -> Iterator[ClaimRow]:
        with GraphStore.open(self.path) as store:
            yield from claim_rows(store, filters)

    def _counts(self) -> dict[str, int]:
        with self._opened() as store:
            return count_all(store)

    def _title(self, filters: dict[str, str | bool | date | None]) -> str:
        chosen = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in filters.items() if value)
        return f"{self.path.stem}: {chosen or 'who says what'}"
