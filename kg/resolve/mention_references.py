"""From the mentions of one article to what they refer to there: entities by name, topics, times and events."""

from collections.abc import Iterator, Mapping

from kg.lexicon.events import noun_event_type
from kg.lexicon.places import country_by_demonym
from kg.records import Annotation, Form, Kind, Mention, Reference, ResolvedMention, Span
from kg.resolve.names import name_reference
from kg.resolve.references import References
from kg.resolve.wording import head_word, slug, topic_label


def resolve_mentions(
    annotation: Annotation, references: References, *, event_types: Mapping[Span, str | None]
) -> Iterator[ResolvedMention]:
    """Yield every mention of an article with what it refers to, each place and kind once.

    Args:
        annotation: what was read.
        references: what its names stand for.
        event_types: PLOVER's type by the place of a predicate.
    """
    seen: set[tuple[Span, bool]] = set()
    names = dict(references.names.items())
    for mention in annotation.mentions:
        place = (mention.span, mention.form.is_event)
        found = None if place in seen else _refer(mention, annotation.article.text, names, event_types)
        if found is not None:
            seen.add(place)
            yield ResolvedMention(span=mention.span, kind=_kind(mention, found), reference=found, read=mention)
    for span, reference in names.items():
        if (span, False) not in seen:
            yield ResolvedMention(span=span, kind="entity", reference=reference)
    starts = {span.start for span, is_event in seen if is_event}
    for relation in annotation.relations:
        span, lemma = relation.predicate.span, relation.predicate.lemma
        if (span, True) not in seen and not any(start in starts for start in range(*span)):
            seen.add((span, True))
            event = _event(lemma, event_types.get(span))
            if event is not None:
                yield ResolvedMention(span=span, kind="event", reference=event)


def _kind(mention: Mention, found: Reference) -> str:
    if mention.form.is_event:
        return "event"
    return "entity" if found.kind is Kind.ENTITY else "thing"


def _refer(
    mention: Mention, text: str, names: Mapping[Span, Reference], event_types: Mapping[Span, str | None]
) -> Reference | None:
    words = " ".join(text[mention.span.start : mention.span.end].split())
    if mention.form.is_event:
        return _event(mention.lemma, event_types.get(mention.span) or noun_event_type(mention.lemma))
    if mention.form is Form.TIME:
        return Reference(kind=Kind.VALUE, key=mention.lemma, label=words)
    if mention.span in names:
        return names[mention.span]
    country = country_by_demonym().get(words) if mention.form is not Form.PRONOUN else None
    if country is not None and not words.endswith("s"):
        return name_reference(country, "GPE")
    label = topic_label(words)
    key = slug(label)
    return Reference(kind=Kind.TOPIC, key=key, label=label, type=noun_event_type(head_word(label))) if key else None


def _event(lemma: str, of_type: str | None) -> Reference | None:
    key = slug(lemma)
    return Reference(kind=Kind.TOPIC, key=key, label=lemma, type=of_type) if key else None
