"""What may be asked of a graph, each time anew: its folder is opened for the question and closed again."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Self

from kg.catalogue import GraphCatalogue
from kg.errors import ServerCannot
from kg.query import Filters, Result, ask, claim_rows
from kg.query.claims import Claims
from kg.query.compare import compare_outlets
from kg.query.compare_records import Comparison
from kg.query.conflicts import SHOWN, ConflictRow, conflict_rows
from kg.query.diff import diff_graphs
from kg.query.diff_records import Change
from kg.query.explain import explain
from kg.query.explain_records import Explanation
from kg.query.tabled import Rows, Walk
from kg.query.trace import Traces, trace_claims
from kg.records import ClaimRow
from kg.store import GraphStore
from kg.store.remote import is_url, locate_graph
from kg.store.remote.locating import asking_server


class GraphQuestions(GraphCatalogue):
    """Questions to a graph that rests in a folder, or on a server.

    Attributes:
        without_rejected: whether questions are answered as if what people rejected were not there.
    """

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        without_rejected: bool = False,
        queries: Path | str | Iterable[Path | str] | None = None,
    ) -> Self:
        """Open a graph that `kg build` or `KnowledgeGraph.build` made.

        Args:
            path: the folder, or the URL of a SPARQL server that a graph was pushed to.
            without_rejected: whether questions are answered as if what people rejected were not there.
            queries: a folder of named questions of one's own, or several; `KG_QUERIES` unless given.

        Raises:
            GraphNotFound: where there is none.
            NoGraphThere: where none was pushed to the server.

        >>> KnowledgeGraph.open("seeds.kg")
        KnowledgeGraph('seeds.kg')
        """
        graph = cls(path, without_rejected=without_rejected, queries=queries)
        if not is_url(path):
            GraphStore.open(path).close()
        return graph

    def query(self, question: str, **params: str | float | date) -> Result:
        """Ask in SPARQL, or by the name of a question (`queries()` lists them) with its parameters.

        Raises:
            UnknownQuery: where there is no such named question.
            WrongParameter: where a parameter is missing, unknown or of the wrong kind.
            InvalidQuery: where the SPARQL does not parse.

        >>> graph.query("who-asserted", predicate="host").columns[:2]
        ('claim', 'outlet')
        >>> graph.query("SELECT (COUNT(?article) AS ?n) { ?article a schema:NewsArticle }").rows
        [(5,)]
        """
        if is_url(self._given) and not self.without_rejected:
            # What a server cannot run, though it is SPARQL 1.1, the copy answers.
            with suppress(ServerCannot), asking_server(str(self._given), question) as remote:
                if remote is not None:
                    return ask(remote, question, params, folders=self._folders)
        with self._opened() as store:
            return ask(store, question, params, folders=self._folders)

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
        """Return the claim rows that match: an iterable of `ClaimRow`, with `to_pandas`, `to_polars` and `write`.

        Args:
            about: a name of the subject, the object, an argument or a place, as a regular expression.
            outlet: the outlet's name, as a regular expression.
            speaker: the name of somebody in the chain of speakers, as a regular expression.
            predicate: the verb's base form.
            event_type: a PLOVER type, or several as `ASSAULT|COERCE`.
            since: the first day of publication.
            roll_up: whether what acts for a thing counts as the thing (Moscow as Russia).
            verdict: what people hold of the assertion: `accepted`, `rejected`, `unsure`, or `unreviewed`.

        Raises:
            WrongParameter: where a regular expression, a day or a verdict is none.

        >>> [(row.outlet, row.subject) for row in graph.claims(predicate="host", outlet="Outlet B")]
        [('Outlet B', 'Istanbul')]
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

    def trace(self, claim: str, *, limit: int = 20) -> Rows[ClaimRow]:
        """Return the assertions of a claim given in plain words, the best match first, those of one claim together.

        Args:
            claim: a short sentence; who says it in other words is found as well.
            limit: at most so many assertions.

        >>> rows = graph.trace("Istanbul will host the talks")
        >>> [(row.outlet, row.speaker) for row in rows if row.predicate == "host"][0]
        ('Outlet B', 'spokesperson for the Turkish government')
        """
        return Rows(self.traces(claim, limit=limit).rows, ClaimRow)

    def traces(self, claim: str, *, limit: int = 20) -> Traces:
        """Return the claims that plain words mean, each with its assertions, its outlets and what contradicts it.

        Args:
            claim: a short sentence.
            limit: at most so many assertions.

        >>> graph.traces("Istanbul will host the talks").claims[0].head.n_origins >= 1
        True
        """
        with self._opened() as store:
            return trace_claims(store, claim, limit=limit)

    def diff(self, new: "GraphQuestions | Path | str") -> Walk[Change]:
        """Return what changed from this graph to a newer one; nothing where they are the same.

        The graphs are read when the changes are walked, each time anew.

        Raises:
            GraphNotFound: where there is none.
            GraphOutdated: where an earlier version of kg made one of them.
            WrongParameter: where their base IRIs differ.

        >>> list(graph.diff(graph))
        []
        """

        def read() -> Iterator[Change]:
            path = new.path if isinstance(new, GraphQuestions) else locate_graph(new)
            with GraphStore.open(self.path) as before, GraphStore.open(path) as after:
                yield from diff_graphs(before, after)

        return Walk(read, Change)

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

        Raises:
            NotInGraph: where an outlet is not there.
            WrongParameter: where fewer than two are named.

        >>> compared = graph.compare("Outlet A", "Outlet D")
        >>> compared.outlets, compared.counts[0]
        (('Outlet A', 'Outlet D'), ('articles', (1, 1)))
        """
        with self._opened() as store:
            return compare_outlets(store, outlets, about=about, story=story, since=since, by=by)

    def conflicts(self, *, about: str | None = None, story: str | None = None) -> Rows[ConflictRow]:
        """Return every pair of claims that contradict each other, the surest first.

        Args:
            about: only claims of things with this name, as a regular expression.
            story: only claims of stories whose label matches, as a regular expression.

        >>> graph.conflicts(about="Istanbul")
        <0 ConflictRow>
        """
        with self._opened() as store:
            return Rows(conflict_rows(store, about=about, story=story), ConflictRow, shown=SHOWN)

    def explain(self, assertion: str, *, read_again: bool = True) -> Explanation:
        """Return how a claim came about: sentence, tree, rule, model, names, decisions, contradictions and reviews.

        Args:
            assertion: its IRI, `asr:` and its key, or words, which mean the best match.
            read_again: whether the article is read again to show the sentence's tree, which takes seconds.

        Raises:
            NotInGraph: where there is no such assertion, or no claim with such words.

        >>> graph.explain("Istanbul hosts talks", read_again=False).row.predicate
        'host'
        """
        with self._opened() as store:
            return explain(store, assertion, read_again=read_again)

    def _rows(self, filters: Filters) -> Iterator[ClaimRow]:
        with GraphStore.open(self.path) as store:
            yield from claim_rows(store, filters)
