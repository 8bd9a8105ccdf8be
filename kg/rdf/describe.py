"""From an article's account to quads.

The article's own graph holds the plain triples and the assertions with their evidence; graph/sources, graph/claims,
graph/entities and graph/decisions each get what the article adds to them. Nothing here looks at another article.

Terms are pyoxigraph's, which the store takes as they are: making the same quads of rdflib's terms and turning them
into the store's took about twice as long (240,000 quads, one core).
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize
from rdflib.namespace import PROV, XSD

from kg.rdf.claims import describe_argument, describe_claim, describe_reference
from kg.rdf.decisions import describe_decision
from kg.rdf.identifiers import Identifiers, plain_relation, slug
from kg.rdf.literals import number_literal, time_literal
from kg.rdf.sources import Run, describe_article, describe_run
from kg.rdf.vocabulary import KG, OA, PLOVER, TEXT, TYPE, individuals, node
from kg.records import Account, Article, Assertion, Certainty, Kind, Polarity, Reference, Span, Tense, Voice
from kg.settings import BASE

CONTEXT = 32
"""Characters of prefix and suffix in a text quote selector (W3C Web Annotation, 4.2.4)."""

ASSERTION, SENTENCE, RESOURCE = node(KG.Assertion), node(KG.Sentence), node(OA.SpecificResource)
CLAIM, ARTICLE, OUTLET, ANCHOR = node(KG.claim), node(KG.article), node(KG.outlet), node(KG.anchor)
SPEAKER, VIA, CUE, VOICE, WITHIN = node(KG.speaker), node(KG.via), node(KG.cue), node(KG.voice), node(KG.within)
POLARITY, CERTAINTY, TENSE = node(KG.polarity), node(KG.certainty), node(KG.tense)
EVENT_TYPE, EVENT_TIME, PLACE = node(KG.eventType), node(KG.eventTime), node(KG.place)
OBJECT_TEXT, SENTENCE_OF, CONFIDENCE, RULE = (
    node(KG.objectText),
    node(KG.sentence),
    node(KG.confidence),
    node(KG.rule),
)
GENERATED_BY = node(PROV.wasGeneratedBy)
START, END = node(OA.start), node(OA.end)
SOURCE, SELECTOR = node(OA.hasSource), node(OA.hasSelector)
POSITION_SELECTOR, QUOTE_SELECTOR = node(OA.TextPositionSelector), node(OA.TextQuoteSelector)
EXACT, PREFIX, SUFFIX = node(OA.exact), node(OA.prefix), node(OA.suffix)
INTEGER = node(XSD.integer)
"""Of offsets; the store turns xsd:nonNegativeInteger, which Web Annotation names, into it anyway."""

VOICE_BY_VALUE, POLARITY_BY_VALUE = individuals(Voice), individuals(Polarity)
CERTAINTY_BY_VALUE, TENSE_BY_VALUE = individuals(Certainty), individuals(Tense)


def describe(account: Account, *, run: Run, base: str = BASE) -> Iterator[Quad]:
    """Describe an account: the article's graph, and what it adds to the shared graphs, each quad once.

    Args:
        account: who asserts what in one article.
        run: which version and model read it.
        base: the base IRI of the data, ending in a slash or hash.
    """
    identifiers = Identifiers(base)
    article = account.article
    claims = {assertion.claim.key: assertion.claim for assertion in account.assertions}
    arguments = {argument: None for claim in claims.values() for argument in claim.arguments}
    yield from describe_run(run, identifiers=identifiers)
    yield from describe_article(article, identifiers=identifiers, run=run)
    for claim in claims.values():
        yield from describe_claim(claim, identifiers=identifiers)
    for argument in arguments:
        yield from describe_argument(argument, identifiers=identifiers)
    for reference in dict.fromkeys(references(account)):
        yield from describe_reference(reference, identifiers=identifiers)
    for decision in account.decisions:
        yield from describe_decision(decision, identifiers=identifiers)
    yield from _describe_article_graph(account, identifiers, run)


def serialise(quads: Iterable[Quad]) -> bytes:
    """Return quads as N-Quads in UTF-8: the form in which they pass from one process to another."""
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def references(account: Account) -> Iterator[Reference]:
    """Yield every entity, topic and value that the account names, with repetitions; not the verbs of events."""
    for assertion in account.assertions:
        claim = assertion.claim
        named = (claim.subject, claim.object, claim.about, assertion.place)
        yield from (reference for reference in named if reference is not None)
        yield from (argument.reference for argument in claim.arguments)
        yield from assertion.speakers
    for mention in account.mentions:
        if mention.kind == "entity":
            yield mention.reference
    for decision in account.decisions:
        yield from (decision.left, decision.right)


def _describe_article_graph(account: Account, identifiers: Identifiers, run: Run) -> Iterator[Quad]:
    article = account.article
    graph = identifiers.room("article", article.key)
    outlet = identifiers.room("outlet", slug(article.outlet))
    generated_by = identifiers.room("run", run.key)
    plain = {}
    for assertion in account.assertions:
        this = identifiers.room("assertion", assertion.key)
        yield Quad(this, ARTICLE, graph, graph)
        yield Quad(this, OUTLET, outlet, graph)
        yield Quad(this, GENERATED_BY, generated_by, graph)
        yield from _describe_assertion(this, assertion, graph, identifiers)
        yield from _describe_speakers(this, assertion, graph, identifiers)
        yield from _describe_evidence(this, assertion, article, graph, identifiers)
        plain.update(dict.fromkeys(_plain_triples(assertion, graph, identifiers)))
    yield from plain
    for sentence in dict.fromkeys(assertion.sentence for assertion in account.assertions):
        yield from _describe_sentence(sentence, article, graph, identifiers)
    for span in dict.fromkeys(assertion.span for assertion in account.assertions):
        yield from _describe_anchor(span, article, graph, identifiers)


def _plain_triples(assertion: Assertion, graph: NamedNode, identifiers: Identifiers) -> Iterator[Quad]:
    subject = assertion.claim.subject
    if not assertion.stated or subject is None or subject.kind is Kind.VALUE:
        return
    found = plain_relation(assertion.claim)
    subject_node = identifiers.reference(subject)
    if found is not None and not isinstance(subject_node, Literal):
        predicate, target = found
        yield Quad(subject_node, predicate, identifiers.reference(target), graph)


def _describe_assertion(
    this: NamedNode, assertion: Assertion, graph: NamedNode, identifiers: Identifiers
) -> Iterator[Quad]:
    yield Quad(this, TYPE, ASSERTION, graph)
    yield Quad(this, CLAIM, identifiers.room("claim", assertion.claim.key), graph)
    yield Quad(this, VOICE, VOICE_BY_VALUE[assertion.voice], graph)
    yield Quad(this, POLARITY, POLARITY_BY_VALUE[assertion.polarity], graph)
    yield Quad(this, CERTAINTY, CERTAINTY_BY_VALUE[assertion.certainty], graph)
    yield Quad(this, TENSE, TENSE_BY_VALUE[assertion.tense], graph)
    yield Quad(this, CONFIDENCE, number_literal(assertion.confidence), graph)
    yield Quad(this, RULE, Literal(assertion.rule), graph)
    if assertion.within is not None:
        yield Quad(this, WITHIN, identifiers.room("assertion", assertion.within), graph)
    if assertion.event_type is not None:
        yield Quad(this, EVENT_TYPE, node(PLOVER[assertion.event_type]), graph)
    if assertion.time is not None:
        yield Quad(this, EVENT_TIME, time_literal(assertion.time), graph)
    if assertion.place is not None:
        yield Quad(this, PLACE, identifiers.reference(assertion.place), graph)
    if assertion.object_text is not None:
        yield Quad(this, OBJECT_TEXT, Literal(assertion.object_text), graph)


def _describe_speakers(
    this: NamedNode, assertion: Assertion, graph: NamedNode, identifiers: Identifiers
) -> Iterator[Quad]:
    """Describe the chain: `kg:speaker` is the innermost; longer chains are numbered from the outermost."""
    speakers = [identifiers.reference(speaker) for speaker in assertion.speakers]
    if assertion.cue is not None:
        yield Quad(this, CUE, Literal(assertion.cue), graph)
    if not speakers:
        return
    yield Quad(this, SPEAKER, speakers[-1], graph)
    if len(speakers) > 1:
        for number, speaker in enumerate(speakers, start=1):
            yield Quad(this, node(KG[f"speaker{number}"]), speaker, graph)
        for speaker in dict.fromkeys(speakers[:-1]):
            yield Quad(this, VIA, speaker, graph)


def _describe_evidence(
    this: NamedNode, assertion: Assertion, article: Article, graph: NamedNode, identifiers: Identifiers
) -> Iterator[Quad]:
    yield Quad(this, ANCHOR, NamedNode(identifiers.anchor(article.key, assertion.span)), graph)
    yield Quad(this, SENTENCE_OF, identifiers.sentence(article.key, assertion.sentence), graph)


def _describe_sentence(span: Span, article: Article, graph: NamedNode, identifiers: Identifiers) -> Iterator[Quad]:
    this = identifiers.sentence(article.key, span)
    yield Quad(this, TYPE, SENTENCE, graph)
    yield Quad(this, TEXT, Literal(article.text[span.start : span.end]), graph)
    yield Quad(this, START, _offset(span.start), graph)
    yield Quad(this, END, _offset(span.end), graph)


def _describe_anchor(span: Span, article: Article, graph: NamedNode, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe a place in the text by position and by quote (W3C Web Annotation, 4.2.4 and 4.2.5)."""
    iri = identifiers.anchor(article.key, span)
    this, position, quote = NamedNode(iri), NamedNode(f"{iri}-position"), NamedNode(f"{iri}-quote")
    yield Quad(this, TYPE, RESOURCE, graph)
    yield Quad(this, SOURCE, graph, graph)
    yield Quad(this, SELECTOR, position, graph)
    yield Quad(this, SELECTOR, quote, graph)
    yield Quad(position, TYPE, POSITION_SELECTOR, graph)
    yield Quad(position, START, _offset(span.start), graph)
    yield Quad(position, END, _offset(span.end), graph)
    yield Quad(quote, TYPE, QUOTE_SELECTOR, graph)
    yield Quad(quote, EXACT, Literal(article.text[span.start : span.end]), graph)
    yield Quad(quote, PREFIX, Literal(article.text[max(0, span.start - CONTEXT) : span.start]), graph)
    yield Quad(quote, SUFFIX, Literal(article.text[span.end : span.end + CONTEXT]), graph)


def _offset(value: int) -> Literal:
    return Literal(str(value), datatype=INTEGER)
