"""How one claim was read out of its sentence, and what was decided of it.

asr:… or words → assertion → row, rule, model, names, decisions, contradictions, reviews
                           → the article read again → tree, attribution, words that weigh
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import resources

from pyoxigraph import Literal, NamedNode

from kg.errors import ModelNotFound, NotInGraph
from kg.query.explain_records import Against, Explanation, JoinedBy, NamedThing, Place, ReadAgain, ReviewedBy
from kg.query.explain_tree import draw_tree
from kg.query.labels import Labels
from kg.query.rows import rows_of_assertions
from kg.query.trace import trace_claims
from kg.query.trace_clusters import Clusters
from kg.rdf.decisions import DECIDED_BY, LEFT, REASON, RELATION, RIGHT, SCORE
from kg.rdf.vocabulary import TEXT
from kg.records import Annotation, ClaimRow, Relation, Span
from kg.records.reviews import Verdict, timestamp
from kg.store import GraphStore
from kg.store.mention_rows import linked_mentions
from kg.store.reviews import read_reviews

SHORT = "asr:"
N_DECISIONS = 20


def explain(graph: GraphStore, assertion: str, *, read_again: bool = True) -> Explanation:
    """Explain an assertion.

    Args:
        graph: what is asked.
        assertion: its IRI, `asr:` and its key, or words ("Russia demands regions"), which mean the best match.
        read_again: whether the article is read again to show the sentence's tree, which takes seconds.

    Raises:
        NotInGraph: where there is no such assertion, or no claim with such words.
    """
    row = _find(graph, assertion)
    this = NamedNode(row.assertion)
    key = graph.identifiers.key(this)[1]
    model, model_hash, revision = _run(graph, this)
    clusters, claim = Clusters(graph), NamedNode(row.claim)
    again, not_again = _read_again(graph, row, revision, (model, model_hash)) if read_again else (None, "not asked for")
    return Explanation(
        row=row,
        short=f"{SHORT}{key}",
        says=_says(graph, this) or row.sentence,
        rule_says=_rule_says(row.rule),
        model=model,
        model_hash=model_hash,
        names=tuple(_names(graph, row)),
        told_by=clusters.head(claim).outlets,
        decisions=tuple(_decisions(graph, this)),
        against=tuple(
            Against(claim=head.claim, says=head.text, outlets=head.outlets) for head in clusters.against(claim)
        ),
        reviews=tuple(_reviews(graph, key)),
        again=again,
        not_again=not_again,
    )


def _find(graph: GraphStore, given: str) -> ClaimRow:
    text = given.strip().strip("<>")
    if text.startswith(SHORT) or "://" in text:
        this = graph.identifiers.room("assertion", text.removeprefix(SHORT)) if text.startswith(SHORT) else text
        found = list(rows_of_assertions(graph, [NamedNode(str(getattr(this, "value", this)))]))
        if not found:
            raise NotInGraph(given, rooms=["assertion"])
        return found[0]
    traced = trace_claims(graph, text, limit=20)
    if not traced.claims:
        raise NotInGraph(given, rooms=["claim like"], near=())
    best = max(traced.claims[0].rows, key=lambda one: one.score)
    return best.row


def _run(graph: GraphStore, this: NamedNode) -> tuple[str, str, str]:
    """Return the model that read an assertion's article, its hash, and the key of the article's revision."""
    found = graph.query(
        f"SELECT ?article ?model ?hash {{ GRAPH ?article {{ {this} prov:wasGeneratedBy ?run }} "
        "GRAPH graph:sources { ?run kg:model ?model ; kg:modelHash ?hash } } LIMIT 1"
    )
    for solution in found:  # type: ignore[union-attr]
        article = graph.identifiers.key(solution["article"])[1]
        return solution["model"].value, solution["hash"].value, article
    return "", "", ""


def _says(graph: GraphStore, this: NamedNode) -> str | None:
    found = graph.query(f"SELECT ?text {{ {this} kg:claim ?claim . GRAPH graph:claims {{ ?claim {TEXT} ?text }} }}")
    return min((solution["text"].value for solution in found), default=None)  # type: ignore[union-attr]


@cache
def _rules() -> dict[str, str]:
    text = resources.files("kg.query").joinpath("rules.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["rules"])


def _rule_says(rule: str) -> str:
    """Return what a rule does, in words."""
    name, passive, _ = rule.partition("-passive")
    said = _rules().get(name, "A rule of an earlier or later version of kg.")
    return f"{said} Here in the passive: the grammatical subject is what it is done to." if passive else said


def _names(graph: GraphStore, row: ClaimRow) -> Iterator[NamedThing]:
    labels = Labels(graph)
    mentions = list(
        linked_mentions(graph, wants=lambda heading: (heading.id, heading.outlet) == (row.article, row.outlet))
    )
    n_by_iri = Counter(mention.iri for mention in mentions)
    for one in mentions:
        if row.start <= one.start and one.end <= row.end:
            yield NamedThing(
                text=one.text,
                start=one.start,
                end=one.end,
                kind=one.kind,
                form=one.form,
                iri=one.iri,
                label=labels.label(NamedNode(one.iri)),
                n_mentions=n_by_iri[one.iri],
            )


def _decisions(graph: GraphStore, this: NamedNode) -> Iterator[JoinedBy]:
    within = graph.identifiers.graph("decisions")
    n = 0
    for side, other in ((LEFT, RIGHT), (RIGHT, LEFT)):
        for quad in graph.store.quads_for_pattern(None, side, this, within):
            if n == N_DECISIONS or not isinstance(quad.subject, NamedNode):
                continue
            said = graph.describe_subject(quad.subject, within)
            ends = [end for end in said.get(other, ()) if isinstance(end, NamedNode)]
            if ends:
                n += 1
                yield JoinedBy(
                    relation=_first(said.get(RELATION, ())) or "",
                    other=ends[0].value,
                    other_says=_other_says(graph, ends[0]),
                    score=float(_first(said[SCORE]) or 0) if SCORE in said else None,
                    reasons=tuple(sorted(term.value for term in said.get(REASON, ()))),
                    decided_by=_first(said.get(DECIDED_BY, ())) or "",
                )


def _first(terms: "list[NamedNode | Literal] | tuple[()]") -> str | None:
    return terms[0].value if terms else None


def _other_says(graph: GraphStore, other: NamedNode) -> str:
    found = list(rows_of_assertions(graph, [other]))
    return f"{found[0].outlet}: {_says(graph, other) or found[0].sentence}" if found else other.value


def _reviews(graph: GraphStore, key: str) -> Iterator[ReviewedBy]:
    for one in read_reviews(graph):
        if isinstance(one, Verdict) and one.assertion == key:
            yield ReviewedBy(by=one.by, verdict=one.verdict.value, at=timestamp(one.at), note=one.note)


def _read_again(
    graph: GraphStore, row: ClaimRow, revision: str, run: tuple[str, str]
) -> tuple[ReadAgain | None, str | None]:
    article = graph.tables.article(revision)
    from kg.nlp.rereading import reread  # spaCy takes two seconds to import

    if article is None:
        return None, "the graph has no text of the article"
    name = run[0].rpartition(" ")[0]
    model = None if name.startswith("en_kg") or not name else name
    place = Span(row.start if row.sentence_start is None else row.sentence_start, row.end)
    try:
        read = reread(article, place, model=model)
    except ModelNotFound as error:
        return None, str(error)
    relation = _same_place(read.annotation, row)
    told = (
        None if relation is None or relation.attribution is None else read.annotation.attributions[relation.attribution]
    )

    def places(spans: tuple[Span, ...]) -> tuple[Place, ...]:
        return tuple(Place(text=article.text[one.start : one.end], start=one.start, end=one.end) for one in spans)

    return ReadAgain(
        model=read.model,
        is_same_model=(read.model, read.model_hash) == run,
        is_same_claim=relation is not None
        and (relation.polarity.value, relation.certainty.value) == (row.polarity, row.certainty),
        tree=draw_tree(read.words, marked=Span(row.start, row.end)),
        bearing=tuple(f"{word.text} ({word.bears})" for word in read.words if word.bears is not None),
        source=places(told.source) if told else (),
        cue=places(told.cue) if told else (),
        content=places(told.content) if told else (),
        attribution_rule=told.rule if told else None,
    ), None


def _same_place(annotation: Annotation, row: ClaimRow) -> Relation | None:
    """Return the relation at the place of a row with its predicate."""
    near = [one for one in annotation.relations if (one.span.start, one.span.end) == (row.start, row.end)]
    same = [one for one in near if one.rule == row.rule and one.predicate.lemma == row.predicate]
    return next(iter(same or [one for one in near if one.predicate.lemma == row.predicate]), None)
