"""Component `kg_mentions`: every place that names a thing, a time or an event, with what it means there.

Names, noun phrases and pronouns as coreference has them; expressions of time; verbs, and the nouns that the network
takes for events, else those of the lexicon. A noun for an event is both: what happens, and a thing to speak of.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.lexicon.events import is_event_alone
from kg.lexicon.places import country_by_demonym
from kg.nlp import layers
from kg.nlp.coref.mentions import find_mentions, people_nouns
from kg.nlp.coref.profiles import list_traits
from kg.nlp.coref.things import Kind
from kg.nlp.coref.things import Mention as Phrase
from kg.nlp.event_traits import countries, event_traits, times_by_token
from kg.nlp.network.meanings import Meanings
from kg.records import Form, Mention, Span

FORM_BY_KIND = {Kind.NAME: Form.NAME, Kind.NOMINAL: Form.NOMINAL, Kind.PRONOUN: Form.PRONOUN}
PARTNERS = frozenset({"NOUN", "PROPN", "PRON"})
"""Parts of speech of the dependents that tell who or what takes part."""
MOST_PARTNERS = 8


@Language.component("kg_mentions", assigns=["doc._.mentions"], requires=["token.dep", "doc._.chains", "doc._.times"])
def write_mentions(doc: Doc) -> Doc:
    """Write the layer."""
    if doc.has_annotation("DEP"):
        found = [*find_things(doc), *find_times(doc), *find_events(doc)]
        doc._.mentions = tuple(sorted(found, key=lambda one: (one.span, one.form)))
    return doc


def find_things(doc: Doc) -> Iterator[Mention]:
    """Yield the names, noun phrases and pronouns of a parsed document, but those within an expression of time."""
    meanings = layers.meanings(doc)
    chains = _chain_by_span(doc)
    timed = {i for mention in layers.times(doc) for i in range(*mention.span)}
    for phrase in find_mentions(doc):
        head = doc[phrase.head]
        place = Span(head.idx, head.idx + len(head))
        if phrase.kind in FORM_BY_KIND and not timed.issuperset(range(*place)):
            yield Mention(
                span=_span(doc, *phrase.core),
                head=place,
                form=FORM_BY_KIND[phrase.kind],
                lemma=head.lemma_.lower(),
                label=head.ent_type_ or None,
                chain=_chain_of(doc, phrase, chains),
                partners=_partners(head),
                governor=head.head.idx if head.head != head else None,
                role=_role(head) if head.head != head else None,
                traits=list_traits(head, phrase, people=people_nouns()) | countries(doc[phrase.start : phrase.end]),
                vector=meanings.of_thing(head.i) if meanings is not None else None,
            )
    yield from _find_relatives(doc, chains, meanings)
    yield from _find_peoples(doc, meanings)


def _find_relatives(doc: Doc, chains: Mapping[Span, int], meanings: Meanings | None) -> Iterator[Mention]:
    """Yield the relative pronouns that stand for something that is mentioned before them."""
    starts = {span.start for span in chains}
    for token in doc:
        if token.idx not in starts:
            continue
        place = Span(token.idx, token.idx + len(token))
        if place in chains and "Rel" in token.morph.get("PronType", []):
            yield Mention(
                span=place,
                head=place,
                form=Form.PRONOUN,
                lemma=token.lower_,
                chain=chains[place],
                governor=token.head.idx,
                role=_role(token),
                vector=meanings.of_thing(token.i) if meanings is not None else None,
            )


def _find_peoples(doc: Doc, meanings: Meanings | None) -> Iterator[Mention]:
    """Yield the adjectives of countries: a Chadian minister is one of Chad's."""
    for token in doc:
        if token.pos_ == "ADJ" and token.text in country_by_demonym():
            place = Span(token.idx, token.idx + len(token))
            yield Mention(
                span=place,
                head=place,
                form=Form.NAME,
                lemma=token.lower_,
                label="NORP",
                governor=token.head.idx,
                role="of",
                vector=meanings.of_thing(token.i) if meanings is not None else None,
            )


def _role(head: Token) -> str:
    """Return what part a dependent plays: who does it, whom it is done to, or the preposition before it."""
    if head.dep_ in ("obj", "iobj", "nsubj:pass"):
        return "patient"
    case = next((child.lemma_.lower() for child in head.children if child.dep_ == "case"), "")
    if head.dep_ in ("nsubj", "nsubj:outer") or (case == "by" and head.dep_ == "obl:agent"):
        return "agent"
    return case or head.dep_.partition(":")[0]


def find_times(doc: Doc) -> Iterator[Mention]:
    """Yield the expressions of time, named by their values."""
    meanings, text = layers.meanings(doc), doc.text
    words = [token for token in doc if not token.is_space]
    for time in layers.times(doc):
        place = bisect_left(words, time.span.start, key=lambda token: token.idx)
        head = words[place] if place < len(words) else None
        if head is not None:
            yield Mention(
                span=time.span,
                head=time.span,
                form=Form.TIME,
                lemma=time.when or text[time.span.start : time.span.end].lower(),
                vector=meanings.of_thing(head.i) if meanings is not None else None,
            )


def find_events(doc: Doc) -> Iterator[Mention]:
    """Yield the verbs and the nouns that tell of events."""
    meanings, times = layers.meanings(doc), times_by_token(doc)
    for token in doc:
        form = _event_form(token, meanings)
        if form is not None:
            place = Span(token.idx, token.idx + len(token))
            yield Mention(
                span=place,
                head=place,
                form=form,
                lemma=token.lemma_.lower(),
                partners=_partners(token),
                governor=token.head.idx if token.head != token else None,
                role=_role(token) if token.head != token else None,
                traits=event_traits(token, times),
                vector=meanings.of_event(token.i) if meanings is not None else None,
            )


def _event_form(token: Token, meanings: Meanings | None) -> Form | None:
    if token.pos_ == "VERB":
        return Form.VERB
    if token.ent_type_ == "EVENT":
        return Form.NOUN if not any(child.ent_type_ == "EVENT" for child in token.ancestors) else None
    if token.pos_ in ("NOUN", "PROPN", "ADJ"):
        if meanings is not None:
            return Form.NOUN if meanings.is_event(token.i) else None
        return Form.NOUN if token.pos_ == "NOUN" and is_event_alone(token.lemma_.lower()) else None
    return None


def _partners(head: Token) -> tuple[str, ...]:
    """Return the nouns and names around a head: its dependents, and of a modifier what it modifies."""
    near = [child for child in head.children if child.pos_ in PARTNERS]
    if head.dep_ in ("acl", "acl:relcl", "amod", "compound", "nmod", "nmod:poss"):
        near.append(head.head)
    return tuple(dict.fromkeys(token.lemma_.lower() for token in near))[:MOST_PARTNERS]


def _chain_by_span(doc: Doc) -> Mapping[Span, int]:
    return {
        span: number for number, chain in enumerate(layers.chains(doc)) for span in (*chain.mentions, *chain.anchors)
    }


def _chain_of(doc: Doc, phrase: Phrase, chains: Mapping[Span, int]) -> int | None:
    whole = chains.get(_span(doc, phrase.start, phrase.end))
    return whole if whole is not None else chains.get(_span(doc, *phrase.core))


def _span(doc: Doc, start: int, end: int) -> Span:
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
