"""What may be asked of a graph, each time anew: its folder is opened for the question and closed again."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Self

from kg.errors import ServerCannot
from kg.query import Filters, Result, ask, claim_rows
from kg.query.claims import Claims
from kg.query.compare import compare_outlets
from kg.query.compare_records import Comparison
from kg.query.conflicts import ConflictRow, conflict_rows
from kg.query.diff import diff_graphs
from kg.query.diff_records import Change
from kg.query.mentions import mention_rows
from kg.query.reviews import without_rejected
from kg.query.trace import Traces, trace_claims
from kg.records import ClaimRow
from kg.store import GraphStore
from kg.store.mention_rows import LinkedMention
from kg.store.outdated import refuse_outdated
from kg.store.remote import is_url, locate_folder, locate_graph
from kg.store.remote.locating import asking_server


class GraphQuestions:
    """Questions to a graph that rests in a folder, or on a server.

    Attributes:
        without_rejected: whether questions are answered as if what people rejected were not there.
    """

    def __init__(self, path: Path | str, *, without_rejected: bool = False) -> None:
        self._given = str(path) if is_url(path) else Path(path)
        self.without_rejected = without_rejected

    @classmethod
    def open(cls, path: Path | str, *, without_rejected: bool = False) -> Self:
        """Open a graph that `kg build` or `KnowledgeGraph.build` made.

        Args:
            path: the folder, or the URL of a SPARQL server that a graph was pushed to.
            without_rejected: whether questions are answered as if what people rejected were not there.

        Raises:
            GraphNotFound: where there is none.
            NoGraphThere: where none was pushed to the server.
        """
        graph = cls(path, without_rejected=without_rejected)
        if not is_url(path):
            GraphStore.open(path).close()
        return graph

    @property
    def path(self) -> Path:
        """The folder; of a graph on a server that of its copy here, which is brought up to date whenever it is used."""
        return locate_graph(self._given)

    @property
    def _own_folder(self) -> Path:
        """The folder, to change the graph."""
        return locate_folder(self._given)

    def query(self, question: str, **params: str | float | date) -> Result:
        """Ask in SPARQL, or by the name of a question of `queries/` with its parameters.

        Raises:
            UnknownQuery: where there is no such named question.
            WrongParameter: where a parameter is missing, unknown or of the wrong kind.
            InvalidQuery: where the SPARQL does not parse.
        """
        if is_url(self._given) and not self.without_rejected:
            # What a server cannot run, though it is SPARQL 1.1, the copy answers.
            with suppress(ServerCannot), asking_server(str(self._given), question) as remote:
                if remote is not None:
                    return ask(remote, question, params)
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

    def diff(self, new: "GraphQuestions | Path | str") -> Iterator[Change]:
        """Yield what changed from this graph to a newer one; nothing where they are the same.

        Raises:
            GraphNotFound: where there is none.
            GraphOutdated: where an earlier version of kg made one of them.
            WrongParameter: where their base IRIs differ.
        """
        path = new.path if isinstance(new, GraphQuestions) else locate_graph(new)
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
