"""KnowledgeGraph: the Python face of a graph of claims."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Self

from kg.build import BuildReport, OnProgress, build_from, build_graph
from kg.link import link_graph
from kg.outputs import GraphOutputs
from kg.plugins import Reader
from kg.query.overview import count_all
from kg.query.showing import html_table
from kg.records import Article, Problem
from kg.reviews import Reviews
from kg.settings import Settings
from kg.store import GraphStore, Verification, verify_folder
from kg.store.ledger import NotedProblem, count_problems, read_problems
from kg.store.link_counts import LinkCounts, count_links
from kg.store.loading import load_graph
from kg.store.outdated import refuse_outdated
from kg.store.remote.locating import check_url

NEXT = """graph.claims(about="…") · graph.trace("who does what") · graph.query("corroborated") · graph.queries() · \
graph.draw("graph.html")"""
"""What to do with a graph next, as its table in a notebook says."""
N_OUTLETS = 20
"""Outlets that it lists, those of most articles."""


class KnowledgeGraph(GraphOutputs):
    """Claims of many outlets, each with its speaker, sentence and offsets.

    A graph rests in a folder, or on a SPARQL server that it was pushed to; it is opened for each question and closed
    again, so that a build may write to it between two of them.

    Args:
        path: the folder, or the URL of a SPARQL server that a graph was pushed to.
        without_rejected: whether questions are answered as if what people rejected were not there.
        queries: a folder of named questions of one's own, or several; `KG_QUERIES` unless given.

    Attributes:
        path: the folder.
        without_rejected: whether questions are answered as if what people rejected were not there.

    >>> graph = KnowledgeGraph.open("seeds.kg")
    >>> [row.outlet for row in graph.claims(predicate="host")]
    ['Outlet B', 'Outlet E']
    """

    @classmethod
    def build(
        cls,
        inputs: Path | str | Iterable[Path | str],
        path: Path | str,
        *,
        settings: Settings | None = None,
        readers: Mapping[str, Reader] | None = None,
        outlet: str | None = None,
        columns: Mapping[str, str] | None = None,
        on_progress: OnProgress = lambda *_: None,
    ) -> Self:
        """Read articles into a new graph, or into one that is there already.

        Args:
            inputs: files of any kind that kg reads, and folders of them.
            path: the graph's folder; made where it is not there.
            settings: base IRI, model, number of processes, plug-ins.
            readers: functions that read files of one's own, by the ending of their names (`docs/guides/plugins.md`).
            outlet: who publishes the articles that name no outlet.
            columns: for tables and JSON lines: the column of each of kg's fields (`text`, `published`, …).
            on_progress: called after every article: articles done, articles in all, words per second, stage.

        Raises:
            InputNotFound: where an input is not there.
            UnreadableInput: where an input is of no kind that is read.
            GraphLocked: where another process writes to the graph.

        >>> from pathlib import Path
        >>> folder = Path("harbour")
        >>> folder.mkdir()
        >>> size = (folder / "port.txt").write_text("The port will close on Friday, Ada Brandt said.")
        >>> harbour = KnowledgeGraph.build(folder, "harbour.kg")
        >>> [row.speaker for row in harbour.claims(predicate="close")]
        ['Ada Brandt']
        """
        graph = cls(path)
        graph.add(inputs, settings=settings, readers=readers, outlet=outlet, columns=columns, on_progress=on_progress)
        return graph

    def add(
        self,
        inputs: Path | str | Iterable[Path | str | Article],
        *,
        settings: Settings | None = None,
        readers: Mapping[str, Reader] | None = None,
        outlet: str | None = None,
        columns: Mapping[str, str] | None = None,
        on_progress: OnProgress = lambda *_: None,
    ) -> BuildReport:
        """Add articles: paths to read, or `Article` records at hand. What the graph has already adds nothing.

        Args:
            inputs: files, folders, records.
            settings: base IRI, model, number of processes, plug-ins.
            readers: functions that read files of one's own, by the ending of their names.
            outlet: who publishes the articles of files that name no outlet.
            columns: for tables and JSON lines: the column of each of kg's fields (`text`, `published`, …).
            on_progress: called after every article.

        Raises:
            InputNotFound: where an input is not there.
            GraphLocked: where another process writes to the graph.
            GraphOutdated: where an earlier version of kg made the graph.

        >>> text = "Ada Brandt said that the bridge will open in May."
        >>> article = Article(id="n1", outlet="Harbour Post", text=text, place=Place(path="memory"), reader="own")
        >>> report = KnowledgeGraph("bridge.kg").add([article])
        >>> report.n_articles, report.n_problems
        (1, {})
        """
        if readers:
            settings = settings or Settings()
            settings = replace(settings, readers={**settings.readers, **readers})
        given = [inputs] if isinstance(inputs, Path | str) else list(inputs)
        articles = [item for item in given if isinstance(item, Article)]
        paths = [item for item in given if not isinstance(item, Article)]
        if paths or not articles:
            report = build_graph(
                paths, self._own_folder, settings=settings, outlet=outlet, columns=columns, on_progress=on_progress
            )
            if not articles:
                return report
        return build_from(articles, self._own_folder, settings=settings, total=len(articles), on_progress=on_progress)

    def resolve(self) -> LinkCounts:
        """Link anew what is the same across articles; what was extracted of each article stays as it is.

        A build does this by itself; it is needed after a new version of kg, or where reviews came from elsewhere.

        Raises:
            GraphNotFound: where there is none.
            GraphOutdated: where an earlier version of kg made it.
            GraphLocked: where another process writes to the graph.

        >>> graph.resolve().assertions == len(graph)
        True
        """
        with GraphStore.open(self._own_folder) as store:  # writing would make a graph where there is none
            refuse_outdated(store)
        with GraphStore.create(self._own_folder) as store:
            link_graph(store)
            return count_links(store)

    @classmethod
    def load(cls, dump: Path | str, path: Path | str) -> Self:
        """Make a graph of a dump, checked by its hashes.

        Raises:
            GraphExists: where the graph is there already.
            DumpDamaged: where the dump is not as it was written; nothing is made.

        >>> dumped = graph.dump("whole.kgdump")
        >>> len(KnowledgeGraph.load("whole.kgdump", "copy.kg")) == len(graph)
        True
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

        >>> found = graph.verify()
        >>> found.n_articles, found.problems
        (5, ())
        """
        found = verify_folder(self.path, quick=quick)
        from kg.flat.stamp import check_flat

        at_server = () if not isinstance(self._given, str) or quick else check_url(self._given)
        return found._replace(problems=(*found.problems, *check_flat(self.path), *at_server))

    @property
    def reviews(self) -> Reviews:
        """What people decided by hand: to judge assertions, and to join and keep apart entities, claims and events.

        >>> bool(graph.reviews)
        False
        """
        return Reviews(self._own_folder)

    def problems(self) -> tuple[Problem, ...]:
        """Return what was wrong in the data that the graph was built from.

        >>> graph.problems()
        ()
        """
        with GraphStore.open(self.path) as store:
            return tuple(store.tables.problems())

    @contextmanager
    def noted_problems(self, *, kind: str | None = None) -> Iterator[tuple[Iterator[NotedProblem], dict[str, int]]]:
        """Lend the problems that the graph keeps, of one kind or all, and how many there are of each kind.

        >>> with graph.noted_problems() as (problems, n_by_kind):
        ...     n_by_kind
        {}
        """
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
        """Return for a notebook how much there is, of which outlets and days, and what to ask next."""
        held = self._counts()
        counts = html_table(held, [[f"{count:,}" for count in held.values()]], caption=self._name)
        outlets = [(row["outlet"], row["articles"], row["first"], row["last"]) for row in self.outlets()]
        most = sorted(outlets, key=lambda row: -int(row[1] or 0))[:N_OUTLETS]
        days = sorted(str(day) for _, _, *days in outlets for day in days if day)
        told = f"{len(outlets):,} outlets, {days[0]} to {days[-1]}" if days else f"{len(outlets):,} outlets"
        by_outlet = html_table(
            ("outlet", "articles", "first day", "last day"), most, caption=told, hint=f"Next: {NEXT}"
        )
        return counts + by_outlet

    def _counts(self) -> dict[str, int]:
        with self._opened() as store:
            return count_all(store)
