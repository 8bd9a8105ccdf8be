"""Claim rows: one flat record per assertion, filtered, in order of outlet, article and place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from kg.errors import WrongParameter
from kg.query.labels import REMEMBERED, Labels, compile_pattern
from kg.rdf import Restorer
from kg.rdf.claims import PREDICATE, VALUE
from kg.rdf.decisions import SAYS
from kg.rdf.describe import CLAIM, PLACE, SPEAKER, VIA
from kg.rdf.restore import NEEDED, Description, Find, index
from kg.rdf.vocabulary import TEXT
from kg.records import Assertion, ClaimRow, Reference
from kg.records.reviews import Judgement
from kg.store import GraphStore, Heading
from kg.store.reviews import judgements

UNREVIEWED = "unreviewed"
VERDICTS = (*(judgement.value for judgement in Judgement), UNREVIEWED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which claims are wanted; patterns are regular expressions that match anywhere in a label, case ignored.

    A pattern that is no valid regular expression is looked for as it stands.
    """

    about: str | None = None
    """On the names of subject, object, what the object clause is about, arguments and place."""
    outlet: str | None = None
    """On the outlet's label."""
    speaker: str | None = None
    """On the names of the whole chain of speakers."""
    predicate: str | None = None
    """On the whole lemma: `break` is not `break out`, `break.*` is."""
    event_type: str | None = None
    """On the whole PLOVER type: `ASSAULT|COERCE` is either."""
    since: date | str | None = None
    """The first day of publication; undated articles are left out."""
    article: str | None = None
    """An article's id, exactly."""
    roll_up: bool = False
    """Whether what acts for a thing (`kg:actsFor`) counts as the thing: Moscow as Russia."""
    verdict: str | None = None
    """What people hold of the assertion: `accepted`, `rejected`, `unsure`, or `unreviewed`."""
    without_rejected: bool = False
    """Whether to leave out what people rejected."""


def claim_rows(graph: GraphStore, filters: Filters | None = None) -> Iterator[ClaimRow]:
    """Yield the claim rows that match, in order of outlet, article and place.

    Articles are looked up by the names that are asked for and restored one at a time, so memory does not grow with
    the corpus.

    Raises:
        WrongParameter: where `since` is no date, or `verdict` none of `VERDICTS`.
    """
    yield from _Rows(graph, filters or Filters()).rows()


def rows_of_claims(graph: GraphStore, claims: Iterable[NamedNode]) -> Iterator[ClaimRow]:
    """Yield the rows of all assertions of some claims, in order of outlet, article and place."""
    found = (quad for claim in claims for quad in graph.store.quads_for_pattern(None, CLAIM, claim, None))
    yield from _rows_of_quads(graph, found)


def rows_of_assertions(graph: GraphStore, assertions: Iterable[NamedNode]) -> Iterator[ClaimRow]:
    """Yield the rows of some assertions, in order of outlet, article and place."""
    found = (quad for this in assertions for quad in graph.store.quads_for_pattern(this, CLAIM, None, None))
    yield from _rows_of_quads(graph, found)


def _rows_of_quads(graph: GraphStore, quads: Iterable[Quad]) -> Iterator[ClaimRow]:
    wanted: dict[str, list[NamedNode]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode) and isinstance(quad.subject, NamedNode):
            wanted[quad.graph_name.value].append(quad.subject)
    yield from _Rows(graph, Filters()).rows_of(wanted)


class _Rows:
    """Finds, restores and flattens the assertions of one graph."""

    def __init__(self, graph: GraphStore, filters: Filters) -> None:
        self._graph = graph
        self._filters = filters
        self._labels = Labels(graph)
        self._shared = {name: graph.identifiers.graph(name) for name in ("claims", "entities")}
        self._find = lru_cache(maxsize=REMEMBERED)(self._find_shared)
        self._restorer = Restorer(self._find, identifiers=graph.identifiers)
        self._since = parse_since(filters.since)
        self._about, self._speakers = (
            self._labels.matching(pattern, roll_up=filters.roll_up) if pattern is not None else None
            for pattern in (filters.about, filters.speaker)
        )
        self._judgements = {key: judgement.value for key, judgement in judgements(graph).items()}
        self._verdicts = _parse_verdict(filters.verdict, without_rejected=filters.without_rejected)
        self._outlet = compile_pattern(filters.outlet) if filters.outlet is not None else None
        self._predicate = compile_pattern(filters.predicate) if filters.predicate is not None else None
        self._event_type = compile_pattern(filters.event_type) if filters.event_type is not None else None

    def rows(self) -> Iterator[ClaimRow]:
        wanted = self._articles_with_names()
        for heading in self._graph.tables.headings():
            this = self._graph.identifiers.room("article", heading.key)
            if self._wants(heading) and (wanted is None or this.value in wanted):
                described = index(self._needed(this))
                nodes = [node for node, found in described.items() if CLAIM in found]
                yield from self._article_rows(nodes, heading, described.__getitem__)

    def rows_of(self, nodes_by_article: Mapping[str, Sequence[NamedNode]]) -> Iterator[ClaimRow]:
        """Yield the rows of some assertions, given by the article's IRI."""
        for heading in self._graph.tables.headings():
            this = self._graph.identifiers.room("article", heading.key)
            if nodes := nodes_by_article.get(this.value):
                yield from self._article_rows(nodes, heading, partial(self._graph.describe_subject, graph=this))

    def _needed(self, article: NamedNode) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
        """Yield what rows are made of, and not the rest, because reading from disk is what takes the time."""
        found = self._graph.query(
            f"SELECT ?s ?p ?o {{ GRAPH {article} {{ VALUES ?p {{ {_NEEDED} }} ?s ?p ?o }} }}"  # an IRI of ours
        )
        if isinstance(found, QuerySolutions):
            yield from ((solution["s"], solution["p"], solution["o"]) for solution in found)

    def _wants(self, heading: Heading) -> bool:
        return (
            (self._filters.article is None or heading.id == self._filters.article)
            and (self._outlet is None or self._outlet.search(heading.outlet) is not None)
            and (self._since is None or (heading.published is not None and heading.published >= self._since))
        )

    def _article_rows(self, nodes: Iterable[NamedNode], heading: Heading, find: Find) -> Iterator[ClaimRow]:
        found = [self._restorer.assertion(node, find) for node in nodes]
        found.sort(key=lambda assertion: (assertion.span, assertion.claim.text, assertion.key))
        for assertion in found:
            if self._matches(assertion):
                sentence = find(self._graph.identifiers.sentence(heading.key, assertion.sentence))
                yield self._row(assertion, heading, sentence[TEXT][0].value)

    def _claim_of(self, this: NamedNode, claim: str) -> str:
        """Return the claim that an assertion was resolved to; by its own claim where the graph was not linked."""
        for quad in self._graph.store.quads_for_pattern(this, SAYS, None, self._shared["claims"]):
            if isinstance(quad.object, NamedNode):
                return quad.object.value
        return self._labels.canonical(self._graph.identifiers.room("claim", claim)).value

    def _matches(self, assertion: Assertion) -> bool:
        claim = assertion.claim
        if self._judgements.get(assertion.key, UNREVIEWED) not in self._verdicts:
            return False
        if self._predicate is not None and not self._predicate.fullmatch(claim.predicate):
            return False
        if self._event_type is not None and not self._event_type.fullmatch(assertion.event_type or ""):
            return False
        if self._speakers is not None and not self._any(assertion.speakers, self._speakers):
            return False
        if self._about is None:
            return True
        named = (claim.subject, claim.object, claim.about, assertion.place, *(a.reference for a in claim.arguments))
        return self._any(named, self._about)

    def _any(self, references: tuple[Reference | None, ...], names: frozenset[str]) -> bool:
        terms = (self._graph.identifiers.reference(reference) for reference in references if reference is not None)
        return any(not isinstance(term, Literal) and term.value in names for term in terms)

    def _row(self, assertion: Assertion, heading: Heading, sentence: str) -> ClaimRow:
        claim, labels, identifiers = assertion.claim, self._labels, self._graph.identifiers
        innermost = assertion.speakers[-1] if assertion.speakers else None
        about = claim.about or claim.object
        clause = identifiers.room("claim", claim.object_claim) if claim.object_claim is not None else None
        this = identifiers.room("assertion", assertion.key)
        return ClaimRow(
            assertion=this.value,
            claim=self._claim_of(this, claim.key),
            article=heading.id,
            outlet=heading.outlet,
            published=heading.published,
            url=heading.url,
            title=heading.title,
            speaker=labels.of(innermost),
            speaker_iri=labels.iri(innermost),
            speakers=tuple(labels.of(speaker) or "" for speaker in assertion.speakers),
            cue=assertion.cue,
            voice=assertion.voice.value,
            subject=labels.of(claim.subject),
            subject_iri=labels.iri(claim.subject),
            predicate=claim.predicate,
            object=assertion.object_text if assertion.object_text is not None else labels.of(claim.object),
            object_iri=labels.canonical(clause).value if clause is not None else labels.iri(claim.object),
            about=labels.of(about),
            about_iri=labels.iri(about),
            arguments=tuple(
                {"role": found.role, "text": labels.of(found.reference), "iri": labels.iri(found.reference)}
                for found in claim.arguments
            ),
            event_type=assertion.event_type,
            polarity=assertion.polarity.value,
            certainty=assertion.certainty.value,
            tense=assertion.tense.value,
            time=assertion.time,
            place=labels.of(assertion.place),
            quantity=claim.quantity,
            unit=claim.unit,
            sentence=sentence,
            start=assertion.span.start,
            end=assertion.span.end,
            confidence=assertion.confidence,
            rule=assertion.rule,
            relation=self._find(identifiers.room("claim", claim.key))[PREDICATE][0].value,
            sentence_start=assertion.sentence.start,
            verdict=self._judgements.get(assertion.key),
        )

    def _find_shared(self, subject: NamedNode) -> Description:
        room, _ = self._graph.identifiers.key(subject)
        return self._graph.describe_subject(
            subject, self._shared["claims" if room in ("claim", "argument") else "entities"]
        )

    def _articles_with_names(self) -> frozenset[str] | None:
        """Return the graphs of articles in which what is asked for occurs; None where it may be any."""
        found: frozenset[str] | None = None
        for names, look_up in ((self._speakers, self._articles_of_speaker), (self._about, self._articles_about)):
            if names is not None:
                graphs = frozenset(graph for name in names for graph in look_up(NamedNode(name)))
                found = graphs if found is None else found & graphs
        if UNREVIEWED not in self._verdicts:
            graphs = frozenset(self._articles_judged())
            found = graphs if found is None else found & graphs
        return found

    def _articles_judged(self) -> Iterator[str]:
        for key, judgement in self._judgements.items():
            if judgement in self._verdicts:
                this = self._graph.identifiers.room("assertion", key)
                yield from _graphs(self._graph.store.quads_for_pattern(this, CLAIM, None, None))

    def _articles_of_speaker(self, name: NamedNode) -> Iterator[str]:
        for predicate in (SPEAKER, VIA):
            yield from _graphs(self._graph.store.quads_for_pattern(None, predicate, name, None))

    def _articles_about(self, name: NamedNode) -> Iterator[str]:
        find = self._graph.store.quads_for_pattern
        yield from _graphs(find(None, PLACE, name, None))
        for quad in find(None, None, name, self._shared["claims"]):
            named = find(None, None, quad.subject, self._shared["claims"]) if quad.predicate == VALUE else (quad,)
            for claim in named:
                yield from _graphs(find(None, CLAIM, claim.subject, None))


_NEEDED = " ".join(map(str, (*NEEDED, TEXT)))


def _graphs(quads: Iterator[Quad]) -> Iterator[str]:
    return (quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode))


def _parse_verdict(verdict: str | None, *, without_rejected: bool) -> frozenset[str]:
    if verdict not in (None, *VERDICTS):
        raise WrongParameter(f"verdict takes {', '.join(VERDICTS)}, not {verdict!r}")
    wanted = frozenset(VERDICTS if verdict is None else (verdict,))
    return wanted - {Judgement.REJECTED.value} if without_rejected else wanted


def parse_since(since: date | str | None) -> str | None:
    """Return a day as an ISO date.

    Raises:
        WrongParameter: where it is none.
    """
    if since is None:
        return None
    try:
        return date.fromisoformat(str(since)).isoformat()
    except ValueError as error:
        raise WrongParameter(f"since takes a date such as 2025-07-22, not {str(since)!r}") from error
