"""KnowledgeGraph: the Python face of a graph of claims."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self, TextIO

from pyoxigraph import Store

from kg.build import BuildReport, OnProgress, build_from, build_graph
from kg.errors import WrongParameter
from kg.exports.exported import Exported, OnExport
from kg.exports.publication import UNPUBLISHED, Publication
from kg.exports.writing import choose_exporter, export_graph
from kg.link import link_graph
from kg.query.overview import count_all, entity_types
from kg.query.stories import article_stories
from kg.questions import GraphQuestions
from kg.records import Article, Problem
from kg.reviews import Reviews
from kg.settings import Settings
from kg.store import GraphStore, Verification, verify_folder
from kg.store.dumping import Dumped, dump_graph
from kg.store.dumping import OnProgress as OnDump
from kg.store.ledger import NotedProblem, count_problems, read_problems
from kg.store.link_counts import LinkCounts, count_links
from kg.store.loading import load_graph
from kg.store.outdated import refuse_outdated
from kg.store.remote.address import split_url
from kg.store.remote.locating import check_url

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset


class KnowledgeGraph(GraphQuestions):
    """Claims of many outlets, each with its speaker, sentence and offsets.

    A graph rests in a folder, or on a SPARQL server that it was pushed to; it is opened for each question and closed
    again, so that a build may write to it between two of them.

    >>> graph = KnowledgeGraph.build("seeds", "seeds.kg")  # doctest: +SKIP
    >>> graph.claims(speaker="Peskov").to_pandas()  # doctest: +SKIP

    Attributes:
        path: the folder.
        without_rejected: whether questions are answered as if what people rejected were not there.
    """

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
            return build_graph(paths, self._own_folder, settings=settings, on_progress=on_progress)
        if paths:
            build_graph(paths, self._own_folder, settings=settings, on_progress=on_progress)
        return build_from(articles, self._own_folder, settings=settings, total=len(articles), on_progress=on_progress)

    def resolve(self) -> LinkCounts:
        """Link anew what is the same across articles; what was extracted of each article stays as it is.

        A build does this by itself; it is needed after a new version of kg, or where reviews came from elsewhere.

        Raises:
            GraphNotFound: where there is none.
            GraphOutdated: where an earlier version of kg made it.
            GraphLocked: where another process writes to the graph.
        """
        with GraphStore.open(self._own_folder) as store:  # writing would make a graph where there is none
            refuse_outdated(store)
        with GraphStore.create(self._own_folder) as store:
            link_graph(store)
            return count_links(store)

    def network(self, *, limit: int = 20_000, **filters: str | bool | date | None) -> "nx.MultiDiGraph":
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
        kind: str = "graph",
        title: str | None = None,
        limit: int = 20_000,
        **filters: str | bool | date | None,
    ) -> Path:
        """Draw the claims on one interactive page that opens offline, and return its path.

        Args:
            path: the file to write.
            kind: `graph` of who says what of whom, `matrix` of claims by outlets, or `timeline` by outlets.
            title: the heading; what was asked for unless it is given.
            limit: at most this many claims that tie two things, and as many others, those of most outlets first.
            filters: as for `claims`.
        """
        from kg.draw import draw_page, title_of, write_page

        with self._opened() as store:
            types, stories = entity_types(store), article_stories(store) if kind == "matrix" else {}
        rows, title = self.claims(**filters), title or title_of(self.path.stem, filters)  # type: ignore[arg-type]
        page = draw_page(rows, kind=kind, title=title, types=types, stories=stories, limit=limit)
        return write_page(page, Path(path))

    def dataset(self) -> "Dataset":
        """Return everything as an rdflib `Dataset` in memory, one named graph per article; SPARQL runs in Oxigraph."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        memory = Store()
        with self._opened() as store:
            memory.bulk_extend(store.quads())
        return Dataset(store=OxigraphStore(store=memory))

    def export(
        self,
        output: Path | str | BinaryIO | TextIO,
        format: str | None = None,  # noqa: A002 - as the command says it
        *,
        without_text: bool = False,
        publication: Publication | None = None,
        on_progress: OnExport = lambda *_: None,
        **filters: str | bool | date | None,
    ) -> None:
        """Write the graph for other tools, in one of the formats of `kg export`.

        Args:
            output: the file or folder to write, or a stream where the format is one.
            format: its name; by the ending of the file unless it is given, else TriG.
            without_text: whether quotes are cut to a few words, so that articles under copyright can stay at home.
            publication: title, makers, licence and day, for formats that describe the data (RO-Crate, DataCite).
            on_progress: is told how many rows, articles or quads are written, of how many where that is known.
            filters: as for `claims`; formats that hold the whole graph take none.

        Raises:
            UnknownFormat: for any other format.
            WrongParameter: where a format takes no filters, or needs a path.
            GraphExists: where a folder or database is there already.
            MissingExtra: where a format needs a library that is not installed.
        """
        target = Path(output) if isinstance(output, str) else output
        exporter = choose_exporter(format, target if isinstance(target, Path) else None)
        is_whole = not any(value for value in filters.values())
        if exporter.whole and not is_whole:
            raise WrongParameter(f"{exporter.name} holds the whole graph and takes no filters")
        with self._opened() as store:
            rows = self.claims(**filters)  # type: ignore[arg-type]
            exported = Exported(
                store=store,
                rows=rows,
                name=self._title,
                without_text=without_text,
                is_whole=is_whole,
                on_progress=on_progress,
                publication=publication or UNPUBLISHED,
            )
            export_graph(exported, target, exporter)

    def dump(self, path: Path | str, *, on_progress: OnDump = lambda *_: None) -> Dumped:
        """Write the whole graph into one file, also beside a build; equal graphs are equal files.

        Raises:
            GraphExists: where there is a file of that name.
        """
        return dump_graph(self.path, Path(path), on_progress=on_progress)

    @classmethod
    def load(cls, dump: Path | str, path: Path | str) -> Self:
        """Make a graph of a dump, checked by its hashes.

        Raises:
            GraphExists: where the graph is there already.
            DumpDamaged: where the dump is not as it was written; nothing is made.
        """
        load_graph(Path(dump), Path(path))
        return cls.open(path)

    def verify(self, *, quick: bool = False) -> Verification:
        """Check files, tables, graphs and articles against what was written, and every quote against its text.

        Of a graph on a server its copy here is checked, and that the server has as many triples as were sent.

        Args:
            quick: check the files alone.

        Raises:
            GraphLocked: where a process writes to the graph.
        """
        found = verify_folder(self.path, quick=quick)
        from kg.flat.stamp import check_flat

        at_server = () if not isinstance(self._given, str) or quick else check_url(self._given)
        return found._replace(problems=(*found.problems, *check_flat(self.path), *at_server))

    @property
    def reviews(self) -> Reviews:
        """What people decided by hand: to judge assertions, and to join and keep apart entities, claims and events."""
        return Reviews(self._own_folder)

    def problems(self) -> tuple[Problem, ...]:
        """Return what was wrong in the data that the graph was built from."""
        with GraphStore.open(self.path) as store:
            return tuple(store.tables.problems())

    @contextmanager
    def noted_problems(self, *, kind: str | None = None) -> Iterator[tuple[Iterator[NotedProblem], dict[str, int]]]:
        """Lend the problems that the graph keeps, of one kind or all, and how many there are of each kind."""
        with GraphStore.open(self.path) as store:
            db = store.tables.connection
            counts = count_problems(db)
            yield read_problems(db, kind=kind), counts if kind is None else {kind: counts.get(kind, 0)}

    def __len__(self) -> int:
        """Return the number of assertions."""
        return int(self._counts()["assertions"])

    def __repr__(self) -> str:
        """Say where the graph rests."""
        return f"KnowledgeGraph({self._name!r})"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th>{escape(name)}</th><td>{count:,}</td></tr>" for name, count in self._counts().items())
        return f"<table><caption>{escape(self._name)}</caption>{rows}</table>"

    @property
    def _name(self) -> str:
        """The folder or the server as it is shown, without who asks there."""
        return split_url(self._given)[0] if isinstance(self._given, str) else str(self._given)

    @property
    def _title(self) -> str:
        return self._name.rstrip("/").rpartition("/")[2].removesuffix(".kg")

    def _counts(self) -> dict[str, int]:
        with self._opened() as store:
            return count_all(store)
