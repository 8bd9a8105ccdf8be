"""Reconcile a graph: ask a service for every entity, judge what it proposes, and keep the links.

    survey_names → names_of → Service.ask (Answers) → judge → AuthorityLink → graph/entities, graph/decisions

Entities are asked for by their full names first; those for which that brings nothing are asked for again by their
other names, round by round, so that each request carries a whole batch.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import ServiceFailed, WrongParameter
from kg.rdf.authorities import AuthorityLink
from kg.rdf.vocabulary import CLASS_BY_ENTITY_LABEL
from kg.reconcile.context import Contexts
from kg.reconcile.http import check_url
from kg.reconcile.known_as import MOST_NAMES, names_of
from kg.reconcile.service import Candidate, Query, Service, parse_candidates
from kg.reconcile.verdict import ACCEPT, NOTHING, Status, Verdict, judge, type_for
from kg.store import GraphStore
from kg.store.reconciled import Answers, NamedEntity, replace_authority_links, survey_names

OnProgress = Callable[[int, int, str], None]
"""Called with entities done, entities in all, and the stage's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of asking for one entity."""

    entity: NamedEntity
    verdict: Verdict
    asked: tuple[str, ...]
    """The names it was asked by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """What a run of reconciling did."""

    service: str
    """What the service calls itself."""
    outcomes: tuple[Outcome, ...]
    n_queries: int
    """Queries that the service was asked in this run."""
    n_cached: int
    """Queries whose answers were there already."""
    unanswered: tuple[str, ...]
    """Names that the service could not answer; they are asked again next time."""
    iri_by_id: Mapping[str, str]

    def count(self, status: Status) -> int:
        """Return how many entities have this outcome."""
        return sum(outcome.verdict.status is status for outcome in self.outcomes)


@dataclass(slots=True, kw_only=True)
class _Search:
    """An entity while it is being asked for."""

    entity: NamedEntity
    names: tuple[str, ...]
    properties: tuple[tuple[str, tuple[str, ...]], ...]
    candidates: list[Candidate] = field(default_factory=list)
    verdict: Verdict = NOTHING
    asked: list[str] = field(default_factory=list)


def reconcile_graph(
    path: Path | str,
    service: Service,
    *,
    types: Sequence[str] = (),
    limit: int | None = None,
    accept: float = ACCEPT,
    hints: Mapping[str, str] | None = None,
    refresh: bool = False,
    write: bool = True,
    on_progress: OnProgress = lambda *_: None,
) -> Reconciliation:
    """Link the entities of a graph to an authority.

    Args:
        path: the graph's folder.
        service: a service that was connected to.
        types: OntoNotes labels of the entities to ask for; empty for all.
        limit: ask only for so many entities, those in most articles first.
        accept: from which score on (0 to 1) the best candidate is linked, if it is clearly ahead.
        hints: identifiers of the service's properties by what is sent for them, `context`, `country` or `role`.
        refresh: ask again what was answered before.
        write: keep what was decided in the graph; without it the graph stays as it is.
        on_progress: called after every batch.

    Raises:
        WrongParameter: for a type or a kind of hint that is not there.
        GraphNotFound: where there is no graph.
        GraphLocked: where another process writes to it when the links are to be written; the answers are kept.
        ServiceFailed: where the service stops answering; what it answered is kept.
    """
    if unknown := sorted(set(types) - CLASS_BY_ENTITY_LABEL.keys()):
        raise WrongParameter(f"there is no type {unknown[0]!r}; known are {', '.join(CLASS_BY_ENTITY_LABEL)}")
    with GraphStore.open(path) as graph:
        entities = _chosen(survey_names(graph), types, limit)
        contexts = Contexts(graph, hints or {})
        searches = [
            _Search(entity=entity, names=names_of(entity), properties=contexts.of(entity)) for entity in entities
        ]
    url = service.manifest.url
    with Answers(Path(path), url) as answers:
        if refresh:
            answers.forget()
        run = _Run(service, answers, accept=accept)
        try:
            run.search(searches, on_progress)
        except ServiceFailed as error:
            resume = "what it answered so far is kept, and the same command goes on from there"
            raise ServiceFailed(url, f"{error.reason}; {resume}", status=error.status) from error
    links = [link for search in searches for link in _links(search, service)]
    if write:
        whole = not types and limit is None
        asked = None if whole else frozenset(member for search in searches for member in search.entity.members)
        with GraphStore.create(path) as graph:
            replace_authority_links(graph, links, service=url, asked=asked)
    return Reconciliation(
        service=service.manifest.name,
        outcomes=tuple(Outcome(entity=one.entity, verdict=one.verdict, asked=tuple(one.asked)) for one in searches),
        n_queries=run.n_queries,
        n_cached=run.n_cached,
        unanswered=tuple(run.unanswered),
        iri_by_id={
            judged.candidate.id: service.manifest.iri(judged.candidate.id)
            for search in searches
            for judged in search.verdict.judged
        },
    )


def forget_service(path: Path | str, url: str) -> int:
    """Undo what a service brought to a graph, its answers included; return how many links there were.

    Raises:
        GraphNotFound: where there is no graph.
        GraphLocked: where another process writes to it.
    """
    GraphStore.open(path).close()
    with Answers(Path(path), check_url(url)) as answers:
        answers.forget()
    with GraphStore.create(path) as graph:
        return replace_authority_links(graph, (), service=check_url(url))


def _chosen(entities: Sequence[NamedEntity], types: Sequence[str], limit: int | None) -> list[NamedEntity]:
    wanted = [entity for entity in entities if not types or entity.type in types]
    wanted.sort(key=lambda entity: (-entity.n_articles, -entity.n_mentions, entity.iri))
    return wanted[:limit]


class _Run:
    """Asks in rounds: the n-th name of every entity that the names before it did not settle."""

    def __init__(self, service: Service, answers: Answers, *, accept: float) -> None:
        self._service, self._answers, self._accept = service, answers, accept
        self._types: dict[str | None, str | None] = {}
        self.n_queries = self.n_cached = 0
        self.unanswered: Counter[str] = Counter()

    def search(self, searches: Sequence[_Search], on_progress: OnProgress) -> None:
        """Fill in the verdict of each search."""
        open_ones = [search for search in searches if search.names]
        n_settled = len(searches) - len(open_ones)
        for round_number in range(MOST_NAMES):
            n_asked = 0
            for chunk in _chunks(open_ones, self._service.manifest.batch_size):
                self._ask_round(chunk, round_number)
                n_asked += len(chunk)
                on_progress(n_settled + n_asked, len(searches), "asking" if round_number == 0 else "other names")
            remaining = [one for one in open_ones if self._goes_on(one, round_number + 1)]
            n_settled = len(searches) - len(remaining)
            open_ones = remaining
            if not open_ones:
                return

    def _goes_on(self, search: _Search, next_round: int) -> bool:
        """Tell whether another name may help: nothing is linked, and nothing good enough is merely ambiguous."""
        best = max((one.score for one in search.verdict.judged), default=0.0)
        return search.verdict.status is not Status.LINKED and best < self._accept and next_round < len(search.names)

    def _ask_round(self, searches: Sequence[_Search], round_number: int) -> None:
        for typed in (True, False):
            asking = [
                (search, query)
                for search in searches
                if (query := self._query(search, round_number, typed=typed)) is not None
            ]
            found = self._answer(list({query.key: query for _, query in asking}.values()))
            for search, query in asking:
                search.candidates += parse_candidates(found.get(query.key) or ())
            for search in searches:
                search.verdict = judge(search.names, search.entity.type, search.candidates, accept=self._accept)

    def _query(self, search: _Search, round_number: int, *, typed: bool) -> Query | None:
        """Return the query of a round: for things of the entity's type, where the service has it, then for any."""
        kind = self._type(search.entity.type)
        if (typed and kind is None) or (not typed and kind is not None and search.verdict.status is Status.LINKED):
            return None
        name = search.names[round_number]
        if name not in search.asked:
            search.asked.append(name)
        return Query(name=name, type=kind if typed else None, properties=search.properties)

    def _type(self, label: str | None) -> str | None:
        if label not in self._types:
            self._types[label] = type_for(label, self._service.manifest.default_types) if label else None
        return self._types[label]

    def _answer(self, queries: Sequence[Query]) -> dict[str, list[object]]:
        found: dict[str, list[object]] = {}
        fresh: dict[str, list[object]] = {}
        missing = []
        for query in queries:
            known = self._answers.of(query.key)
            if known is None:
                missing.append(query)
            else:
                self.n_cached += 1
                found[query.key] = known
        try:
            for query, answer in self._service.ask(missing):
                self.n_queries += 1
                if answer is None:
                    self.unanswered[query.name] += 1
                else:
                    fresh[query.key] = answer
        finally:
            self._answers.keep(fresh)
        return found | fresh


def _chunks(searches: Sequence[_Search], size: int) -> Iterator[Sequence[_Search]]:
    for start in range(0, len(searches), size):
        yield searches[start : start + size]


def _links(search: _Search, service: Service) -> Iterator[AuthorityLink]:
    """Yield what is to be kept: a link for every member of the cluster, or the candidates of the canonical one.

    Each member has its own decision, so that the links hold whichever of them is canonical later.
    """
    linked = search.verdict.status is Status.LINKED
    members = search.entity.members if linked else search.entity.members[:1]
    for judged in search.verdict.judged:
        for member in members:
            same = () if member == search.entity.iri else (f"it is the same as {search.entity.label}",)
            yield AuthorityLink(
                entity=member,
                authority=service.manifest.iri(judged.candidate.id),
                linked=linked,
                score=judged.score,
                reasons=(f"{service.manifest.name} calls it {judged.candidate.name!r}", *judged.reasons, *same),
                service=service.manifest.url,
            )
