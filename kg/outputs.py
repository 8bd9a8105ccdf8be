"""What a graph is handed on as: networks, pictures, files, and rdflib's dataset."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from pyoxigraph import Store

from kg.errors import WrongParameter
from kg.exports.exported import Exported, OnExport
from kg.exports.publication import UNPUBLISHED, Publication
from kg.exports.writing import choose_exporter, export_graph
from kg.query.overview import entity_types
from kg.query.stories import article_stories
from kg.questions import GraphQuestions
from kg.store.dumping import Dumped, dump_graph
from kg.store.dumping import OnProgress as OnDump
from kg.store.remote.address import split_url

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset


class GraphOutputs(GraphQuestions):
    """A graph that other tools get."""

    def network(
        self, *, simple: bool = False, limit: int = 20_000, **filters: str | bool | date | None
    ) -> "nx.MultiDiGraph | nx.DiGraph":
        """Return the claims as a networkx graph: things are nodes, what is said of two of them is an edge.

        All attributes are numbers and texts, so that networkx writes GraphML and GEXF of it. Nodes have `label`,
        `type`, `n_assertions`, `n_outlets`; edges have `label`, `predicate`, `polarity`, `certainty`, `outlets` (joined
        by ` | `), `first` and `last` day, `n_outlets`, `n_assertions`, `confidence` (0 to 1) and `weight`
        (`n_outlets`).

        Args:
            simple: whether all that is said of two things is one edge of an `nx.DiGraph`, as centrality and community
                detection want it; else each claim is an edge of an `nx.MultiDiGraph`.
            limit: at most this many claims, those of most outlets first; `graph["left_out"]` says how many are not in.
            filters: as for `claims`.

        >>> import networkx as nx
        >>> network = graph.network(simple=True)
        >>> ranks = nx.pagerank(network, weight="weight")
        >>> max(ranks, key=ranks.get) in network
        True
        >>> nx.write_graphml(graph.network(about="Istanbul"), "istanbul.graphml")
        """
        from kg.draw import build_network, flatten_network, simplify_network

        with self._opened() as store:
            types = entity_types(store)
        network = build_network(self.claims(**filters), types=types, limit=limit)  # type: ignore[arg-type]
        return simplify_network(network) if simple else flatten_network(network)

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

        >>> graph.draw("russia.html", about="Russia").name
        'russia.html'
        """
        from kg.draw import draw_page, title_of, write_page

        with self._opened() as store:
            types, stories = entity_types(store), article_stories(store) if kind == "matrix" else {}
        rows, title = self.claims(**filters), title or title_of(self.path.stem, filters)  # type: ignore[arg-type]
        page = draw_page(rows, kind=kind, title=title, types=types, stories=stories, limit=limit)
        return write_page(page, Path(path))

    def dataset(self) -> "Dataset":
        """Return everything as an rdflib `Dataset` in memory, one named graph per article; SPARQL runs in Oxigraph.

        >>> from rdflib import URIRef
        >>> article = URIRef(graph.articles()[0].iri)
        >>> len(graph.dataset().graph(article)) > 100
        True
        """
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

        >>> graph.export("claims.csv", outlet="Outlet B")
        >>> from pathlib import Path
        >>> Path("claims.csv").read_text().splitlines()[0].split(",")[:2]
        ['assertion', 'claim']
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

        >>> graph.dump("seeds.kgdump").n_articles
        5
        """
        return dump_graph(self.path, Path(path), on_progress=on_progress)

    @property
    def _name(self) -> str:
        """The folder or the server as it is shown, without who asks there."""
        return split_url(self._given)[0] if isinstance(self._given, str) else str(self._given)

    @property
    def _title(self) -> str:
        return self._name.rstrip("/").rpartition("/")[2].removesuffix(".kg")
